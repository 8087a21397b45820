package dev.ndwire.ndarray.shape;

/// Layouts of the same bytes cut into elements of another size, by numpy's rules for `view(dtype)`.
final class ItemSizes {
    private ItemSizes() {}

    static Layout view(Layout layout, long newItemSize) {
        int last = layout.axisCount() - 1;
        if (last < 0) {
            throw new IllegalArgumentException("changing the dtype of a 0d array is only supported if the itemsize is"
                    + " unchanged: " + layout.itemSize() + " to " + newItemSize + " bytes");
        }
        long itemSize = layout.itemSize();
        long length = layout.length(last);
        if (length != 1 && layout.elementCount() != 0 && layout.byteStride(last) != itemSize) {
            throw new IllegalArgumentException(
                    "to change to a dtype of a different size, the last axis must be contiguous: its stride is "
                            + layout.byteStride(last) + ", an element has " + itemSize + " bytes");
        }
        long[] shape = layout.shape();
        shape[last] =
                newItemSize < itemSize ? more(length, itemSize, newItemSize) : fewer(length, itemSize, newItemSize);
        long[] byteStrides = layout.byteStrides();
        byteStrides[last] = newItemSize;
        return Layout.ofOwn(shape, byteStrides, layout.byteOffset(), newItemSize);
    }

    // Neither product overflows: the layout's bytes, lengths of 0 left out, have been counted.
    private static long more(long length, long itemSize, long newItemSize) {
        if (newItemSize == 0 || itemSize % newItemSize != 0) {
            throw new IllegalArgumentException("when changing to a smaller dtype, its size must be a divisor of the"
                    + " size of original dtype: " + newItemSize + " bytes of " + itemSize);
        }
        return length * (itemSize / newItemSize);
    }

    private static long fewer(long length, long itemSize, long newItemSize) {
        long byteSize = length * itemSize;
        if (byteSize % newItemSize != 0) {
            throw new IllegalArgumentException("when changing to a larger dtype, its size must be a divisor of the"
                    + " total size in bytes of the last axis of the array: " + newItemSize + " bytes of " + byteSize);
        }
        return byteSize / newItemSize;
    }
}
