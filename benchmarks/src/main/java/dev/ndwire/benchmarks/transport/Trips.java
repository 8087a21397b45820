package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectionSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// How long an array of 1 KiB takes there and back on each road: all times of all rounds, in percentiles.
final class Trips {
    static final int BYTE_SIZE = 1 << 10;

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
    // Python has nothing to be compiled, and takes a hundred times as long.
    private static final int PYTHON_SHARE = 10;

    private final Trip trip;
    private final Histogram all = new Histogram(3);
    private final List<Double> medians = new ArrayList<>();

    private Trips(Trip trip) {
        this.trip = trip;
    }

    static void measure(Run run) throws Exception {
        try (Second jvm = Second.jvm(run.scratch(), 1 << 20, "64m")) {
            try {
                for (Road road : Road.values()) {
                    measure(road, jvm, run);
                }
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private static void measure(Road road, Second jvm, Run run) throws Exception {
        boolean isBesidePython = road == Road.TCP && run.plan().hasPython();
        try (Trip ours = ours(road, jvm.places(), run.scratch());
                Trip raw = raw(road, jvm.places(), run.scratch())) {
            if (!isBesidePython) {
                measure(road, run, ours, raw);
                return;
            }
            try (Second python = Second.python();
                    Trip distributed = new PythonTrip(new PythonClient(python.places()), BYTE_SIZE)) {
                measure(road, run, ours, raw, distributed);
            }
        }
    }

    static Trip ours(Road road, Places places, Scratch scratch) throws IOException {
        ConnectionSettings settings = ConnectionSettings.standard().with(scratch.security());
        return new OursTrip(Ways.OURS, Client.connect(places.get(road.scheme()), settings), BYTE_SIZE);
    }

    static Trip raw(Road road, Places places, Scratch scratch) throws IOException {
        return new RawTrip(road.floor(), road.connectRaw(places.get(Places.raw(road.scheme())), scratch), BYTE_SIZE);
    }

    private static void measure(Road road, Run run, Trip... trips) throws IOException {
        int count = run.plan().trips();
        for (Trip trip : trips) {
            trip.run(trip instanceof PythonTrip ? 1 : 4 * count);
        }
        List<Trips> measured = Arrays.stream(trips).map(Trips::new).toList();
        for (int round = 0; round < run.plan().rounds(); round++) {
            run.progress()
                    .round(
                            "1 KiB there and back over " + road.title(),
                            round,
                            run.plan().rounds());
            for (int turn = 0; turn < trips.length; turn++) {
                measured.get((round + turn) % trips.length).run(count);
            }
        }
        run.progress().clear();
        report(road, run, measured);
    }

    private void run(int count) throws IOException {
        Histogram round = new Histogram(3);
        for (long nanos : trip.run(trip instanceof PythonTrip ? Math.max(1, count / PYTHON_SHARE) : count)) {
            round.recordValue(nanos);
        }
        all.add(round);
        medians.add(micros(round, PERCENTILES[0]));
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    private static void report(Road road, Run run, List<Trips> measured) {
        List<List<Object>> rows = new ArrayList<>();
        for (Trips one : measured) {
            List<Object> row = new ArrayList<>();
            row.add(one.trip.name());
            row.add(Spread.of(one.medians.stream().mapToDouble(Double::doubleValue)));
            for (double percentile : PERCENTILES) {
                row.add(micros(one.all, percentile));
            }
            row.add(one.beside(measured.get(1)));
            rows.add(row);
        }
        run.report()
                .accept(new Sheet(
                        "1 KiB there and back over " + road.title() + ", µs, "
                                + run.plan().rounds() + " rounds of "
                                + run.plan().trips(),
                        List.of(
                                "way",
                                "medians of the rounds",
                                "50 %",
                                "90 %",
                                "99 %",
                                "99.9 %",
                                "longest",
                                "times the floor's median"),
                        rows));
    }

    private Object beside(Trips floor) {
        return this == floor
                ? ""
                : Spread.of(IntStream.range(0, medians.size()).mapToDouble(i -> medians.get(i) / floor.medians.get(i)));
    }
}
