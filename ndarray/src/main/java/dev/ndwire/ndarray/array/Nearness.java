package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Numpy's `isclose`, and `angle`.
final class Nearness {
    private Nearness() {}

    static NDArray isClose(NDArray x, Object other, double rtol, double atol, boolean equalNaN) {
        NDArray y = inexact(other);
        NDArray tolerance = y.absolute().multiply(rtol).add(atol);
        NDArray close = x.subtract(y).absolute().lessEqual(tolerance);
        NDArray result = close.logicalAnd(y.isFinite());
        result.applyInto(result, Ufunc.LOGICAL_OR, x.equal(y));
        if (equalNaN) {
            NDArray both = x.isNaN().logicalAnd(y.isNaN());
            result.applyInto(result, Ufunc.LOGICAL_OR, both);
        }
        return result;
    }

    /// Numbers as floats of their own precision, so that differences have a sign; values of Java as float64.
    private static NDArray inexact(Object operand) {
        if (!(operand instanceof NDArray array)) {
            return ArrayMath.evaluate(Ufunc.MULTIPLY, operand, 1.0);
        }
        return switch (array.dtype().kind()) {
            case BOOL, INT, UINT -> array.apply(Ufunc.MULTIPLY, 1.0);
            default -> array;
        };
    }

    static boolean areAllTrue(NDArray flags) {
        MemorySegment memory = flags.segment();
        for (long i = 0; i < memory.byteSize(); i++) {
            if (memory.get(ValueLayout.JAVA_BYTE, i) == 0) {
                return false;
            }
        }
        return true;
    }

    static NDArray angle(NDArray array) {
        return array.dtype().kind() == Kind.COMPLEX
                ? array.imag().apply(Ufunc.ARCTAN2, array.real())
                : ArrayMath.evaluate(Ufunc.ARCTAN2, 0, array);
    }
}
