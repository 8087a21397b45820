package dev.ndwire.ndarray.element;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.ByteOrder;

/// One float of any size, as far as it is written down.
public sealed interface FloatValue permits BinaryFloat, ExtendedFloat {
    /// Reads a float.
    ///
    /// @param segment any memory
    /// @param dtype what is there: a float or a long double
    /// @param byteOffset where it starts, of any alignment
    /// @return the value
    static FloatValue of(MemorySegment segment, DType dtype, long byteOffset) {
        return read(segment, dtype.byteOrder(), dtype.itemSize(), byteOffset);
    }

    /// Reads the real part of a complex number, of long doubles or not.
    static FloatValue real(MemorySegment segment, DType dtype, long byteOffset) {
        return read(segment, dtype.byteOrder(), dtype.itemSize() / 2, byteOffset);
    }

    /// Reads the imaginary part of a complex number, of long doubles or not.
    static FloatValue imag(MemorySegment segment, DType dtype, long byteOffset) {
        long half = dtype.itemSize() / 2;
        return read(segment, dtype.byteOrder(), half, byteOffset + half);
    }

    private static FloatValue read(MemorySegment segment, ByteOrder order, long byteSize, long byteOffset) {
        return byteSize == ExtendedFloat.BYTES
                ? ExtendedFloat.read(segment, order, byteOffset)
                : new BinaryFloat(Elements.real(segment, order, byteSize, byteOffset), (int) byteSize);
    }

    /// Whether it has a sign: so do -0.0, and some NaNs.
    boolean isNegative();

    /// Whether it is no number.
    boolean isNaN();

    /// Whether it is a number that is not infinite.
    boolean isFinite();

    /// Whether it is 0.0 or -0.0.
    boolean isZero();

    /// What a finite one is, without its sign.
    BigDecimal magnitude();

    /// The fewest digits that read back as the same number of that size, and among those the nearest; without sign and
    /// trailing zeros. Of finite ones only.
    BigDecimal shortest();

    /// The bits of its significand, the first one included.
    int significandBits();

    /// Whether numpy's scalars show it without an exponent; of finite ones only.
    boolean isPositional();

    /// The number whose digits numpy writes, which is another one only for long doubles that no processor makes.
    FloatValue shown();
}
