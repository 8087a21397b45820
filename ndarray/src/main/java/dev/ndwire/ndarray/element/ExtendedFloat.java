package dev.ndwire.ndarray.element;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;

/// A long double of x86: 80 bits, padded to 16 bytes.
///
/// ```text
///   byte 0              8              10            16
///        ┌──────────────┬──────────────┬─────────────┐
///        │ significand  │ sign (1 bit) │ padding     │
///        │ (u64)        │ and exponent │             │
///        └──────────────┴──────────────┴─────────────┘
/// ```
///
/// The highest bit of the significand is the one before the point, which other floats leave out. Where it is not set
/// though the exponent is not 0, no processor since the 80387 knows a number, and this is NaN.
///
/// @param signAndExponent the lowest 15 bits are the exponent, the bit above them is the sign
/// @param significand 64 bits, unsigned
public record ExtendedFloat(int signAndExponent, long significand) implements FloatValue {
    /// How many bytes one takes.
    public static final int BYTES = 16;

    /// No power of two as large as this is a finite one, and none as small is not 0.
    public static final int MAX_BINARY_EXPONENT = 17_000;

    private static final int EXPONENTS = ExtendedBits.EXPONENTS;
    private static final int SIGN = ExtendedBits.SIGN;
    private static final int EXPONENT_OF_ONE = ExtendedBits.BIAS + 63;
    private static final long QUIET_NAN = 0xc000_0000_0000_0000L;
    /// Decimal exponents beyond which every number of up to this many digits is infinite, or 0.
    private static final long MOST_DIGITS = 5000;
    // The long double nearest to 1e-4, where a double is a bit larger.
    private static final BigDecimal LEAST_POSITIONAL = power(new BigInteger("d1b71758e219652c", 16), -77);
    private static final BigDecimal LEAST_SCIENTIFIC = new BigDecimal("1e16");

    /// The nearest one to a decimal; infinite where it is too large.
    ///
    /// @param isNegative whether it has a sign
    /// @param magnitude at least 0
    /// @return the nearest one, of two equally near ones that with the even significand
    public static ExtendedFloat nearest(boolean isNegative, BigDecimal magnitude) {
        long exponent = (long) magnitude.precision() - magnitude.scale();
        if (magnitude.signum() == 0 || exponent < -MOST_DIGITS) {
            return new ExtendedFloat(isNegative ? SIGN : 0, 0);
        }
        if (exponent > MOST_DIGITS) {
            return infinity(isNegative);
        }
        BigInteger ten = BigInteger.TEN.pow(Math.abs(magnitude.scale()));
        BigInteger digits = magnitude.unscaledValue();
        return magnitude.scale() < 0
                ? ExtendedBits.nearest(isNegative, digits.multiply(ten), BigInteger.ONE)
                : ExtendedBits.nearest(isNegative, digits, ten);
    }

    /// The one that equals a double.
    public static ExtendedFloat of(double value) {
        return new ExtendedFloat(ExtendedBits.head(value), ExtendedBits.significand(value));
    }

    /// The one that equals an integer.
    ///
    /// @param magnitude without its sign, unsigned
    public static ExtendedFloat of(boolean isNegative, long magnitude) {
        return new ExtendedFloat(ExtendedBits.head(isNegative, magnitude), ExtendedBits.significand(magnitude));
    }

    /// The infinite one of a sign.
    public static ExtendedFloat infinity(boolean isNegative) {
        return new ExtendedFloat((isNegative ? SIGN : 0) | EXPONENTS, Long.MIN_VALUE);
    }

    /// What is no number.
    public static ExtendedFloat nan() {
        return new ExtendedFloat(EXPONENTS, QUIET_NAN);
    }

    /// Where the 8 bytes of sign, exponent and padding start, of which the lowest 16 bits count.
    ///
    /// @param order which byte comes first
    public static long headOffset(ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN ? Long.BYTES : 0;
    }

    /// Where the 8 bytes of the significand start.
    ///
    /// @param order which byte comes first
    public static long significandOffset(ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN ? 0 : Long.BYTES;
    }

