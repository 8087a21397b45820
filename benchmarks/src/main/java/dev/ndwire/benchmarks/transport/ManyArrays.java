package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.transport.Turns.Times;
import java.io.IOException;
import java.util.List;

/// Ten thousand arrays of 1 KiB in one message.
final class ManyArrays {
    static final int COUNT = 10_000;

    private static final int BYTE_SIZE = 1 << 10;
    private static final int FEWER_FIRST_ROUNDS = 30;

    private ManyArrays() {}

    static void measure(Run run) throws Exception {
        try (Second jvm = Second.jvm(run.scratch(), 4L * COUNT * BYTE_SIZE, "256m")) {
            try (Ways ways = Ways.many(COUNT, jvm.peer(), jvm.places())) {
                if (!run.plan().hasPython()) {
                    measure(run, ways, 1);
                    return;
                }
                try (Second python = Second.python();
                        Ways toPython = Ways.manyToPython(COUNT, python.peer(), python.places())) {
                    measure(run, ways.and(toPython.all().toArray(Way[]::new)), 1, 3);
                }
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private static void measure(Run run, Ways ways, int... others) throws Exception {
        Turns turns = new Turns(ways.all(), run.progress());
        try (Numbers numbers = Numbers.array((long) COUNT * BYTE_SIZE)) {
            turns.warmUp(numbers, Math.max(1, run.plan().firstRounds() / FEWER_FIRST_ROUNDS));
            String what = "10,000 arrays of 1 KiB in one message over TCP";
            List<Times> times = turns.run(what, numbers, run.plan().rounds(), false);
            run.report().accept(Sheet.of(what, numbers.byteSize(), times, others));
        }
    }
}
