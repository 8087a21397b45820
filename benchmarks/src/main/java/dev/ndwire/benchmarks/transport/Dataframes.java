package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tables from this JVM to a second one and to a Python, over TCP: ours, the plain socket, and Arrow's Flight take
/// turns.
final class Dataframes {
    private final Seen seen;
    private final Plan plan;

    private Dataframes(Seen seen) {
        this.seen = seen;
        this.plan = seen.run().plan();
    }

    static void measure(Seen seen, Scratch scratch) throws Exception {
        Dataframes dataframes = new Dataframes(seen);
        for (long byteSize : seen.run().plan().sizes()) {
            dataframes.toJvm(scratch, byteSize);
        }
        if (seen.usesPython()) {
            dataframes.toPython();
        }
        Peaks.ofTables(seen, scratch);
    }

    /// From this JVM to a second one.
    private void toJvm(Scratch scratch, long byteSize) throws Exception {
        // Room for the regions of all ways side by side: they are not of one size.
        try (Second jvm = Second.jvmWithFlight(scratch, 3 * byteSize, byteSize)) {
            try (Ways ways = Ways.tablesToJvm(jvm.peer(), jvm.places()).only(plan)) {
                warmUp(ways);
                report("toJvm", ways, byteSize, 1, "fresh");
                report("toJvm", ways, byteSize, 1, "warm");
                report("toJvm", ways, byteSize, Math.toIntExact(Math.max(2, byteSize >> 20)), "warm");
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private void warmUp(Ways ways) throws Exception {
        new Turns(ways.all(), seen.run().progress())
                .warmUp(plan.pace(), plan.largest(), byteSize -> Numbers.table(byteSize, 1));
    }

    /// From this JVM, and from a Python, to a Python.
    private void toPython() throws Exception {
        try (Second python = seen.python();
                Ways ways = Ways.tablesToPython(python.peer(), python.places(), plan.has(Role.Kind.RIVAL))
                        .only(plan)) {
            warmUp(ways);
            for (long byteSize : plan.sizes()) {
                report("toPython", ways, byteSize, 1, "");
            }
        }
    }

    private void report(String benchmark, Ways ways, long byteSize, int batchCount, String memory) throws Exception {
        var taking = ways.taking(byteSize);
        if (taking.isEmpty()) {
            return;
        }
        String what = (benchmark.equals("toJvm") ? "JVM to JVM, " : "JVM to Python, ") + ByteSizes.format(byteSize)
                + " in "
                + Numbers.COLUMN_COUNT + " columns and " + (batchCount == 1 ? "one batch" : batchCount + " batches")
                + (memory.isEmpty() ? "" : ", into " + memory + " memory");
        Map<String, String> parameters = new LinkedHashMap<>(Map.of(
                "byteSize",
                Long.toString(byteSize),
                "batches",
                batchCount + (batchCount == 1 ? " batch" : " batches")));
        if (!memory.isEmpty()) {
            parameters.put("memory", memory);
        }
        try (Numbers numbers = Numbers.table(byteSize, batchCount)) {
            seen.report(
                    benchmark,
                    what,
                    parameters,
                    byteSize,
                    new Turns(taking, seen.run().progress()).run(what, numbers, plan.rounds(), memory.equals("fresh")));
        }
    }
}
