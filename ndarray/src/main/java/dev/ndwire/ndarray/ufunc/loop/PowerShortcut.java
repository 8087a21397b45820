package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.util.List;

/// Squares and square roots that are written as powers of float32 and float64: numpy computes them as such where one
/// exponent stands for all elements, which is faster and differs for -0.0 and -infinity.
final class PowerShortcut {
    private PowerShortcut() {}

    /// The function that is computed in place of a power.
    ///
    /// @param function any function
    /// @param signature the loop that was found for it
    /// @param operands its operands
    static Ufunc of(Ufunc function, Signature signature, List<Strided> operands) {
        DType dtype = signature.computed();
        boolean isReal = dtype.equals(DType.FLOAT32) || dtype.equals(DType.FLOAT64);
        if (function != Ufunc.POWER || !isReal || operands.get(1).size() != 1) {
            return function;
        }
        Strided exponent = operands.get(1);
        boolean isNumber = Resolution.isNumber(exponent.dtype());
        double value = isNumber
                ? Elements.number(
                        exponent.segment(), exponent.dtype(), exponent.layout().byteOffset())
                : Double.NaN;
        return value == 2 ? Ufunc.SQUARE : value == 0.5 ? Ufunc.SQRT : function;
    }
}
