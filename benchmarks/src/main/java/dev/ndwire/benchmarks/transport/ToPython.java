package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.transport.Turns.Times;
import dev.ndwire.cli.rig.ReusingPool;
import dev.ndwire.core.memory.ByteSizes;
import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import java.util.List;

/// Arrays from this JVM to a Python and back, beside what two Pythons do, and beside plain sockets.
final class ToPython {
    private final Run run;
    private final Second python;

    private ToPython(Run run, Second python) {
        this.run = run;
        this.python = python;
    }

    static void measure(Run run) throws Exception {
        try (Second python = Second.python()) {
            try {
                ToPython toPython = new ToPython(run, python);
                toPython.put();
                toPython.get();
            } catch (IOException e) {
                throw python.failure(e);
            }
        }
    }

    private void put() throws Exception {
        try (Ways ways = Ways.arraysToPython(python.peer(), python.places(), run.scratch())) {
            turns("JVM to Python", ways, false, 1, 2, 3);
        }
    }

    private void get() throws Exception {
        MemoryPool pool = ReusingPool.of(2 * run.plan().largest());
        try (Ways ways = Ways.arraysFromPython(python.peer(), python.places(), pool)) {
            turns("Python to JVM", ways, true, 1, 2);
        } finally {
            pool.trim();
        }
    }

    private void turns(String title, Ways ways, boolean isFreshToo, int... others) throws Exception {
        Turns turns = new Turns(ways.all(), run.progress());
        turns.warmUp(run.plan().firstRounds());
        for (long byteSize : run.plan().sizes()) {
            try (Numbers numbers = Numbers.array(byteSize)) {
                if (isFreshToo) {
                    report(title, turns, numbers, true, others);
                }
                report(title, turns, numbers, false, others);
            }
        }
    }

    private void report(String title, Turns turns, Numbers numbers, boolean isFresh, int... others) throws Exception {
        String memory = title.endsWith("Python") ? "" : isFresh ? " into fresh memory" : " into warm memory";
        String what = title + " over TCP, " + ByteSizes.format(numbers.byteSize()) + memory;
        List<Times> times = turns.run(what, numbers, run.plan().rounds(), isFresh);
        run.report().accept(Sheet.of(what, numbers.byteSize(), times, others));
    }
}
