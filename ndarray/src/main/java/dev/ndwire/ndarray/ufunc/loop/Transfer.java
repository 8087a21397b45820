package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Moves runs of elements in this machine's byte order between memory and the arrays of a [Lane], widening and cutting.
///
/// Memory is copied in bulk into an array of its own width first: that is fast from every kind of segment, and the
/// loops that widen see Java arrays only.
enum Transfer {
    BOOL,
    INT8,
    UINT8,
    INT16,
    UINT16,
    INT32,
    UINT32,
    INT64,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    COMPLEX64,
    COMPLEX128;

    /// The transfer of a number or time.
    static Transfer of(DType dtype) {
        boolean isSigned = dtype.kind() == dev.ndwire.ndarray.dtype.Kind.INT;
        return switch (dtype.kind()) {
            case BOOL -> BOOL;
            case INT, UINT ->
                switch ((int) dtype.itemSize()) {
                    case 1 -> isSigned ? INT8 : UINT8;
                    case 2 -> isSigned ? INT16 : UINT16;
                    case 4 -> isSigned ? INT32 : UINT32;
                    default -> INT64;
                };
            case FLOAT -> dtype.itemSize() == 2 ? FLOAT16 : dtype.itemSize() == 4 ? FLOAT32 : FLOAT64;
            case COMPLEX -> dtype.itemSize() == 8 ? COMPLEX64 : COMPLEX128;
            case DATETIME, TIMEDELTA -> INT64;
            default -> throw new IllegalArgumentException("dtype " + dtype + " is no number");
        };
    }

    /// An array in which elements keep their width, for those that are widened.
    Object narrow(int count) {
        return switch (this) {
            case BOOL, INT8, UINT8 -> new byte[count];
            case INT16, UINT16, FLOAT16 -> new short[count];
            case UINT32 -> new int[count];
            case COMPLEX64 -> new float[2 * count];
            default -> new byte[0];
        };
    }

    /// Brings elements into a lane.
    ///
    /// @param source memory of any kind and alignment
    /// @param byteOffset where the first element starts
    /// @param lane the array
    /// @param at the element of the lane to begin with
    /// @param count how many
    /// @param narrow what [#narrow] made
    void load(MemorySegment source, long byteOffset, Object lane, int at, int count, Object narrow) {
        switch (this) {
            case INT32 ->
                MemorySegment.copy(source, ValueLayout.JAVA_INT_UNALIGNED, byteOffset, (int[]) lane, at, count);
            case INT64 ->
                MemorySegment.copy(source, ValueLayout.JAVA_LONG_UNALIGNED, byteOffset, (long[]) lane, at, count);
            case FLOAT32 ->
                MemorySegment.copy(source, ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset, (float[]) lane, at, count);
            case FLOAT64 ->
                MemorySegment.copy(source, ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset, (double[]) lane, at, count);
            case COMPLEX128 ->
                MemorySegment.copy(
                        source, ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset, (double[]) lane, 2 * at, 2 * count);
            default -> widen(source, byteOffset, lane, at, count, narrow);
        }
    }

    private void widen(MemorySegment source, long byteOffset, Object lane, int at, int count, Object narrow) {
        switch (this) {
            case BOOL, INT8, UINT8 -> {
                var bytes = (byte[]) narrow;
                MemorySegment.copy(source, ValueLayout.JAVA_BYTE, byteOffset, bytes, 0, count);
                switch (this) {
                    case BOOL -> Widening.flags(bytes, (int[]) lane, at, count);
                    case INT8 -> Widening.signed(bytes, (int[]) lane, at, count);
                    default -> Widening.unsigned(bytes, (int[]) lane, at, count);
                }
            }
            case INT16, UINT16, FLOAT16 -> {
                var shorts = (short[]) narrow;
                MemorySegment.copy(source, ValueLayout.JAVA_SHORT_UNALIGNED, byteOffset, shorts, 0, count);
                switch (this) {
                    case INT16 -> Widening.signed(shorts, (int[]) lane, at, count);
                    case UINT16 -> Widening.unsigned(shorts, (int[]) lane, at, count);
                    default -> Widening.halves(shorts, (float[]) lane, at, count);
                }
            }
            case UINT32 -> {
                var ints = (int[]) narrow;
                MemorySegment.copy(source, ValueLayout.JAVA_INT_UNALIGNED, byteOffset, ints, 0, count);
                Widening.unsigned(ints, (long[]) lane, at, count);
            }
            default -> {
                var floats = (float[]) narrow;
                MemorySegment.copy(source, ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset, floats, 0, 2 * count);
                Widening.floats(floats, (double[]) lane, 2 * at, 2 * count);
            }
        }
    }

    /// Writes elements of a lane to memory; those of bools come from a [Lane#FLAG].
    ///
    /// @param lane the array
    /// @param at the element of the lane to begin with
    /// @param target memory of any kind and alignment
    /// @param byteOffset where the first element goes
    /// @param count how many
    /// @param narrow what [#narrow] made
    void store(Object lane, int at, MemorySegment target, long byteOffset, int count, Object narrow) {
        switch (this) {
            case BOOL -> MemorySegment.copy((byte[]) lane, at, target, ValueLayout.JAVA_BYTE, byteOffset, count);
            case INT32 ->
                MemorySegment.copy((int[]) lane, at, target, ValueLayout.JAVA_INT_UNALIGNED, byteOffset, count);
            case INT64 ->
                MemorySegment.copy((long[]) lane, at, target, ValueLayout.JAVA_LONG_UNALIGNED, byteOffset, count);
            case FLOAT32 ->
                MemorySegment.copy((float[]) lane, at, target, ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset, count);
            case FLOAT64 ->
                MemorySegment.copy((double[]) lane, at, target, ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset, count);
            case COMPLEX128 ->
                MemorySegment.copy(
                        (double[]) lane, 2 * at, target, ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset, 2 * count);
            default -> cut(lane, at, target, byteOffset, count, narrow);
        }
    }

    private void cut(Object lane, int at, MemorySegment target, long byteOffset, int count, Object narrow) {
        switch (this) {
            case INT8, UINT8 -> {
                var bytes = (byte[]) narrow;
                Widening.cut((int[]) lane, at, bytes, count);
                MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, byteOffset, count);
            }
            case INT16, UINT16, FLOAT16 -> {
                var shorts = (short[]) narrow;
                if (this == FLOAT16) {
                    Widening.round((float[]) lane, at, shorts, count);
                } else {
                    Widening.cut((int[]) lane, at, shorts, count);
                }
                MemorySegment.copy(shorts, 0, target, ValueLayout.JAVA_SHORT_UNALIGNED, byteOffset, count);
            }
            case UINT32 -> {
                var ints = (int[]) narrow;
                Widening.cut((long[]) lane, at, ints, count);
                MemorySegment.copy(ints, 0, target, ValueLayout.JAVA_INT_UNALIGNED, byteOffset, count);
            }
            default -> {
                var floats = (float[]) narrow;
                Widening.round((double[]) lane, 2 * at, floats, 2 * count);
                MemorySegment.copy(floats, 0, target, ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset, 2 * count);
            }
        }
    }
}
