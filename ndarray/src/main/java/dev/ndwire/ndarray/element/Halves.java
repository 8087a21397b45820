package dev.ndwire.ndarray.element;

/// float16, which Java converts from and to `float` only.
public final class Halves {
    private Halves() {}

    /// Rounds to the nearest float16, ties to even, in one step: by way of `float` some doubles would be rounded twice.
    public static long ofDouble(double value) {
        float single = (float) value;
        double error = value - single;
        if (error != 0 && !Double.isNaN(error) && !Float.isInfinite(single)) {
            // Sticky rounding: an inexact float takes the odd neighbour towards the value, which no tie can equal.
            int bits = Float.floatToRawIntBits(single);
            boolean isBeyond = (error < 0) == (value > 0);
            int towardsZero = isBeyond ? bits - 1 : bits;
            single = Float.intBitsToFloat(towardsZero | 1);
        }
        return Float.floatToFloat16(single);
    }
}
