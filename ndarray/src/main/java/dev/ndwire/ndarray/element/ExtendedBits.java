package dev.ndwire.ndarray.element;

import java.math.BigInteger;

/// Long doubles of x86 as two numbers, see [ExtendedFloat], made of other numbers and made into them as the processor
/// does it: rounded to the nearest, ties to the even significand.
///
/// A *head* is the sign, `0x8000`, and the exponent below it.
public final class ExtendedBits {
    static final int EXPONENTS = 0x7fff;
    /// The bit of a head that is the sign; a head is at least this much if it is set.
    public static final int SIGN = 0x8000;
    static final int BIAS = 0x3fff;

    private static final long QUIET = 1L << 62;
    private static final int LEAST_EXPONENT = 1 - BIAS - 63;

    private static final int DOUBLE_BITS = 53;
    private static final int FLOAT_BITS = 24;

    private ExtendedBits() {}

    /// The head of what equals a double.
    public static int head(double value) {
        int sign = Double.doubleToRawLongBits(value) < 0 ? SIGN : 0;
        if (value == 0) {
            return sign;
        }
        int exponent = Math.getExponent(value);
        if (exponent > Double.MAX_EXPONENT) {
            return sign | EXPONENTS;
        }
        boolean isNormal = exponent >= Double.MIN_EXPONENT;
        int normalized = isNormal ? exponent : Double.MIN_EXPONENT + 11 - Long.numberOfLeadingZeros(fraction(value));
        return sign | (normalized + BIAS);
    }

    /// The significand of what equals a double; a NaN that signals becomes a quiet one.
    public static long significand(double value) {
        long fraction = fraction(value);
        int exponent = Math.getExponent(value);
        if (exponent < Double.MIN_EXPONENT) {
            return fraction == 0 ? 0 : fraction << Long.numberOfLeadingZeros(fraction);
        }
        boolean isNaN = exponent > Double.MAX_EXPONENT && fraction != 0;
        return Long.MIN_VALUE | fraction << 11 | (isNaN ? QUIET : 0);
    }

    private static long fraction(double value) {
        return Double.doubleToRawLongBits(value) & ((1L << (DOUBLE_BITS - 1)) - 1);
    }

    /// The head of what equals an integer.
    ///
    /// @param magnitude without its sign, unsigned
    public static int head(boolean isNegative, long magnitude) {
        return magnitude == 0 ? 0 : (isNegative ? SIGN : 0) | (BIAS + 63 - Long.numberOfLeadingZeros(magnitude));
    }

    /// The significand of what equals an integer.
    ///
    /// @param magnitude without its sign, unsigned
    public static long significand(long magnitude) {
        return magnitude == 0 ? 0 : magnitude << Long.numberOfLeadingZeros(magnitude);
    }

