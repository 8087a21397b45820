package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// How the time grows with the size on each road, into warm memory: ours and the floor, on TCP the rivals too.
final class Series {
    // Small ones are measured more often, up to as many times.
    private static final long MORE_OFTEN = 20;
    private static final long MORE_OFTEN_BELOW_BYTES = 16L << 20;

    private Series() {}

    static void measure(Seen seen, Scratch scratch) throws Exception {
        for (Road road : Road.values()) {
            measure(road, seen, scratch);
        }
    }

    private static void measure(Road road, Seen seen, Scratch scratch) throws Exception {
        Plan plan = seen.run().plan();
        long idleBytes = 2 * plan.largestOfSeries();
        boolean hasRivals = road == Road.TCP && plan.has(Role.Kind.RIVAL);
        try (Second jvm = hasRivals
                ? Second.jvmWithFlight(scratch, idleBytes, plan.largestOfSeries())
                : Second.jvm(scratch, idleBytes, "64m")) {
            try (Ways ways =
                    Ways.arrays(road, jvm.peer(), jvm.places(), scratch).only(plan)) {
                if (!hasRivals) {
                    measure(road, seen, ways);
                    return;
                }
                try (Way flight = Ways.flight(jvm.peer(), jvm.places())) {
                    besidePython(road, seen, ways.and(flight));
                }
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private static void besidePython(Road road, Seen seen, Ways ways) throws Exception {
        if (!seen.usesPython()) {
            measure(road, seen, ways);
            return;
        }
        try (Second python = seen.python();
                Way distributed = Ways.distributed(python.peer(), python.places())) {
            measure(road, seen, ways.and(distributed));
        }
    }

    private static void measure(Road road, Seen seen, Ways ways) throws Exception {
        Plan plan = seen.run().plan();
        if (ways.all().isEmpty()) {
            return;
        }
        new Turns(ways.all(), seen.run().progress()).warmUp(plan.pace(), plan.largestOfSeries(), Numbers::array);
        for (long byteSize : plan.series()) {
            long more = Math.max(1, Math.min(MORE_OFTEN, MORE_OFTEN_BELOW_BYTES / byteSize));
            int rounds = Math.toIntExact(plan.rounds() * more);
            List<Way> taking = ways.taking(byteSize);
            String what = "JVM to JVM over " + road.title() + ", " + ByteSizes.format(byteSize) + " into warm memory";
            try (Numbers numbers = Numbers.array(byteSize)) {
                seen.figures(
                        "put",
                        Map.of("byteSize", Long.toString(byteSize), "over", road.title()),
                        byteSize,
                        new Turns(taking, seen.run().progress()).run(what, numbers, rounds, false));
            }
        }
    }
}
