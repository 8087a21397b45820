package dev.ndwire.ndarray.element;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;

/// Writes one float or complex number as numpy's `str` of a scalar does: with the fewest digits that read back.
public final class FloatText {
    private static final int ALL = Integer.MAX_VALUE;

    private FloatText() {}

    /// Writes a float.
    ///
    /// @param value the number, of any size
    public static String floating(FloatValue value) {
        String text = digits(value);
        return text.endsWith(".") ? text + "0" : text.replace(".e", "e");
    }

    /// Writes a complex number.
    ///
    /// @param real its real part
    /// @param imag its imaginary part, of the same size
    public static String complex(FloatValue real, FloatValue imag) {
        String imagText = part(imag) + "j";
        if (real.isZero() && !real.isNegative()) {
            return imagText;
        }
        return "(" + part(real) + (imagText.startsWith("-") ? "" : "+") + imagText + ")";
    }

    /// Writes a complex number in memory.
    ///
    /// @param segment any memory
    /// @param dtype what is there: a complex number, of long doubles or not
    /// @param byteOffset where it starts, of any alignment
    public static String complex(MemorySegment segment, DType dtype, long byteOffset) {
        return complex(FloatValue.real(segment, dtype, byteOffset), FloatValue.imag(segment, dtype, byteOffset));
    }

    private static String part(FloatValue value) {
        // Parts are asked whether they are numbers, floats alone are not.
        String text = value.isNaN() ? "nan" : digits(value);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text.replace(".e", "e");
    }

    /// All digits, with a point behind a whole number.
    private static String digits(FloatValue value) {
        FloatValue shown = value.shown();
        if (shown.isNaN()) {
            return "nan";
        }
        String sign = value.isNegative() ? "-" : "";
        if (!shown.isFinite()) {
            return sign + "inf";
        }
        // What has digits but counts as NaN compares with nothing, and so never as too large or too small.
        boolean isPositional = value.isNaN() || value.isPositional();
        return sign + (isPositional ? Decimals.positional(value, ALL) : Decimals.scientific(value, 0, ALL, 2));
    }
}
