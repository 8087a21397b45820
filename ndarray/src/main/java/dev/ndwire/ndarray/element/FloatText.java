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
        String text = digits(value);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text.replace(".e", "e");
    }

    /// All digits, with a point behind a whole number.
    private static String digits(FloatValue value) {
        if (value.isNaN()) {
            return "nan";
        }
        String sign = value.isNegative() ? "-" : "";
        if (!value.isFinite()) {
            return sign + "inf";
        }
        return sign + (value.isPositional() ? Decimals.positional(value, ALL) : Decimals.scientific(value, 0, ALL, 2));
    }
}
