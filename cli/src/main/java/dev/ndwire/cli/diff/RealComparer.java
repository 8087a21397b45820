package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.array.NDArray;
import org.jspecify.annotations.Nullable;

/// Compares real numbers as float64. A NaN equals a NaN, and differs from a number by NaN, the largest error of all.
final class RealComparer extends ElementComparer {
    private final Tolerance tolerance;
    private final double[] leftTile = new double[ArrayComparison.PIECE_SIZE];
    private final double[] rightTile = new double[ArrayComparison.PIECE_SIZE];
    private double largest = -1;

    RealComparer(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    @Override
    void compare(NDArray left, NDArray right, long start) {
        int size = Tiles.fill(left, leftTile);
        Tiles.fill(right, rightTile);
        for (int i = 0; i < size; i++) {
            if (leftTile[i] != rightTile[i]) {
                compare(leftTile[i], rightTile[i], start + i);
            }
        }
    }

    private void compare(double left, double right, long element) {
        boolean areBothNaN = Double.isNaN(left) && Double.isNaN(right);
        double error = Math.abs(left - right);
        if (!areBothNaN && !tolerance.allows(error, right)) {
            boolean isWorst = !Double.isNaN(largest) && (Double.isNaN(error) || error > largest);
            largest = isWorst ? error : largest;
            note(element, isWorst);
        }
    }

    @Override
    @Nullable
    String error() {
        return count() == 0 ? null : NDArray.of(largest).toString();
    }
}
