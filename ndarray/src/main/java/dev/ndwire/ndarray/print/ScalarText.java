package dev.ndwire.ndarray.print;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.FloatText;
import dev.ndwire.ndarray.element.FloatValue;
import dev.ndwire.ndarray.element.TimeText;
import java.lang.foreign.MemorySegment;

/// Writes the one element of an array without axes as numpy's `str` of a scalar does.
public final class ScalarText {
    private ScalarText() {}

    public static String of(MemorySegment segment, DType dtype, long byteOffset) {
        return switch (dtype.kind()) {
            case FLOAT, LONG_FLOAT -> FloatText.floating(FloatValue.of(segment, dtype, byteOffset));
            case COMPLEX, LONG_COMPLEX -> FloatText.complex(segment, dtype, byteOffset);
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
}
