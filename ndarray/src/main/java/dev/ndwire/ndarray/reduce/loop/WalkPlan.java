package dev.ndwire.ndarray.reduce.loop;

import java.util.Arrays;

/// How numpy's iterator walks a target, a source and perhaps a mask together: which axes become one, what passes
/// through buffers, and in which pieces the kernels get the elements. Sums of floats depend on it.
///
/// ```text
///   axes, fastest first:   0 … outerAxis-1  │  outerAxis          │  outerAxis+1 …
///                          the core, whole  │  as much as fits    │  one position at a time
/// ```
///
/// A piece of up to [#pieceSize] elements is a number of cores. Where one operand stands still while the core runs, or
/// stands still from core to core ([#hasSteps]), the kernel is called once for each core, else once for the piece.
///
/// Rules as observed in numpy 2.4: an operand needs a buffer if its dtype, byte order or alignment is not the kernel's,
/// or if a piece of it has no single stride; a larger piece is taken as long as its size outweighs the operands that it
/// makes need a buffer; and a piece never goes beyond the first axis on which the target starts or stops to be reduced.
final class WalkPlan {
    /// The most elements of a piece that passes through a buffer.
    static final long BUFFER_SIZE = 8192;

    static final int TARGET = 0;
    static final int SOURCE = 1;
    static final int MASK = 2;

    /// Lengths of the axes, the fastest first.
    final long[] lengths;
    /// Byte strides of target, source and mask.
    final long[][] strides;

    final boolean[] isBuffered;
    /// Whether one stride leads through all elements of a piece in the operand's own memory.
    final boolean[] hasOneStride;
    /// Strides that the kernel sees within a core, and from core to core.
    final long[] innerStrides;

    final long[] outerStrides;

    int outerAxis;
    long coreSize = 1;
    long pieceSize;
    boolean hasSteps;

    private final int operandCount;
    private final int[] singleAxes;
    private int reduceAxis;

    private WalkPlan(long[] lengths, long[][] strides) {
        this.lengths = lengths;
        this.strides = strides;
        this.operandCount = strides.length;
        this.isBuffered = new boolean[operandCount];
        this.hasOneStride = new boolean[operandCount];
        this.innerStrides = new long[operandCount];
        this.outerStrides = new long[operandCount];
        this.singleAxes = new int[operandCount];
        Arrays.fill(singleAxes, 1);
    }

    /// Plans a walk.
    ///
    /// @param fastestFirst the order of the axes
    /// @param strides byte strides of target (0 where it is reduced), source, and mask if there is one
    /// @param converted whether each of them is not what the kernel takes
    /// @param itemSizes bytes of the kernel's elements
    /// @param isReduced whether any axis is reduced, be it of length 1
    static WalkPlan of(
            long[] shape,
            int[] fastestFirst,
            long[][] strides,
            boolean[] converted,
            long[] itemSizes,
            boolean isReduced) {
        WalkPlan plan = merged(shape, fastestFirst, strides);
        plan.choosePiece(converted, isReduced);
        plan.fillIn(converted, itemSizes);
        return plan;
    }

    private static WalkPlan merged(long[] shape, int[] fastestFirst, long[][] strides) {
        var lengths = new long[Math.max(1, shape.length)];
        var merged = new long[strides.length][lengths.length];
        lengths[0] = 1;
        int last = 0;
        for (int axis : fastestFirst) {
            boolean isSame = true;
            for (int i = 0; i < strides.length; i++) {
                isSame &= lengths[last] == 1 || shape[axis] == 1 || merged[i][last] * lengths[last] == strides[i][axis];
            }
            if (!isSame) {
                last++;
                lengths[last] = 1;
            }
            lengths[last] *= shape[axis];
            for (int i = 0; i < strides.length; i++) {
                long own = shape[axis] == 1 ? 0 : strides[i][axis];
                merged[i][last] = merged[i][last] == 0 ? own : merged[i][last];
            }
        }
        for (int i = 0; i < strides.length; i++) {
            merged[i] = Arrays.copyOf(merged[i], last + 1);
        }
        return new WalkPlan(Arrays.copyOf(lengths, last + 1), merged);
    }

    /// Chooses the core and the outer axis.
    private void choosePiece(boolean[] converted, boolean isReduced) {
        int cost = 1;
        for (boolean is : converted) {
            cost += is ? 1 : 0;
        }
        int bestCost = cost;
        long size = lengths[0];
        pieceSize = size;
        for (int axis = 1; axis < lengths.length && reduceAxis == 0; axis++) {
            if (size >= BUFFER_SIZE && cost > 1) {
                break;
            }
            for (int i = 0; i < operandCount; i++) {
                if (singleAxes[i] == axis) {
                    if (strides[i][axis - 1] * lengths[axis - 1] == strides[i][axis]) {
                        singleAxes[i]++;
                        continue;
                    }
                    cost += converted[i] ? 0 : 1;
                }
                if (i == TARGET && isReduced && (strides[i][axis] == 0 || strides[i][axis - 1] == 0)) {
                    reduceAxis = axis;
                }
            }
            long core = size;
            size *= lengths[axis];
            double effective = cost > 1 ? Math.min(size, BUFFER_SIZE) : size;
            if (cost * (double) pieceSize <= bestCost * effective) {
                bestCost = cost;
                coreSize = core;
                pieceSize = size;
                outerAxis = axis;
            }
        }
        hasSteps = reduceAxis > 0 && outerAxis == reduceAxis;
    }

    private void fillIn(boolean[] converted, long[] itemSizes) {
        for (int i = 0; i < operandCount; i++) {
            boolean isStill = strides[i][reduceAxis] == 0;
            boolean isStepped = hasSteps
                    && (i == TARGET
                            || (singleAxes[i] == outerAxis && !converted[i])
                            || (isStill && singleAxes[i] <= outerAxis));
            hasOneStride[i] = singleAxes[i] + (isStepped ? 1 : 0) > outerAxis;
            isBuffered[i] = converted[i] || !hasOneStride[i];
            if (!isBuffered[i]) {
                innerStrides[i] = strides[i][0];
                outerStrides[i] = strides[i][reduceAxis];
            } else if (isStepped) {
                innerStrides[i] = isStill ? itemSizes[i] : 0;
                outerStrides[i] = isStill ? 0 : itemSizes[i];
            } else if (!hasOneStride[i] || strides[i][0] != 0) {
                innerStrides[i] = itemSizes[i];
                outerStrides[i] = itemSizes[i] * coreSize;
            }
        }
        boolean isAnyBuffered = false;
        for (boolean is : isBuffered) {
            isAnyBuffered |= is;
        }
        if (isAnyBuffered) {
            pieceSize = Math.min(pieceSize, coreSize * (BUFFER_SIZE / coreSize));
        } else if (outerAxis == 0 && lengths.length > 1) {
            stepOverNextAxis();
        }
    }

    /// Where a piece is a row of the memory itself, rows of one axis more are taken together: nothing but the number of
    /// calls changes.
    private void stepOverNextAxis() {
        hasSteps = true;
        outerAxis = 1;
        coreSize = lengths[0];
        pieceSize = lengths[0] * lengths[1];
        for (int i = 0; i < operandCount; i++) {
            innerStrides[i] = strides[i][0];
            outerStrides[i] = strides[i][1];
        }
    }
}
