package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.measure.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What changed from one folder of results to another, beyond noise.
///
/// A change counts where every iteration of one is faster than every iteration of the other, and the medians are at
/// least [#LEAST] apart. With five iterations on each side, chance alone gives that once in 126 times.
///
/// What an operation allocates is one number of each run, which inlining moves by some percent; it counts where JMH has
/// it of both, and they are at least [#LEAST_ALLOCATED] and [#LEAST_ALLOCATED_BYTES] apart. Between processes, buffers
/// and the threads of a server are in it, too, so that it is not compared.
///
/// A peak of memory is one number of each run as well, and may be near 0 or less, since what is moved is taken off. It
/// counts where both are at least [#LEAST] of the first and [#LEAST_PEAK_BYTES] apart.
final class Comparison {
    /// What is smaller than this is no change, however sure.
    static final double LEAST = 0.05;

    /// The same of what is allocated, as a share.
    static final double LEAST_ALLOCATED = 0.1;

    /// The same in bytes: a few small objects.
    static final double LEAST_ALLOCATED_BYTES = 64;

    /// The same of a peak, in bytes: two runs of one process differ by some MiB of code, stacks and heap.
    static final double LEAST_PEAK_BYTES = 16 << 20;

    private final List<String> faster = new ArrayList<>();
    private final List<String> slower = new ArrayList<>();
    private final List<String> larger = new ArrayList<>();
    private final List<String> smaller = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private int same;

    /// @param before figures
    /// @param after figures
    Comparison(List<Figure> before, List<Figure> after) {
        Map<String, Figure> old = new LinkedHashMap<>();
        before.forEach(figure -> old.put(figure.key(), figure));
        for (Figure now : after) {
            Figure then = old.remove(now.key());
            if (then == null) {
                missing.add(now.key() + ": only in the second");
            } else if (now.unit() == Figure.Unit.BYTES) {
                comparePeaks(then, now);
            } else {
                compareTimes(then, now);
                compareAllocated(then, now);
            }
        }
        old.keySet().forEach(key -> missing.add(key + ": only in the first"));
    }

    private void compareTimes(Figure then, Figure now) {
        double change = now.value().median() / then.value().median() - 1;
        String line = "%s: %s → %s, %+.0f %%"
                .formatted(
                        now.key(),
                        Report.shown(then, then.value().median()),
                        Report.shown(now, now.value().median()),
                        100 * change);
        if (now.value().max() < then.value().min() && change <= -LEAST) {
            faster.add(line);
        } else if (now.value().min() > then.value().max() && change >= LEAST) {
            slower.add(line);
        } else {
            same++;
        }
    }

    private void comparePeaks(Figure then, Figure now) {
        double before = then.value().median();
        double more = now.value().median() - before;
        if (Math.abs(more) < Math.max(LEAST * Math.abs(before), LEAST_PEAK_BYTES)) {
            same++;
        } else {
            (more > 0 ? larger : smaller)
                    .add("%s: %s → %s"
                            .formatted(
                                    now.key(),
                                    Report.shown(then, before),
                                    Report.shown(now, now.value().median())));
        }
    }

    private void compareAllocated(Figure then, Figure now) {
        boolean isOfJmh = then.movedByteSize() == 0 && then.allocatedBytes() >= 0 && now.allocatedBytes() >= 0;
        double more = now.allocatedBytes() - then.allocatedBytes();
        double least = Math.max(LEAST_ALLOCATED * then.allocatedBytes(), LEAST_ALLOCATED_BYTES);
        if (isOfJmh && Math.abs(more) >= least) {
            (more > 0 ? larger : smaller)
                    .add("%s: allocates %.0f B → %.0f B"
                            .formatted(now.key(), then.allocatedBytes(), now.allocatedBytes()));
        }
    }

    /// Whether something became slower, allocates more, or has a higher peak.
    boolean hasWorse() {
        return !slower.isEmpty() || !larger.isEmpty();
    }

    /// What is told.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        slower.forEach(line -> lines.add("slower  " + line));
        larger.forEach(line -> lines.add("more    " + line));
        faster.forEach(line -> lines.add("faster  " + line));
        smaller.forEach(line -> lines.add("less    " + line));
        missing.forEach(line -> lines.add("alone   " + line));
        lines.add("%d slower, %d faster, %d within noise, %d in one of the two only"
                .formatted(slower.size(), faster.size(), same, missing.size()));
        return lines;
    }
}
