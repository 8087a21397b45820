package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Kernels of their own for the pairs that are converted most, in this machine's byte order.
final class DirectCasts {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private static final Map<DType, Map<DType, RowCast>> KERNELS = new HashMap<>();

    static {
        add(DType.FLOAT64, DType.FLOAT32, DirectCasts::doubleToFloat);
        add(DType.FLOAT32, DType.FLOAT64, DirectCasts::floatToDouble);
        add(DType.FLOAT64, DType.INT64, DirectCasts::doubleToLong);
        add(DType.FLOAT64, DType.INT32, DirectCasts::doubleToInt);
        add(DType.FLOAT32, DType.INT32, DirectCasts::floatToInt);
        add(DType.INT64, DType.FLOAT64, DirectCasts::longToDouble);
        add(DType.INT32, DType.FLOAT64, DirectCasts::intToDouble);
        add(DType.INT32, DType.FLOAT32, DirectCasts::intToFloat);
        add(DType.INT32, DType.INT64, DirectCasts::intToLong);
        add(DType.INT64, DType.INT32, DirectCasts::longToInt);
    }

    private DirectCasts() {}

    private static void add(DType from, DType to, RowCast kernel) {
        KERNELS.computeIfAbsent(from, unused -> new HashMap<>()).put(to, kernel);
    }

    static @Nullable RowCast find(DType from, DType to) {
        return KERNELS.getOrDefault(from, Map.of()).get(to);
    }

    private static void doubleToFloat(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        if (step == Double.BYTES && toStep == Float.BYTES) {
            for (long i = 0; i < n; i++) {
                t.set(FLOAT, to + i * Float.BYTES, (float) s.get(DOUBLE, from + i * Double.BYTES));
            }
        } else {
            for (long i = 0; i < n; i++) {
                t.set(FLOAT, to + i * toStep, (float) s.get(DOUBLE, from + i * step));
            }
        }
    }

    private static void floatToDouble(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        if (step == Float.BYTES && toStep == Double.BYTES) {
            for (long i = 0; i < n; i++) {
                t.set(DOUBLE, to + i * Double.BYTES, s.get(FLOAT, from + i * Float.BYTES));
            }
        } else {
            for (long i = 0; i < n; i++) {
                t.set(DOUBLE, to + i * toStep, s.get(FLOAT, from + i * step));
            }
        }
    }

    private static void intToDouble(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        if (step == Integer.BYTES && toStep == Double.BYTES) {
            for (long i = 0; i < n; i++) {
                t.set(DOUBLE, to + i * Double.BYTES, s.get(INT, from + i * Integer.BYTES));
            }
        } else {
            for (long i = 0; i < n; i++) {
                t.set(DOUBLE, to + i * toStep, s.get(INT, from + i * step));
            }
        }
    }

    private static void longToDouble(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        if (step == Long.BYTES && toStep == Double.BYTES) {
            for (long i = 0; i < n; i++) {
                t.set(DOUBLE, to + i * Double.BYTES, (double) s.get(LONG, from + i * Long.BYTES));
            }
        } else {
            for (long i = 0; i < n; i++) {
                t.set(DOUBLE, to + i * toStep, (double) s.get(LONG, from + i * step));
            }
        }
    }

    private static void doubleToLong(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(LONG, to + i * toStep, Rounding.toLong(s.get(DOUBLE, from + i * step)));
        }
    }

    private static void doubleToInt(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(INT, to + i * toStep, Rounding.toInt(s.get(DOUBLE, from + i * step)));
        }
    }

    private static void floatToInt(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(INT, to + i * toStep, Rounding.toInt(s.get(FLOAT, from + i * step)));
        }
    }

    private static void intToFloat(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(FLOAT, to + i * toStep, (float) s.get(INT, from + i * step));
        }
    }

    private static void intToLong(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(LONG, to + i * toStep, s.get(INT, from + i * step));
        }
    }

    private static void longToInt(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(INT, to + i * toStep, (int) s.get(LONG, from + i * step));
        }
    }
}