    /// Reads one from its 16 bytes, of which those of its padding do not count.
    ///
    /// @param segment any memory
    /// @param order which byte comes first
    /// @param byteOffset where it starts, of any alignment
    public static ExtendedFloat read(MemorySegment segment, ByteOrder order, long byteOffset) {
        return new ExtendedFloat(
                (int) Elements.bits(segment, order, Long.BYTES, byteOffset + headOffset(order)) & (SIGN | EXPONENTS),
                Elements.bits(segment, order, Long.BYTES, byteOffset + significandOffset(order)));
    }

    /// Writes one into 16 bytes; those of its padding become 0.
    ///
    /// @param segment any memory
    /// @param order which byte comes first
    /// @param byteOffset where it starts, of any alignment
    public void write(MemorySegment segment, ByteOrder order, long byteOffset) {
        Elements.put(segment, order, Long.BYTES, byteOffset + headOffset(order), signAndExponent);
        Elements.put(segment, order, Long.BYTES, byteOffset + significandOffset(order), significand);
    }

    /// Whether the other is the same number: 0.0 is -0.0, and what is no number is not even itself.
    public boolean isSameNumber(ExtendedFloat other) {
        if (isNaN() || other.isNaN()) {
            return false;
        }
        boolean isSameSign = isNegative() == other.isNegative() || isZero();
        // Without an exponent, the power of two is that of an exponent of 1.
        return isSameSign && powerOfTwo() == other.powerOfTwo() && significand == other.significand;
    }

    private int exponent() {
        return signAndExponent & EXPONENTS;
    }

    @Override
    public boolean isNegative() {
        return (signAndExponent & SIGN) != 0;
    }

    @Override
    public boolean isNaN() {
        return exponent() == EXPONENTS
                ? significand != Long.MIN_VALUE
                : ExtendedBits.isInvalid(signAndExponent, significand);
    }

    @Override
    public boolean isFinite() {
        return exponent() != EXPONENTS && !isNaN();
    }

    @Override
    public boolean isZero() {
        return exponent() == 0 && significand == 0;
    }

    @Override
    public BigDecimal magnitude() {
        return power(Elements.unsigned(significand), powerOfTwo());
    }

    private int powerOfTwo() {
        return Math.max(1, exponent()) - EXPONENT_OF_ONE;
    }

    /// A number times a power of two.
    public static BigDecimal power(BigInteger significand, int powerOfTwo) {
        if (powerOfTwo >= 0) {
            return new BigDecimal(significand.shiftLeft(powerOfTwo));
        }
        // Fewer twos below the line make the decimal shorter.
        int common = Math.min(-powerOfTwo, Math.max(0, significand.getLowestSetBit()));
        int fraction = -powerOfTwo - common;
        return new BigDecimal(
                significand.shiftRight(common).multiply(BigInteger.valueOf(5).pow(fraction)), fraction);
    }

    @Override
    public BigDecimal shortest() {
        return isZero()
                ? BigDecimal.ZERO
                : ShortestDigits.of(
                        Elements.unsigned(significand), powerOfTwo(), exponent() > 1 && significand == Long.MIN_VALUE);
    }

    @Override
    public int significandBits() {
        return Long.SIZE;
    }

    @Override
    public boolean isPositional() {
        BigDecimal magnitude = magnitude();
        return isZero() || (magnitude.compareTo(LEAST_POSITIONAL) >= 0 && magnitude.compareTo(LEAST_SCIENTIFIC) < 0);
    }

    /// The bit before the point counts as set in a normal number, and as not set in all others.
    @Override
    public FloatValue shown() {
        if (exponent() == EXPONENTS) {
            boolean isInfinite = (significand & Long.MAX_VALUE) == 0;
            return new ExtendedFloat(signAndExponent, isInfinite ? Long.MIN_VALUE : QUIET_NAN);
        }
        long bits = exponent() == 0 ? significand & Long.MAX_VALUE : significand | Long.MIN_VALUE;
        return bits == significand ? this : new ExtendedFloat(signAndExponent, bits);
    }
}
