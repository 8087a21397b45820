package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/// New arrays of undefined content, laid out as numpy does.
final class Fresh {
    private Fresh() {}

    /// The axes of a sub-array become the last ones before the order is applied to all.
    static NDArray contiguous(SegmentAllocator allocator, DType dtype, Order order, long... shape) {
        DType base = sized(dtype);
        long[] lengths = shape;
        while (base.isSubArray()) {
            lengths = joined(lengths, base.shape());
            base = base.base();
        }
        return NDArray.allocate(allocator, base, Layout.contiguous(lengths, base.itemSize(), order));
    }

    static NDArray like(Layout layout, DType dtype, Order order) {
        Order fixed = layout.resolveOrder(order);
        if (fixed != Order.K) {
            return contiguous(Allocation.automatic(), dtype, fixed, layout.shape());
        }
        DType sized = sized(dtype);
        return NDArray.allocate(Allocation.automatic(), sized, layout.contiguousLike(fixed, sized.itemSize()));
    }

    /// Numpy takes strings without a size for such of one character.
    private static DType sized(DType dtype) {
        if (dtype.itemSize() > 0) {
            return dtype;
        }
        return switch (dtype.kind()) {
            case BYTES -> DType.bytes(1);
            case TEXT -> DType.text(1);
            default -> dtype;
        };
    }

    static long[] joined(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
