package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Numpy's `isclose`, and `angle`.
final class Nearness {
    private Nearness() {}

    static NDArray isClose(NDArray x, Object other, double rtol, double atol, boolean equalNaN) {
        Object y = inexact(other);
        NDArray distance = x.subtract(y).absolute();
        NDArray exact = Operands.array(y);
        NDArray allowed = exact.absolute().multiply(rtol).add(atol);
        // As in Python, what is computed of weak numbers is one itself.
        Object tolerance = other instanceof NDArray ? allowed : allowed.getDouble();
        NDArray result = distance.lessEqual(tolerance).logicalAnd(exact.isFinite());
        result.applyInto(result, Ufunc.LOGICAL_OR, x.equal(y));
        if (equalNaN) {
            NDArray both = x.isNaN().logicalAnd(exact.isNaN());
            result.applyInto(result, Ufunc.LOGICAL_OR, both);
        }
        return result;
    }

    /// Numbers as floats of their own precision, so that differences have a sign; those of Java stay weak.
    private static Object inexact(Object operand) {
        if (operand instanceof NDArray array) {
            return switch (array.dtype().kind()) {
                case BOOL, INT, UINT -> array.apply(Ufunc.MULTIPLY, 1.0);
                default -> array;
            };
        }
        if (operand instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        if (operand instanceof Float number) {
            return number.doubleValue();
        }
        return WeakScalar.isInteger(operand) ? WeakScalar.nearest(WeakScalar.integer(operand)) : operand;
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
