package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/// Finds where the smallest or largest elements are.
final class Positions {
    private Positions() {}

    /// Finds positions along one axis, or in C order over all.
    ///
    /// @return int64 in the kept layout, in C order
    static Strided find(boolean isMax, Request request, ReducedAxes axes, SegmentAllocator allocator) {
        String name = isMax ? "argmax" : "argmin";
        Strided source = request.source();
        if (request.axes().size() > 1) {
            throw new IllegalArgumentException(
                    name + " is over one axis or all, found " + request.axes().size() + " axes");
        }
        DType dtype = source.dtype();
        if (dtype.kind() == Kind.VOID) {
            throw new IllegalArgumentException("data type not ordered: " + dtype);
        }
        long[] shape = source.layout().shape();
        Layout kept = Layout.contiguous(axes.kept(shape), Long.BYTES, Order.C);
        long length = axes.count(shape);
        if (length == 0 && kept.elementCount() > 0) {
            throw new IllegalArgumentException("attempt to get " + name + " of an empty sequence");
        }
        MemorySegment memory = allocator.allocate(kept.byteSize(), Long.BYTES);
        var positions = new Strided(memory, DType.INT64, kept);
        if (kept.elementCount() > 0) {
            try (Arena scratch = Arena.ofConfined()) {
                scan(isMax, rows(source, axes, scratch), positions.size(), length, memory, scratch);
            }
        }
        return positions;
    }

    /// The elements with the axes that are scanned behind the others, in native memory and C order.
    private static Strided rows(Strided source, ReducedAxes axes, Arena scratch) {
        Layout layout = source.layout();
        int count = layout.axisCount();
        var order = new int[count];
        int place = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int axis = 0; axis < count; axis++) {
                if (axes.isReduced(axis) == (pass == 1)) {
                    order[place++] = axis;
                }
            }
        }
        Strided rows = source.with(layout.transpose(order));
        boolean isReady = rows.layout().isContiguous(Order.C)
                && rows.segment().isNative()
                && rows.dtype().isNative();
        if (isReady) {
            return rows;
        }
        DType dtype = ReduceTypes.nativeOf(source.dtype());
        MemorySegment memory = scratch.allocate(rows.layout().byteSize(), Long.BYTES);
        Strided copy = Strided.contiguous(memory, dtype, rows.layout().shape(), Order.C);
        Casts.convert(rows, copy);
        return copy;
    }

    private static void scan(
            boolean isMax, Strided rows, long count, long length, MemorySegment positions, Arena scratch) {
        Scan scan = Scan.of(isMax, rows.dtype(), scratch);
        long at = rows.layout().byteOffset();
        for (long row = 0; row < count; row++) {
            long found = scan.first(rows.segment(), at, length);
            positions.set(ValueLayout.JAVA_LONG_UNALIGNED, row * Long.BYTES, found);
            at += length * rows.dtype().itemSize();
        }
    }
}
