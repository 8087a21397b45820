package dev.ndwire.cli.diff;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.array.NDArray;
import org.jspecify.annotations.Nullable;

/// Compares complex numbers, and others with those. All with a NaN in them are equal, as numpy's `equal_nan` has it.
final class ComplexComparer extends ElementComparer {
    private final Tolerance tolerance;
    private double largest = -1;

    ComplexComparer(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    @Override
    void compare(NDArray left, NDArray right, long start) {
        NDArray leftRun = left.reshape(-1);
        NDArray rightRun = right.reshape(-1);
        for (long i = 0; i < leftRun.size(); i++) {
            compare(leftRun.getComplex(i), rightRun.getComplex(i), start + i);
        }
    }

    private void compare(Complex left, Complex right, long element) {
        boolean isEqual = left.real() == right.real() && left.imag() == right.imag();
        if (isEqual || (isNaN(left) && isNaN(right))) {
            return;
        }
        double error = Math.hypot(left.real() - right.real(), left.imag() - right.imag());
        if (!tolerance.allows(error, Math.hypot(right.real(), right.imag()))) {
            boolean isWorst = !Double.isNaN(largest) && (Double.isNaN(error) || error > largest);
            largest = isWorst ? error : largest;
            note(element, isWorst);
        }
    }

    private static boolean isNaN(Complex value) {
        return Double.isNaN(value.real()) || Double.isNaN(value.imag());
    }

    @Override
    @Nullable
    String error() {
        return count() == 0 ? null : NDArray.of(largest).toString();
    }
}
