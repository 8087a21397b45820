package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Which of two elements comes first, as numpy sorts them.
interface ElementOrder {
    /// Compares two elements in native memory.
    ///
    /// @return negative if the left one comes first, 0 if none does
    int compare(MemorySegment left, long leftOffset, MemorySegment right, long rightOffset);

    /// The order of a dtype's elements: numbers by value; complex numbers by their real parts, then by their imaginary
    /// ones, behind them those with a NaN there, in the real part, in both; strings, raw bytes and sub-arrays by their
    /// bytes; structures by their fields.
    ///
    /// @throws IllegalArgumentException if the numbers are of a kind that is only carried
    static ElementOrder of(DType dtype) {
        if (SortKeys.areFor(dtype)) {
            SortKeys keys = SortKeys.of(dtype);
            return (left, leftOffset, right, rightOffset) ->
                    Long.compare(keys.at(left, leftOffset), keys.at(right, rightOffset));
        }
        if (dtype.isStruct()) {
            return ofFields(dtype.fields());
        }
        dtype.requireValues();
        return switch (dtype.kind()) {
            case COMPLEX -> new ComplexOrder(dtype);
            case BYTES, VOID -> new BytesOrder(dtype.itemSize());
            case TEXT -> new TextOrder(dtype.itemSize(), dtype.byteOrder() == ByteOrder.nativeOrder());
            default -> throw new IllegalArgumentException("elements of dtype " + dtype + " have no order here");
        };
    }

    /// The order of rows of elements, the first of them before all others.
    ///
    /// @param dtype what the elements of a row are
    /// @param count how many there are in a row
    static ElementOrder ofItems(DType dtype, long count) {
        ElementOrder item = inside(dtype);
        long itemSize = dtype.itemSize();
        return (left, leftOffset, right, rightOffset) -> {
            for (long i = 0; i < count; i++) {
                int order = item.compare(left, leftOffset + i * itemSize, right, rightOffset + i * itemSize);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    /// The order of elements inside of structures, where numpy puts a NaN of float16 before all numbers, and all other
    /// NaNs behind.
    private static ElementOrder inside(DType dtype) {
        ElementOrder order = of(dtype);
        if (dtype.kind() != Kind.FLOAT || dtype.itemSize() != Short.BYTES) {
            return order;
        }
        SortKeys keys = SortKeys.of(dtype);
        return (left, leftOffset, right, rightOffset) -> {
            boolean isNan = keys.isNan(keys.at(left, leftOffset));
            boolean isOther = keys.isNan(keys.at(right, rightOffset));
            return isNan || isOther
                    ? Boolean.compare(isOther, isNan)
                    : order.compare(left, leftOffset, right, rightOffset);
        };
    }

    /// The order by some fields, the first of them before all others.
    static ElementOrder ofFields(List<Field> fields) {
        var parts = new ArrayList<ElementOrder>();
        for (Field field : fields) {
            ElementOrder part = inside(field.dtype());
            long start = field.byteOffset();
            parts.add((left, leftOffset, right, rightOffset) ->
                    part.compare(left, leftOffset + start, right, rightOffset + start));
        }
        return (left, leftOffset, right, rightOffset) -> {
            for (ElementOrder part : parts) {
                int order = part.compare(left, leftOffset, right, rightOffset);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    /// See [#of].
    final class ComplexOrder implements ElementOrder {
        private final SortKeys keys;
        private final long half;

        private ComplexOrder(DType dtype) {
            this.keys = SortKeys.ofHalf(dtype);
            this.half = dtype.itemSize() / 2;
        }

        @Override
        public int compare(MemorySegment left, long leftOffset, MemorySegment right, long rightOffset) {
            long leftReal = keys.at(left, leftOffset);
            long leftImag = keys.at(left, leftOffset + half);
            long rightReal = keys.at(right, rightOffset);
            long rightImag = keys.at(right, rightOffset + half);
            int order = Integer.compare(nans(leftReal, leftImag), nans(rightReal, rightImag));
            if (order == 0) {
                order = Long.compare(leftReal, rightReal);
            }
            return order == 0 ? Long.compare(leftImag, rightImag) : order;
        }

        private int nans(long real, long imag) {
            return (keys.isNan(real) ? 2 : 0) + (keys.isNan(imag) ? 1 : 0);
        }
    }

    /// Unsigned bytes, the first before all others.
    record BytesOrder(long byteSize) implements ElementOrder {
        @Override
        public int compare(MemorySegment left, long leftOffset, MemorySegment right, long rightOffset) {
            for (long i = 0; i < byteSize; i++) {
                byte leftByte = left.get(ValueLayout.JAVA_BYTE, leftOffset + i);
                byte rightByte = right.get(ValueLayout.JAVA_BYTE, rightOffset + i);
                if (leftByte != rightByte) {
                    return Byte.compareUnsigned(leftByte, rightByte);
                }
            }
            return 0;
        }
    }

    /// Unsigned code points, the first before all others.
    record TextOrder(long byteSize, boolean isNative) implements ElementOrder {
        private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

        @Override
        public int compare(MemorySegment left, long leftOffset, MemorySegment right, long rightOffset) {
            for (long i = 0; i < byteSize; i += Integer.BYTES) {
                int leftCode = left.get(INT, leftOffset + i);
                int rightCode = right.get(INT, rightOffset + i);
                if (leftCode != rightCode) {
                    return isNative
                            ? Integer.compareUnsigned(leftCode, rightCode)
                            : Integer.compareUnsigned(Integer.reverseBytes(leftCode), Integer.reverseBytes(rightCode));
                }
            }
            return 0;
        }
    }
}