    /// The long double nearest to a quotient.
    ///
    /// @param dividend at least 0
    /// @param divisor at least 1
    static ExtendedFloat nearest(boolean isNegative, BigInteger dividend, BigInteger divisor) {
        int sign = isNegative ? SIGN : 0;
        if (dividend.signum() == 0) {
            return new ExtendedFloat(sign, 0);
        }
        // The last bit that counts; two more are kept beyond it, and one that says whether anything was lost.
        int last = Math.max(dividend.bitLength() - divisor.bitLength() - Long.SIZE, LEAST_EXPONENT);
        int shift = 2 - last;
        BigInteger[] parts =
                dividend.shiftLeft(Math.max(0, shift)).divideAndRemainder(divisor.shiftLeft(Math.max(0, -shift)));
        BigInteger kept = parts[0].shiftLeft(1).or(parts[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE);
        int exponent = last - 3;
        // Of a quotient of one bit more than was thought, one more is dropped.
        int dropped = Math.max(LEAST_EXPONENT - exponent, kept.bitLength() - Long.SIZE);
        BigInteger rounded = halfEven(kept, dropped);
        exponent += dropped;
        if (rounded.bitLength() > Long.SIZE) {
            rounded = rounded.shiftRight(1);
            exponent++;
        }
        int head = rounded.bitLength() < Long.SIZE ? 0 : exponent + BIAS + 63;
        return head >= EXPONENTS
                ? ExtendedFloat.infinity(isNegative)
                : new ExtendedFloat(sign | head, rounded.longValue());
    }

    private static BigInteger halfEven(BigInteger value, int dropped) {
        if (dropped <= 0) {
            return value.shiftLeft(-dropped);
        }
        BigInteger whole = value.shiftRight(dropped);
        boolean isHalf = value.testBit(dropped - 1);
        boolean isTie = isHalf && value.getLowestSetBit() == dropped - 1;
        return isHalf && (!isTie || whole.testBit(0)) ? whole.add(BigInteger.ONE) : whole;
    }

    /// Whether it is not 0; what is no number is not 0 either.
    public static boolean isTrue(int head, long significand) {
        return (head & EXPONENTS) != 0 || significand != 0;
    }

    /// Whether no processor since the 80387 knows it as a number: the bit before the point is missing.
    static boolean isInvalid(int head, long significand) {
        return (head & EXPONENTS) != 0 && significand >= 0;
    }

    /// The nearest double. Infinity where it is too large; what is no number becomes NaN.
    public static double toDouble(int head, long significand) {
        if (isInvalid(head, significand)) {
            return Double.longBitsToDouble(0xfff8_0000_0000_0000L);
        }
        long sign = (head & SIGN) == 0 ? 0 : Long.MIN_VALUE;
        if ((head & EXPONENTS) == EXPONENTS) {
            long fraction = significand << 1 >>> 12;
            boolean isNaN = significand != Long.MIN_VALUE;
            return Double.longBitsToDouble(sign | 0x7ff0_0000_0000_0000L | fraction | (isNaN ? 1L << 51 : 0));
        }
        return Double.longBitsToDouble(sign | rounded(head, significand, DOUBLE_BITS, Double.MAX_EXPONENT));
    }

    /// The nearest float, rounded once. Infinity where it is too large; what is no number becomes NaN.
    public static float toFloat(int head, long significand) {
        if (isInvalid(head, significand)) {
            return Float.intBitsToFloat(0xffc0_0000);
        }
        int sign = (head & SIGN) == 0 ? 0 : Integer.MIN_VALUE;
        if ((head & EXPONENTS) == EXPONENTS) {
            int fraction = (int) (significand << 1 >>> 41);
            boolean isNaN = significand != Long.MIN_VALUE;
            return Float.intBitsToFloat(sign | 0x7f80_0000 | fraction | (isNaN ? 1 << 22 : 0));
        }
        return Float.intBitsToFloat(sign | (int) rounded(head, significand, FLOAT_BITS, Float.MAX_EXPONENT));
    }

    /// The bits of the nearest IEEE 754 number of a format, without its sign.
    private static long rounded(int head, long significand, int bits, int maxExponent) {
        int exponent = (head & EXPONENTS) - BIAS;
        long infinity = (2L * maxExponent + 1) << (bits - 1);
        if (exponent > maxExponent) {
            return infinity;
        }
        int leastExponent = 1 - maxExponent;
        // Below the least exponent, significands lose leading bits instead.
        int shift = Long.SIZE - bits + Math.max(0, leastExponent - exponent);
        if (shift > Long.SIZE || significand == 0) {
            return 0;
        }
        long kept = shift == Long.SIZE ? 0 : significand >>> shift;
        int half = Long.compareUnsigned(significand << (Long.SIZE - shift), Long.MIN_VALUE);
        long whole = kept + (half > 0 || (half == 0 && (kept & 1) != 0) ? 1 : 0);
        // The leading bit of a normal number counts as one in the exponent, and so does a carry.
        long before = Math.max(0, exponent - leastExponent);
        return (before << (bits - 1)) + whole;
    }

    /// The integer without the fraction; the smallest one for what no `long` holds.
    public static long toLong(int head, long significand) {
        if (isInvalid(head, significand) || (head & EXPONENTS) >= BIAS + 63) {
            return Long.MIN_VALUE;
        }
        long magnitude = magnitude(head, significand);
        return (head & SIGN) == 0 ? magnitude : -magnitude;
    }

    /// The bits of the unsigned integer without the fraction, as gcc's code for x86-64 makes them, also where there is
    /// none.
    public static long toUnsignedLong(int head, long significand) {
        boolean isLarge = !isInvalid(head, significand) && head >= BIAS + 63 && head < EXPONENTS;
        if (!isLarge) {
            boolean isInfinite = head == EXPONENTS && significand == Long.MIN_VALUE;
            return isInfinite ? 0 : toLong(head, significand);
        }
        return head == BIAS + 63 ? significand : 0;
    }

    /// Whether it has no fraction and is neither infinite nor NaN.
    public static boolean isWhole(int head, long significand) {
        int exponent = (head & EXPONENTS) - BIAS;
        if (isInvalid(head, significand) || (head & EXPONENTS) == EXPONENTS) {
            return false;
        }
        return significand == 0 || Long.numberOfTrailingZeros(significand) + exponent >= 63;
    }

    /// Whether it is less than 2 to the power of 64, whatever its sign.
    public static boolean isBelowTwoTo64(int head) {
        return (head & EXPONENTS) <= BIAS + 63;
    }

    /// The unsigned integer without fraction and sign, of what is below 2 to the power of 64.
    public static long magnitude(int head, long significand) {
        int exponent = (head & EXPONENTS) - BIAS;
        return exponent < 0 ? 0 : significand >>> (63 - exponent);
    }
}
