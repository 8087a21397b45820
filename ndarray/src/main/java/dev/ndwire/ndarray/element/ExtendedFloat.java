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

    private static final int EXPONENTS = 0x7fff;
    private static final int SIGN = 0x8000;
    private static final int EXPONENT_OF_ONE = 0x3fff + 63;
    // The long double nearest to 1e-4, where a double is a bit larger.
    private static final BigDecimal LEAST_POSITIONAL = power(new BigInteger("d1b71758e219652c", 16), -77);
    private static final BigDecimal LEAST_SCIENTIFIC = new BigDecimal("1e16");

    /// Reads one from its 16 bytes.
    static ExtendedFloat read(MemorySegment segment, ByteOrder order, long byteOffset) {
        boolean isLittle = order == ByteOrder.LITTLE_ENDIAN;
        return new ExtendedFloat(
                (int) Elements.bits(segment, order, Short.BYTES, byteOffset + (isLittle ? 8 : 6)) & (SIGN | EXPONENTS),
                Elements.bits(segment, order, Long.BYTES, byteOffset + (isLittle ? 0 : 8)));
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
        return exponent() == EXPONENTS ? significand != Long.MIN_VALUE : exponent() != 0 && significand >= 0;
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

    private static BigDecimal power(BigInteger significand, int powerOfTwo) {
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
}
