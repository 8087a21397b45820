package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;

/// Whether numpy's `unique` takes two elements for one: if they are equal by value, and, which is its `equal_nan`, if
/// both are NaN, both are NaT, or a half of either complex number is NaN. NaN inside of a structure equals nothing.
interface ElementEquality {
    /// Compares two elements of one run of native memory.
    boolean areEqual(MemorySegment run, long leftOffset, long rightOffset);

    static ElementEquality of(DType dtype) {
        if (dtype.kind() == Kind.COMPLEX) {
            SortKeys keys = SortKeys.ofHalf(dtype);
            long half = dtype.itemSize() / 2;
            ElementEquality strict = strict(dtype);
            return (run, left, right) -> strict.areEqual(run, left, right)
                    || (isNan(keys, run, left, half) && isNan(keys, run, right, half));
        }
        if (dtype.isStruct()) {
            return strict(dtype);
        }
        ElementOrder order = ElementOrder.of(dtype);
        return (run, left, right) -> order.compare(run, left, run, right) == 0;
    }

    /// Equality of rows of elements, where a NaN equals nothing.
    ///
    /// @param dtype what the elements of a row are
    /// @param count how many there are in a row
    static ElementEquality ofItems(DType dtype, long count) {
        return repeated(strict(dtype), dtype.itemSize(), count);
    }

    private static boolean isNan(SortKeys keys, MemorySegment run, long byteOffset, long half) {
        return keys.isNan(keys.at(run, byteOffset)) || keys.isNan(keys.at(run, byteOffset + half));
    }

    /// Equality by value, so that NaN equals nothing.
    private static ElementEquality strict(DType dtype) {
        if (dtype.isStruct()) {
            return fields(dtype);
        }
        if (dtype.isSubArray()) {
            long itemSize = dtype.base().itemSize();
            return repeated(strict(dtype.base()), itemSize, itemSize == 0 ? 0 : dtype.itemSize() / itemSize);
        }
        if (dtype.kind() == Kind.COMPLEX) {
            return repeated(number(SortKeys.ofHalf(dtype)), dtype.itemSize() / 2, 2);
        }
        if (SortKeys.areFor(dtype)) {
            return number(SortKeys.of(dtype));
        }
        ElementOrder order = ElementOrder.of(dtype);
        return (run, left, right) -> order.compare(run, left, run, right) == 0;
    }

    private static ElementEquality number(SortKeys keys) {
        return (run, left, right) -> {
            long key = keys.at(run, left);
            return key == keys.at(run, right) && !keys.isNan(key);
        };
    }

    private static ElementEquality repeated(ElementEquality item, long itemSize, long count) {
        return (run, left, right) -> {
            for (long i = 0; i < count; i++) {
                if (!item.areEqual(run, left + i * itemSize, right + i * itemSize)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static ElementEquality fields(DType dtype) {
        var parts = dtype.fields().stream()
                .map(Field::dtype)
                .map(ElementEquality::strict)
                .toList();
        long[] starts = dtype.fields().stream().mapToLong(Field::byteOffset).toArray();
        return (run, left, right) -> {
            for (int i = 0; i < starts.length; i++) {
                if (!parts.get(i).areEqual(run, left + starts[i], right + starts[i])) {
                    return false;
                }
            }
            return true;
        };
    }
}
