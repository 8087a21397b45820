package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.reduce.loop.Kernel.Rows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Takes the elements of a source, all or those that a mask lets through, into those of a target, piece by piece as a
/// [WalkPlan] says.
final class Walk {
    private final WalkPlan plan;
    private final Operand target;
    private final Operand source;
    private final @Nullable Operand mask;
    private final Kernel kernel;
    private final long[] starts;
    private final long[] at;

    private Walk(WalkPlan plan, Operand target, Operand source, @Nullable Operand mask, Kernel kernel, long[] starts) {
        this.plan = plan;
        this.target = target;
        this.source = source;
        this.mask = mask;
        this.kernel = kernel;
        this.starts = starts;
        this.at = starts.clone();
    }

    /// Runs a walk over at least one element.
    ///
    /// @param operands elements of one shape: the target, in native memory, with strides of 0 where it is reduced; the
    ///     source; and the mask, if there is one
    /// @param kernelDtype what target and source become for the kernel
    /// @param kernel what is done, for source memory of any kind if [Kernel#foldsHeap], else through the tile
    static void run(WalkPlan plan, Strided[] operands, DType kernelDtype, Kernel kernel, Tile tile, Arena arena) {
        var to = new Operand(plan, WalkPlan.TARGET, operands[WalkPlan.TARGET], kernelDtype, arena);
        var from = new Operand(plan, WalkPlan.SOURCE, operands[WalkPlan.SOURCE], kernelDtype, arena);
        boolean isMasked = operands.length > WalkPlan.MASK;
        Operand mask = isMasked ? new Operand(plan, WalkPlan.MASK, operands[WalkPlan.MASK], DType.BOOL, arena) : null;
        Kernel fitting = from.memory().isNative() ? kernel : new HeapKernel(kernel, tile, kernelDtype.itemSize());
        var starts = new long[operands.length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = operands[i].layout().byteOffset();
        }
        new Walk(plan, to, from, mask, fitting, starts).run();
    }

    private void run() {
        long total = 1;
        for (long length : plan.lengths) {
            total *= length;
        }
        long index = 0;
        while (index < total) {
            long position = moveTo(index);
            long size = Math.min(plan.pieceSize, plan.coreSize * (plan.lengths[plan.outerAxis] - position));
            long cores = size / plan.coreSize;
            target.load(at[WalkPlan.TARGET], cores);
            source.load(at[WalkPlan.SOURCE], cores);
            if (mask != null) {
                mask.load(at[WalkPlan.MASK], cores);
            }
            if (plan.hasSteps) {
                step(plan.coreSize, cores);
            } else {
                step(size, 1);
            }
            target.store(at[WalkPlan.TARGET], cores);
            index += size;
        }
    }

    /// Finds where the elements of an index start; gives the position on the outer axis.
    private long moveTo(long index) {
        System.arraycopy(starts, 0, at, 0, at.length);
        long rest = index;
        long position = 0;
        for (int axis = 0; axis < plan.lengths.length && rest != 0; axis++) {
            long next = rest / plan.lengths[axis];
            long own = rest - next * plan.lengths[axis];
            for (int i = 0; i < at.length; i++) {
                at[i] += own * plan.strides[i][axis];
            }
            position = axis == plan.outerAxis ? own : position;
            rest = next;
        }
        return position;
    }

    private void step(long count, long cores) {
        MemorySegment to = target.memory();
        MemorySegment from = source.memory();
        long toAt = target.start(at[WalkPlan.TARGET]);
        long fromAt = source.start(at[WalkPlan.SOURCE]);
        long toStride = plan.innerStrides[WalkPlan.TARGET];
        long fromStride = plan.innerStrides[WalkPlan.SOURCE];
        long toStep = plan.outerStrides[WalkPlan.TARGET];
        long fromStep = plan.outerStrides[WalkPlan.SOURCE];
        if (mask != null) {
            for (long core = 0; core < cores; core++) {
                masked(mask, core, count, toAt + core * toStep, fromAt + core * fromStep);
            }
            return;
        }
        if (toStride != 0 && toStep == 0) {
            kernel.rows(to, toAt, toStride, new Rows(from, fromAt, fromStride, count, fromStep, cores));
            return;
        }
        for (long core = 0; core < cores; core++) {
            if (toStride == 0) {
                kernel.fold(to, toAt + core * toStep, from, fromAt + core * fromStep, fromStride, count);
            } else {
                kernel.rows(
                        to,
                        toAt + core * toStep,
                        toStride,
                        new Rows(from, fromAt + core * fromStep, fromStride, count, 0, 1));
            }
        }
    }

    /// Takes one core, a run of elements that the mask lets through at a time.
    private void masked(Operand bools, long core, long count, long toAt, long fromAt) {
        MemorySegment to = target.memory();
        MemorySegment from = source.memory();
        long toStride = plan.innerStrides[WalkPlan.TARGET];
        long fromStride = plan.innerStrides[WalkPlan.SOURCE];
        long maskAt = bools.start(at[WalkPlan.MASK]) + core * plan.outerStrides[WalkPlan.MASK];
        var runs = new MaskRuns(bools.memory(), maskAt, plan.innerStrides[WalkPlan.MASK], count);
        runs.forEach((start, length) -> {
            if (toStride == 0) {
                kernel.fold(to, toAt, from, fromAt + start * fromStride, fromStride, length);
            } else {
                var rows = new Rows(from, fromAt + start * fromStride, fromStride, length, 0, 1);
                kernel.rows(to, toAt + start * toStride, toStride, rows);
            }
        });
    }
}
