package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// The times of something short that was done many times in each of several rounds, and what it allocated.
final class RoundTimes {
    private static final double MEDIAN = 50;
    private static final double WHOLE = 100;
    private static final double[] PERCENTILES = {MEDIAN, 75, 90, 95, 99, 99.5, 99.9, 99.99};

    private final Histogram all = new Histogram(3);
    private final List<Double> medians = new ArrayList<>();
    private final List<Double> allocated = new ArrayList<>();
    private final List<Double> senderNanos = new ArrayList<>();
    private final List<Double> receiverNanos = new ArrayList<>();

    /// Takes a round.
    ///
    /// @param nanos of each time
    /// @param work of both processes for all of them together
    void add(long[] nanos, Work work) {
        Histogram round = new Histogram(3);
        for (long one : nanos) {
            round.recordValue(one);
        }
        all.add(round);
        medians.add((double) round.getValueAtPercentile(MEDIAN));
        long bytes = work.allocatedBytes();
        allocated.add(bytes < 0 ? bytes : (double) bytes / nanos.length);
        senderNanos.add((double) work.sender().nanos() / nanos.length);
        receiverNanos.add((double) work.receiver().nanos() / nanos.length);
    }

    /// Nanoseconds of the middle one of each round.
    List<Double> medians() {
        return List.copyOf(medians);
    }

    /// What one time allocated, on average in the middle one of all rounds; negative where that is not counted.
    double allocatedBytes() {
        return Spread.of(allocated).median();
    }

    /// Microseconds of processor time of the sender, on average of each round.
    Spread senderMicros() {
        return micros(senderNanos);
    }

    /// Microseconds of processor time of the receiver, on average of each round.
    Spread receiverMicros() {
        return micros(receiverNanos);
    }

    private static Spread micros(List<Double> nanos) {
        return Spread.of(nanos.stream().mapToDouble(one -> one / 1e3));
    }

    /// The times below which so many of them are, and the slowest.
    Map<Double, Double> percentiles() {
        return percentiles(all);
    }

    /// The times below which so many of them are.
    ///
    /// @param times of nanoseconds
    /// @return those percentiles that there are enough times for; as the hundredth, the slowest
    static Map<Double, Double> percentiles(Histogram times) {
        Map<Double, Double> percentiles = new TreeMap<>();
        for (double percentile : PERCENTILES) {
            if (times.getTotalCount() * (WHOLE - percentile) >= WHOLE) {
                percentiles.put(percentile, (double) times.getValueAtPercentile(percentile));
            }
        }
        percentiles.put(WHOLE, (double) times.getMaxValue());
        return percentiles;
    }
}
