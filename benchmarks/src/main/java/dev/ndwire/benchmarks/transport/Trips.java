package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectionSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How long an array of 1 KiB takes there and back on each road: all times of all rounds, in percentiles; and what
/// processor time both ends need for it, filling and comparing the numbers included.
final class Trips {
    static final int BYTE_SIZE = 1 << 10;

    // Python takes so many times as long, or more.
    private static final int PYTHON_SHARE = 10;

    private static final String TITLE = "Processor time of 1 KiB there and back, filling and comparing included";
    private static final List<String> COLUMNS = List.of("road and way", "sender's processor, µs", "receiver's");

    private final Trip trip;
    private final Peer peer;
    private final RoundTimes times = new RoundTimes();

    private Trips(Trip trip, Peer peer) {
        this.trip = trip;
        this.peer = peer;
    }

    static void measure(Seen seen, Scratch scratch) throws Exception {
        try (Second jvm = Second.jvm(scratch, 64L << 20, "64m")) {
            try {
                // Nobody is to be measured while the JIT still compiles what all roads have in common.
                for (Road road : Road.values()) {
                    warmUp(road, jvm, seen, scratch);
                }
                List<List<Object>> rows = new ArrayList<>();
                for (Road road : Road.values()) {
                    measure(road, jvm, seen, scratch).forEach(one -> rows.add(one.row(road)));
                }
                seen.sheet(TITLE, COLUMNS, rows);
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private static void warmUp(Road road, Second jvm, Seen seen, Scratch scratch) throws IOException {
        Plan plan = seen.run().plan();
        try (Trip ours = ours(road, jvm.places(), scratch);
                Trip raw = raw(road, jvm.places(), scratch)) {
            for (Trip trip : List.of(ours, raw)) {
                if (plan.has(trip.kind())) {
                    trip.run(plan.pace().firstTrips());
                }
            }
        }
    }

    private static List<Trips> measure(Road road, Second jvm, Seen seen, Scratch scratch) throws Exception {
        boolean isBesidePython = road == Road.TCP && seen.usesPython();
        try (Trip ours = ours(road, jvm.places(), scratch);
                Trip raw = raw(road, jvm.places(), scratch)) {
            List<Trips> trips = new ArrayList<>(List.of(new Trips(ours, jvm.peer()), new Trips(raw, jvm.peer())));
            if (!isBesidePython) {
                return measure(road, seen, trips);
            }
            try (Second python = seen.python();
                    Trip distributed = new PythonTrip(new PythonClient(python.places()), BYTE_SIZE)) {
                trips.add(new Trips(distributed, python.peer()));
                return measure(road, seen, trips);
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

    private static List<Trips> measure(Road road, Seen seen, List<Trips> all) throws IOException {
        Plan plan = seen.run().plan();
        List<Trips> trips =
                all.stream().filter(one -> plan.has(one.trip.kind())).toList();
        int count = plan.pace().trips();
        for (Trips one : trips) {
            one.trip.run(one.trip instanceof PythonTrip ? 1 : count);
        }
        for (int round = 0; round < plan.rounds(); round++) {
            seen.run().progress().round("1 KiB there and back over " + road.title(), round, plan.rounds());
            for (int turn = 0; turn < trips.size(); turn++) {
                trips.get((round + turn) % trips.size()).run(count);
            }
        }
        trips.forEach(one -> one.report(road, seen));
        return trips;
    }

    private void run(int count) throws IOException {
        long[] nanos = new long[trip instanceof PythonTrip ? Math.max(1, count / PYTHON_SHARE) : count];
        Work first = work();
        Work before = work();
        trip.run(nanos);
        times.add(nanos, work().since(before).without(before.since(first)));
    }

    private Work work() throws IOException {
        return new Work(trip.spent(), peer.spent());
    }

    private List<Object> row(Road road) {
        return List.of(road.title() + ": " + trip.name(), times.senderMicros(), times.receiverMicros());
    }

    private void report(Road road, Seen seen) {
        seen.rounds("echo", trip.name(), trip.kind(), Map.of("over", road.title()), times);
    }
}
