package dev.ndwire.ndarray.cast;

/// Conversions of single numbers as C compiles them for x86-64, which is what numpy gives: where a float has no
/// integer, the instructions answer with the smallest one, and narrower integers are the low bits of wider ones.
final class Rounding {
    private static final double TWO_TO_31 = 0x1p31;
    private static final double TWO_TO_63 = 0x1p63;

    private Rounding() {}

    /// A double as a 32-bit integer; the smallest one for NaN and whatever is out of range.
    static int toInt(double value) {
        // Java's conversion ends at both bounds, numpy's at the lower one alone. NaN is less than nothing.
        return value < TWO_TO_31 ? (int) value : Integer.MIN_VALUE;
    }

    /// A float as a 32-bit integer; the smallest one for NaN and whatever is out of range.
    static int toInt(float value) {
        return value < (float) TWO_TO_31 ? (int) value : Integer.MIN_VALUE;
    }

    /// A double as a 64-bit integer; the smallest one for NaN and whatever is out of range.
    static long toLong(double value) {
        return value < TWO_TO_63 ? (long) value : Long.MIN_VALUE;
    }

    /// A float as a 64-bit integer; the smallest one for NaN and whatever is out of range.
    static long toLong(float value) {
        return value < (float) TWO_TO_63 ? (long) value : Long.MIN_VALUE;
    }

    /// A double as the bits of an unsigned 64-bit integer.
    static long toUnsignedLong(double value) {
        return value >= TWO_TO_63 ? toLong(value - TWO_TO_63) ^ Long.MIN_VALUE : toLong(value);
    }

    /// The nearest double of an unsigned 64-bit integer.
    static double unsignedToDouble(long bits) {
        if (bits >= 0) {
            return (double) bits;
        }
        // Halved with the lost bit kept as sticky, so that it is rounded once.
        return 2.0 * (double) ((bits >>> 1) | (bits & 1));
    }

    /// The nearest float of an unsigned 64-bit integer.
    static float unsignedToFloat(long bits) {
        if (bits >= 0) {
            return (float) bits;
        }
        return 2.0f * (float) ((bits >>> 1) | (bits & 1));
    }
}
