package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.cast.RowCast;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The target, the source or the mask of a walk, with the buffer that it passes through if it needs one.
final class Operand {
    private final WalkPlan plan;
    private final int which;
    private final MemorySegment memory;
    private final DType dtype;
    private final DType kernelDtype;
    private final @Nullable RowCast read;
    private final @Nullable RowCast write;
    private final MemorySegment buffer;
    private final MemorySegment staging;

    /// @param which [WalkPlan#TARGET], [WalkPlan#SOURCE] or [WalkPlan#MASK]
    /// @param kernelDtype what the kernel takes
    /// @param arena what frees the buffers
    Operand(WalkPlan plan, int which, Strided elements, DType kernelDtype, Arena arena) {
        this.plan = plan;
        this.which = which;
        this.memory = elements.segment();
        this.dtype = elements.dtype();
        this.kernelDtype = kernelDtype;
        boolean isCast = !dtype.equals(kernelDtype);
        read = isCast ? RowCast.of(dtype, kernelDtype) : null;
        write = isCast && which == WalkPlan.TARGET ? RowCast.of(kernelDtype, dtype) : null;
        boolean isBuffered = plan.isBuffered[which];
        buffer = isBuffered ? arena.allocate(plan.pieceSize * kernelDtype.itemSize(), Long.BYTES) : MemorySegment.NULL;
        staging = isBuffered && isCast
                ? arena.allocate(plan.pieceSize * dtype.itemSize(), Long.BYTES)
                : MemorySegment.NULL;
    }

    /// What the kernel sees: the elements themselves, or the buffer.
    MemorySegment memory() {
        return plan.isBuffered[which] ? buffer : memory;
    }

    /// Where a piece starts in [#memory].
    long start(long at) {
        return plan.isBuffered[which] ? 0 : at;
    }

    /// Fills the buffer, if there is one.
    ///
    /// @param at where the piece starts in the elements' own memory
    /// @param cores how many cores it has
    void load(long at, long cores) {
        if (!plan.isBuffered[which]) {
            return;
        }
        long[] shape = shape(cores);
        long[] strides = strides();
        long size = dtype.itemSize();
        if (read == null) {
            StridedCopy.gather(memory, at, shape, strides, size, buffer);
        } else if (memory.isNative() && shape.length == 1) {
            read.run(memory, at, strides[0], buffer, 0, kernelDtype.itemSize(), shape[0]);
        } else {
            long bytes = StridedCopy.gather(memory, at, shape, strides, size, staging);
            read.run(staging, 0, size, buffer, 0, kernelDtype.itemSize(), bytes / Math.max(1, size));
        }
    }

    /// Writes the buffer of a target back, if there is one.
    void store(long at, long cores) {
        if (!plan.isBuffered[which]) {
            return;
        }
        long[] shape = shape(cores);
        long[] strides = strides();
        if (write == null) {
            StridedCopy.scatter(buffer, memory, at, shape, strides, dtype.itemSize());
        } else {
            long count = Arrays.stream(shape).reduce(1, (left, right) -> left * right);
            write.run(buffer, 0, kernelDtype.itemSize(), staging, 0, dtype.itemSize(), count);
            StridedCopy.scatter(staging, memory, at, shape, strides, dtype.itemSize());
        }
    }

    /// Whether the kernel steps from core to core over the operand's elements of the outer axis alone.
    private boolean hasOnlyOuter() {
        return plan.hasSteps && plan.innerStrides[which] == 0 && plan.outerStrides[which] != 0;
    }

    private boolean hasOnlyCore() {
        return plan.hasSteps && plan.outerStrides[which] == 0;
    }

    private long[] shape(long cores) {
        if (hasOnlyOuter()) {
            return new long[] {cores};
        }
        long count = hasOnlyCore() ? 1 : cores;
        if (plan.hasOneStride[which]) {
            return new long[] {plan.innerStrides[which] == 0 ? 1 : count * plan.coreSize};
        }
        var shape = new long[plan.outerAxis + 1];
        shape[0] = count;
        for (int i = 0; i < plan.outerAxis; i++) {
            shape[plan.outerAxis - i] = plan.lengths[i];
        }
        return shape;
    }

    private long[] strides() {
        long[] own = plan.strides[which];
        if (hasOnlyOuter()) {
            return new long[] {own[plan.outerAxis]};
        }
        if (plan.hasOneStride[which]) {
            return new long[] {own[0]};
        }
        var strides = new long[plan.outerAxis + 1];
        for (int i = 0; i <= plan.outerAxis; i++) {
            strides[plan.outerAxis - i] = own[i];
        }
        return strides;
    }
}
