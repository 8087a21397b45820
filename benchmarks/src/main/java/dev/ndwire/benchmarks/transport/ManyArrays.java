package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Plan;
import java.io.IOException;
import java.util.Map;

/// Ten thousand arrays of 1 KiB in one message.
final class ManyArrays {
    static final int COUNT = 10_000;

    private static final int BYTE_SIZE = 1 << 10;
    private static final int FEWER_FIRST_ROUNDS = 30;

    private ManyArrays() {}

    static void measure(Seen seen, Scratch scratch) throws Exception {
        Plan plan = seen.run().plan();
        try (Second jvm = Second.jvm(scratch, 4L * COUNT * BYTE_SIZE, "256m")) {
            try (Ways ways = Ways.many(COUNT, jvm.peer(), jvm.places()).only(plan)) {
                if (!seen.usesPython()) {
                    measure(seen, ways);
                    return;
                }
                try (Second python = seen.python();
                        Ways toPython = Ways.manyToPython(COUNT, python.peer(), python.places())
                                .only(plan)) {
                    measure(seen, ways);
                    measure(seen, toPython);
                }
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private static void measure(Seen seen, Ways ways) throws Exception {
        if (ways.all().isEmpty()) {
            return;
        }
        Plan plan = seen.run().plan();
        boolean isToPython = ways.all().stream().anyMatch(way -> way.name().contains("Python"));
        String to = isToPython ? "Python" : "a JVM";
        Turns turns = new Turns(ways.all(), seen.run().progress());
        try (Numbers numbers = Numbers.array((long) COUNT * BYTE_SIZE)) {
            turns.warmUp(numbers, Math.max(1, plan.pace().firstRounds() / FEWER_FIRST_ROUNDS));
            String what = "10,000 arrays of 1 KiB in one message over TCP to " + to;
            seen.report(
                    "putMany",
                    what,
                    Map.of("to", to),
                    numbers.byteSize(),
                    turns.run(what, numbers, plan.rounds(), false));
        }
    }
}
