package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.transport.Turns.Times;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How the time grows with the size: ours and the floor on each road, into warm memory.
final class Series {
    // Small ones are measured more often, up to as many times.
    private static final long MORE_OFTEN = 20;
    private static final long MORE_OFTEN_BELOW_BYTES = 16L << 20;

    private Series() {}

    static void measure(Run run) throws Exception {
        for (Road road : Road.values()) {
            measure(road, run);
        }
    }

    private static void measure(Road road, Run run) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        try (Second jvm = Second.jvm(run.scratch(), 2 * run.plan().largest(), "64m")) {
            try (Ways ways = Ways.arrays(road, jvm.peer(), jvm.places(), run.scratch())) {
                Turns turns = new Turns(ways.all(), run.progress());
                turns.warmUp(run.plan().firstRounds());
                for (long byteSize : run.plan().sizes()) {
                    rows.add(row(road, run, turns, byteSize));
                }
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
        run.report()
                .accept(new Sheet(
                        "JVM to JVM over " + road.title() + " by size, into warm memory",
                        List.of("size", "ndwire, ms", road.floor() + ", ms", "ndwire, GB/s", "times the floor's speed"),
                        rows));
    }

    private static List<Object> row(Road road, Run run, Turns turns, long byteSize) throws Exception {
        long more = Math.max(1, Math.min(MORE_OFTEN, MORE_OFTEN_BELOW_BYTES / byteSize));
        int rounds = Math.toIntExact(run.plan().rounds() * more);
        String size = ByteSizes.format(byteSize);
        try (Numbers numbers = Numbers.array(byteSize)) {
            List<Times> times = turns.run(road.title() + ", " + size, numbers, rounds, false);
            Times ours = times.get(0);
            Times floor = times.get(1);
            double speed = byteSize / 1e6 / ours.millis().median();
            return List.of(size, ours.millis(), floor.millis(), speed, ours.speedBeside(floor));
        }
    }
}
