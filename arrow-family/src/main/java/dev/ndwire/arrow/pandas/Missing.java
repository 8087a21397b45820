package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.memory.Bitmaps;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Finds `NaN` and `NaT` in little-endian elements. All memory is native.
final class Missing {
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong TIME = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int WITHOUT_SIGN = 0x7fff;
    private static final int INFINITY = 0x7c00;

    private Missing() {}

    /// How many elements are missing; none of integers and bool.
    static long count(MemorySegment elements, DType dtype) {
        if (dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA) {
            return times(elements);
        }
        if (dtype.kind() != Kind.FLOAT) {
            return 0;
        }
        return dtype.itemSize() == Double.BYTES
                ? doubles(elements)
                : dtype.itemSize() == Float.BYTES ? floats(elements) : halves(elements);
    }

    private static long times(MemorySegment elements) {
        long missing = 0;
        for (long at = 0; at < elements.byteSize(); at += Long.BYTES) {
            missing += elements.get(TIME, at) == DType.NAT ? 1 : 0;
        }
        return missing;
    }

    private static long doubles(MemorySegment elements) {
        long missing = 0;
        for (long at = 0; at < elements.byteSize(); at += Double.BYTES) {
            missing += Double.isNaN(elements.get(DOUBLE, at)) ? 1 : 0;
        }
        return missing;
    }

    private static long floats(MemorySegment elements) {
        long missing = 0;
        for (long at = 0; at < elements.byteSize(); at += Float.BYTES) {
            missing += Float.isNaN(elements.get(FLOAT, at)) ? 1 : 0;
        }
        return missing;
    }

    private static long halves(MemorySegment elements) {
        long missing = 0;
        for (long at = 0; at < elements.byteSize(); at += Short.BYTES) {
            missing += isNaN(elements.get(HALF, at)) ? 1 : 0;
        }
        return missing;
    }

    private static boolean isNaN(short half) {
        return (half & WITHOUT_SIGN) > INFINITY;
    }

    /// Sets the bits of the elements that are there.
    ///
    /// @param dtype one of which elements can be missing
    /// @param validity zeros
    static void mark(MemorySegment elements, DType dtype, MemorySegment validity) {
        long itemSize = dtype.itemSize();
        boolean isTime = dtype.kind() != Kind.FLOAT;
        for (long i = 0; i < elements.byteSize() / itemSize; i++) {
            long at = i * itemSize;
            boolean isMissing;
            if (isTime) {
                isMissing = elements.get(TIME, at) == DType.NAT;
            } else if (itemSize == Double.BYTES) {
                isMissing = Double.isNaN(elements.get(DOUBLE, at));
            } else if (itemSize == Float.BYTES) {
                isMissing = Float.isNaN(elements.get(FLOAT, at));
            } else {
                isMissing = isNaN(elements.get(HALF, at));
            }
            if (!isMissing) {
                Bitmaps.set(validity, i);
            }
        }
    }
}
