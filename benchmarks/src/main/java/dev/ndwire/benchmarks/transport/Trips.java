package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectionSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// How long an array of 1 KiB takes there and back on each road: all times of all rounds, in percentiles.
final class Trips {
    static final int BYTE_SIZE = 1 << 10;

    private static final double MEDIAN = 50;
    private static final double WHOLE = 100;
    private static final double[] PERCENTILES = {MEDIAN, 75, 90, 95, 99, 99.5, 99.9, 99.99};
    // Python has nothing to be compiled, and takes a hundred times as long.
    private static final int PYTHON_SHARE = 10;

    private final Trip trip;
    private final Histogram all = new Histogram(3);
    private final List<Double> medians = new ArrayList<>();

    private Trips(Trip trip) {
        this.trip = trip;
    }

    static void measure(Seen seen, Scratch scratch) throws Exception {
        try (Second jvm = Second.jvm(scratch, 1 << 20, "64m")) {
            try {
                for (Road road : Road.values()) {
                    measure(road, jvm, seen, scratch);
                }
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private static void measure(Road road, Second jvm, Seen seen, Scratch scratch) throws Exception {
        Plan plan = seen.run().plan();
        boolean isBesidePython = road == Road.TCP && plan.hasPythonRivals();
        try (Trip ours = ours(road, jvm.places(), scratch);
                Trip raw = raw(road, jvm.places(), scratch)) {
            if (!isBesidePython) {
                measure(road, seen, List.of(ours, raw));
                return;
            }
            try (Second python = Second.python();
                    Trip distributed = new PythonTrip(new PythonClient(python.places()), BYTE_SIZE)) {
                measure(road, seen, List.of(ours, raw, distributed));
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

    private static void measure(Road road, Seen seen, List<Trip> all) throws IOException {
        Plan plan = seen.run().plan();
        List<Trip> trips = all.stream().filter(trip -> plan.has(trip.kind())).toList();
        int count = plan.pace().trips();
        for (Trip trip : trips) {
            trip.run(trip instanceof PythonTrip ? 1 : 4 * count);
        }
        List<Trips> measured = trips.stream().map(Trips::new).toList();
        for (int round = 0; round < plan.rounds(); round++) {
            seen.run().progress().round("1 KiB there and back over " + road.title(), round, plan.rounds());
            for (int turn = 0; turn < trips.size(); turn++) {
                measured.get((round + turn) % trips.size()).run(count);
            }
        }
        measured.forEach(one -> one.report(road, seen));
    }

    private void run(int count) throws IOException {
        Histogram round = new Histogram(3);
        for (long nanos : trip.run(trip instanceof PythonTrip ? Math.max(1, count / PYTHON_SHARE) : count)) {
            round.recordValue(nanos);
        }
        all.add(round);
        medians.add((double) round.getValueAtPercentile(MEDIAN));
    }

    private void report(Road road, Seen seen) {
        seen.run()
                .findings()
                .add(Figure.time(
                                seen.suite().label(),
                                "echo",
                                trip.name(),
                                Seen.role(trip.kind(), trip.name()),
                                Map.of("over", road.title()),
                                Spread.of(medians.stream().mapToDouble(Double::doubleValue)))
                        .taking(medians, 0)
                        .withPercentiles(percentiles(all)));
    }

    /// The times below which so many of them are.
    ///
    /// @param times of nanoseconds
    /// @return those percentiles that there are enough times for
    static Map<Double, Double> percentiles(Histogram times) {
        Map<Double, Double> percentiles = new TreeMap<>();
        for (double percentile : PERCENTILES) {
            if (times.getTotalCount() * (WHOLE - percentile) >= WHOLE) {
                percentiles.put(percentile, (double) times.getValueAtPercentile(percentile));
            }
        }
        return percentiles;
    }
}
