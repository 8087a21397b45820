package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.cli.rig.ReusingPool;
import dev.ndwire.core.memory.ByteSizes;
import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Arrays from this JVM to a Python and back, beside what two Pythons do, and beside plain sockets.
final class ToPython {
    private final Seen seen;
    private final Plan plan;
    private final Second python;

    private ToPython(Seen seen, Second python) {
        this.seen = seen;
        this.plan = seen.run().plan();
        this.python = python;
    }

    static void measure(Seen seen, Scratch scratch) throws Exception {
        try (Second python = seen.python()) {
            try {
                ToPython toPython = new ToPython(seen, python);
                toPython.put(scratch);
                toPython.get();
            } catch (IOException e) {
                throw python.failure(e);
            }
        }
    }

    private void put(Scratch scratch) throws Exception {
        try (Ways ways =
                Ways.arraysToPython(python.peer(), python.places(), scratch).only(plan)) {
            measure("put", "JVM to Python", ways, false);
        }
    }

    private void get() throws Exception {
        MemoryPool pool = ReusingPool.of(2 * plan.largest());
        try (Ways ways =
                Ways.arraysFromPython(python.peer(), python.places(), pool).only(plan)) {
            measure("get", "Python to JVM", ways, true);
        } finally {
            pool.trim();
        }
    }

    private void measure(String benchmark, String title, Ways ways, boolean isFreshToo) throws Exception {
        Turns turns = new Turns(ways.all(), seen.run().progress());
        turns.warmUp(plan.pace(), plan.largest(), Numbers::array);
        for (long byteSize : plan.sizes()) {
            try (Numbers numbers = Numbers.array(byteSize)) {
                Map<String, String> parameters = new LinkedHashMap<>(Map.of("byteSize", Long.toString(byteSize)));
                String what = title + " over TCP, " + ByteSizes.format(byteSize);
                if (isFreshToo) {
                    parameters.put("memory", "fresh");
                    String fresh = what + " into fresh memory";
                    seen.report(benchmark, fresh, parameters, byteSize, turns.run(fresh, numbers, plan.rounds(), true));
                    parameters.put("memory", "warm");
                    what += " into warm memory";
                }
                seen.report(benchmark, what, parameters, byteSize, turns.run(what, numbers, plan.rounds(), false));
            }
        }
    }
}
