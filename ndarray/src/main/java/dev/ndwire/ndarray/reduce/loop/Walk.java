package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.reduce.loop.Kernel.Rows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Takes all elements of a source into those of a target, piece by piece as a [WalkPlan] says.
final class Walk {
    private final WalkPlan plan;
    private final Operand target;
    private final Operand source;
    private final Kernel kernel;
    private final long[] starts;
    private final long[] at = new long[2];

    private Walk(WalkPlan plan, Operand target, Operand source, Kernel kernel, long[] starts) {
        this.plan = plan;
        this.target = target;
        this.source = source;
        this.kernel = kernel;
        this.starts = starts;
    }

    /// Runs a walk over at least one element.
    ///
    /// @param target elements of the source's shape, in native memory, with strides of 0 where it is reduced
    /// @param source any memory
    /// @param kernelDtype what target and source become for the kernel
    /// @param kernel what is done, for source memory of any kind if [Kernel#foldsHeap], else through the tile
    static void run(
            WalkPlan plan, Strided target, Strided source, DType kernelDtype, Kernel kernel, Tile tile, Arena arena) {
        var from = new Operand(plan, WalkPlan.SOURCE, source, kernelDtype, arena);
        Kernel fitting = from.memory().isNative() ? kernel : new HeapKernel(kernel, tile, kernelDtype.itemSize());
        var walk = new Walk(
                plan, new Operand(plan, WalkPlan.TARGET, target, kernelDtype, arena), from, fitting, new long[] {
                    target.layout().byteOffset(), source.layout().byteOffset()
                });
        walk.run();
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
        at[0] = starts[0];
        at[1] = starts[1];
        long rest = index;
        long position = 0;
        for (int axis = 0; axis < plan.lengths.length && rest != 0; axis++) {
            long next = rest / plan.lengths[axis];
            long own = rest - next * plan.lengths[axis];
            at[0] += own * plan.strides[0][axis];
            at[1] += own * plan.strides[1][axis];
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
}
