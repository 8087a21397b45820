package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.transport.Turns.Times;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.util.List;

/// Arrays one way to a second JVM: ours beside the floor into fresh memory, and beside all rivals into warm.
final class OneWay {
    // Of Flight: a message of gRPC has at most 2 GiB.
    private static final long FLIGHT_MAX_BYTES = 1L << 30;

    private final Road road;
    private final Run run;

    private OneWay(Road road, Run run) {
        this.road = road;
        this.run = run;
    }

    static void over(Road road, Run run) throws Exception {
        new OneWay(road, run).measure();
    }

    private void measure() throws Exception {
        boolean isTcp = road == Road.TCP;
        // Room for the regions of all ways side by side: they are not of one size.
        long idleBytes = 2 * run.plan().largest();
        try (Second jvm = isTcp
                ? Second.jvmWithFlight(run.scratch(), idleBytes, run.plan().largest())
                : Second.jvm(run.scratch(), idleBytes, "64m")) {
            try (Ways ways = Ways.arrays(road, jvm.peer(), jvm.places(), run.scratch())) {
                new Turns(ways.all(), run.progress()).warmUp(run.plan().firstRounds());
                for (long byteSize : run.plan().sizes()) {
                    report(ways, byteSize, true, 1);
                    if (!isTcp) {
                        report(ways, byteSize, false, 1);
                    }
                }
                if (isTcp) {
                    besideRivals(ways, jvm);
                }
                if (road == Road.TLS) {
                    run.report().accept(Ciphers.measure(run));
                }
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private void besideRivals(Ways own, Second jvm) throws Exception {
        try (Way flight = Ways.flight(jvm.peer(), jvm.places())) {
            new Turns(List.of(flight), run.progress()).warmUp(run.plan().firstRounds());
            if (!run.plan().hasPython()) {
                warm(own.and(flight), own, 1, 2);
                return;
            }
            try (Second python = Second.python();
                    Way distributed = Ways.distributed(python.peer(), python.places())) {
                warm(own.and(flight, distributed), own.and(distributed), 1, 2, 3);
            }
        }
    }

    /// @param all with Flight
    /// @param large without, for more than it takes
    private void warm(Ways all, Ways large, int... others) throws Exception {
        for (long byteSize : run.plan().sizes()) {
            if (byteSize <= FLIGHT_MAX_BYTES) {
                report(all, byteSize, false, others);
            } else {
                report(large, byteSize, false, 1);
            }
        }
    }

    private void report(Ways ways, long byteSize, boolean isFresh, int... others) throws Exception {
        String memory = isFresh ? "fresh" : "warm";
        String what = road.title() + ", " + ByteSizes.format(byteSize) + " into " + memory + " memory";
        try (Numbers numbers = Numbers.array(byteSize)) {
            List<Times> times = new Turns(ways.all(), run.progress())
                    .run(what, numbers, run.plan().rounds(), isFresh);
            run.report().accept(Sheet.of("JVM to JVM over " + what, byteSize, times, others));
        }
    }
}
