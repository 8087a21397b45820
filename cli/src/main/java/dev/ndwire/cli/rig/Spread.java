package dev.ndwire.cli.rig;

import java.util.List;
import java.util.stream.DoubleStream;

/// The median of some measurements, and how far they lie apart.
///
/// @param min the smallest
/// @param median the middle one, or the mean of the two in the middle
/// @param max the largest
public record Spread(double min, double median, double max) {
    /// Sorts measurements.
    ///
    /// @param measurements at least one
    /// @return their median and range
    /// @throws IllegalArgumentException if there is none
    public static Spread of(DoubleStream measurements) {
        double[] sorted = measurements.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /// Sorts measurements.
    ///
    /// @param measurements at least one
    /// @return their median and range
    /// @throws IllegalArgumentException if there is none
    public static Spread of(List<Double> measurements) {
        return of(measurements.stream().mapToDouble(Double::doubleValue));
    }

    /// What takes this long is this fast.
    ///
    /// @param units how much is done in each of the times
    /// @return units per time; the largest for the smallest time
    public Spread speedOf(double units) {
        return new Spread(units / max, units / median, units / min);
    }
}
