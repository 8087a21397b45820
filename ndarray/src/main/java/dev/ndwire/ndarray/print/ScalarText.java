package dev.ndwire.ndarray.print;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.TimeText;
import java.lang.foreign.MemorySegment;

/// Writes the one element of an array without axes as numpy's `str` of a scalar does.
public final class ScalarText {
    private static final double LEAST_POSITIONAL = 1e-4;
    private static final int ALL = Integer.MAX_VALUE;

    private ScalarText() {}

    public static String of(MemorySegment segment, DType dtype, long byteOffset) {
        return switch (dtype.kind()) {
            case FLOAT -> floating(Elements.number(segment, dtype, byteOffset), (int) dtype.itemSize());
            case COMPLEX -> complex(Elements.complex(segment, dtype, byteOffset), (int) dtype.itemSize() / 2);
            case BYTES -> bytes(Elements.bytes(segment, dtype, byteOffset));
            case TEXT -> Elements.text(segment, dtype, byteOffset);
            case DATETIME, TIMEDELTA -> time(Elements.integer(segment, dtype, byteOffset), dtype);
            default ->
                new ElementFormat(segment, true, true)
                        .of(dtype, new long[] {byteOffset})
                        .apply(byteOffset);
        };
    }

    private static String bytes(Bytes value) {
        return "np.bytes_(" + BytesText.repr(value) + ")";
    }

    private static String time(long ticks, DType dtype) {
        if (ticks == DType.NAT) {
            return "NaT";
        }
        return dtype.kind() == Kind.DATETIME ? TimeText.date(ticks, dtype) : TimeText.span(ticks, dtype);
    }

    public static String floating(double value, int byteSize) {
        String text = digits(value, byteSize);
        return text.endsWith(".") ? text + "0" : text.replace(".e", "e");
    }

    public static String complex(Complex value, int byteSize) {
        String imag = part(value.imag(), byteSize) + "j";
        if (value.real() == 0 && Double.doubleToRawLongBits(value.real()) == 0) {
            return imag;
        }
        return "(" + part(value.real(), byteSize) + (imag.startsWith("-") ? "" : "+") + imag + ")";
    }

    private static String part(double value, int byteSize) {
        String text = digits(value, byteSize);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text.replace(".e", "e");
    }

    /// All digits, with a point behind a whole number.
    private static String digits(double value, int byteSize) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        double magnitude = Math.abs(value);
        if (Double.isInfinite(value)) {
            return sign + "inf";
        }
        boolean isPositional =
                magnitude == 0 || (magnitude >= LEAST_POSITIONAL && magnitude < mostPositional(byteSize));
        return sign
                + (isPositional
                        ? Decimals.positional(magnitude, byteSize, ALL)
                        : Decimals.scientific(magnitude, byteSize, 0, ALL, 2));
    }

    private static double mostPositional(int byteSize) {
        return switch (byteSize) {
            case 2 -> 1e3;
            case 4 -> 1e6;
            default -> 1e16;
        };
    }
}
