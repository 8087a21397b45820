package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// Where operands and results lie to each other.
final class Placement {
    private Placement() {}

    /// The operand, or a copy of it if writing results would change elements that are still to be read.
    static Strided apart(Strided operand, Strided out, Scratch scratch) {
        return isApart(operand, out) ? operand : copy(operand, scratch);
    }

    private static boolean isApart(Strided operand, Strided out) {
        if (operand.size() == 0 || reach(operand).asOverlappingSlice(reach(out)).isEmpty()) {
            return true;
        }
        boolean isSamePlace = operand.segment().address() + operand.layout().byteOffset()
                == out.segment().address() + out.layout().byteOffset();
        return isSamePlace
                && operand.dtype().itemSize() == out.dtype().itemSize()
                && Arrays.equals(operand.layout().byteStrides(), out.layout().byteStrides());
    }

    private static MemorySegment reach(Strided elements) {
        Layout layout = elements.layout();
        return elements.segment().asSlice(layout.byteStart(), layout.byteEnd() - layout.byteStart());
    }

    private static Strided copy(Strided operand, Scratch scratch) {
        Layout layout = operand.layout();
        MemorySegment memory = scratch.allocate(layout.byteSize());
        long itemSize = operand.dtype().itemSize();
        StridedCopy.gather(
                operand.segment(), layout.byteOffset(), layout.shape(), layout.byteStrides(), itemSize, memory);
        return Strided.contiguous(memory, operand.dtype(), layout.shape(), Order.C);
    }

    /// Whether one element stands at all positions.
    static boolean isConstant(Strided operand) {
        for (int axis = 0; axis < operand.layout().axisCount(); axis++) {
            if (stride(operand, axis) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The layout of a new result: contiguous, its axes ordered in memory as those of the operands are.
    ///
    /// @param operands broadcast to `shape`
    static Layout result(long[] shape, long itemSize, List<Strided> operands) {
        int[] axes = fromInside(shape.length, operands);
        if (Shapes.elementCount(shape, itemSize) == 0) {
            return Layout.contiguous(shape, itemSize, Order.C);
        }
        var byteStrides = new long[shape.length];
        long bytes = itemSize;
        for (int axis : axes) {
            byteStrides[axis] = bytes;
            bytes *= shape[axis];
        }
        return Layout.of(shape, byteStrides, 0, itemSize);
    }

    /// The axes in numpy's order of iteration, the innermost first. It matters that axes are inserted from the last one
    /// on, since operands may disagree in a circle.
    private static int[] fromInside(int axisCount, List<Strided> operands) {
        var axes = new int[axisCount];
        for (int i = 0; i < axisCount; i++) {
            int axis = axisCount - 1 - i;
            int at = i;
            for (int before = i - 1; before >= 0; before--) {
                int order = order(operands, axis, axes[before]);
                if (order > 0) {
                    at = before;
                } else if (order < 0) {
                    break;
                }
            }
            System.arraycopy(axes, at, axes, at + 1, i - at);
            axes[at] = axis;
        }
        return axes;
    }

    /// Positive if the operands have the second axis outside of the first one, negative if inside, 0 if they don't say.
    private static int order(List<Strided> operands, int first, int second) {
        int order = 0;
        for (Strided operand : operands) {
            long outer = Math.abs(stride(operand, first));
            long inner = Math.abs(stride(operand, second));
            if (outer != 0 && inner != 0) {
                if (inner <= outer) {
                    return -1;
                }
                order = 1;
            }
        }
        return order;
    }

    private static long stride(Strided operand, int axis) {
        return operand.layout().length(axis) == 1 ? 0 : operand.layout().byteStride(axis);
    }
}
