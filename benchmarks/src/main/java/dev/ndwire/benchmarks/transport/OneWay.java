package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.transport.Turns.Times;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Arrays one way to a second JVM: ours beside the floor into fresh memory, and beside all rivals into warm.
final class OneWay {
    private final Road road;
    private final Seen seen;
    private final Plan plan;

    private OneWay(Road road, Seen seen) {
        this.road = road;
        this.seen = seen;
        this.plan = seen.run().plan();
    }

    static void over(Road road, Seen seen, Scratch scratch) throws Exception {
        new OneWay(road, seen).measure(scratch);
    }

    private void measure(Scratch scratch) throws Exception {
        boolean hasRivals = road == Road.TCP && plan.has(Role.Kind.RIVAL);
        // Room for the regions of all ways side by side: they are not of one size.
        long idleBytes = 2 * plan.largest();
        try (Second jvm = hasRivals
                ? Second.jvmWithFlight(scratch, idleBytes, plan.largest())
                : Second.jvm(scratch, idleBytes, "64m")) {
            try (Ways ways =
                    Ways.arrays(road, jvm.peer(), jvm.places(), scratch).only(plan)) {
                new Turns(ways.all(), seen.run().progress()).warmUp(plan.pace(), plan.largest(), Numbers::array);
                measure(ways, true);
                if (hasRivals) {
                    besideRivals(ways, jvm);
                } else {
                    measure(ways, false);
                }
                if (road == Road.TLS) {
                    Ciphers.measure(seen);
                }
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private void besideRivals(Ways own, Second jvm) throws Exception {
        try (Way flight = Ways.flight(jvm.peer(), jvm.places())) {
            new Turns(List.of(flight), seen.run().progress()).warmUp(plan.pace(), plan.largest(), Numbers::array);
            if (!seen.usesPython()) {
                measure(own.and(flight), false);
                return;
            }
            try (Second python = seen.python();
                    Way distributed = Ways.distributed(python.peer(), python.places())) {
                measure(own.and(flight, distributed), false);
            }
        }
    }

    private void measure(Ways ways, boolean isFresh) throws Exception {
        for (long byteSize : plan.sizes()) {
            List<Way> taking = ways.taking(byteSize);
            if (taking.isEmpty()) {
                continue;
            }
            String memory = isFresh ? "fresh" : "warm";
            String what = road.title() + ", " + ByteSizes.format(byteSize) + " into " + memory + " memory";
            try (Numbers numbers = Numbers.array(byteSize)) {
                List<Times> times = new Turns(taking, seen.run().progress()).run(what, numbers, plan.rounds(), isFresh);
                seen.report(
                        "put",
                        "JVM to JVM over " + what,
                        Map.of("byteSize", Long.toString(byteSize), "memory", memory),
                        byteSize,
                        times);
            }
        }
    }
}
