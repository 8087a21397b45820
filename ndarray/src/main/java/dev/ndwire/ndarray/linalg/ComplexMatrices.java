package dev.ndwire.ndarray.linalg;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Multiplies matrices of complex128 by four products of their real and imaginary parts.
final class ComplexMatrices {
    private static final ValueLayout.OfDouble LAYOUT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private ComplexMatrices() {}

    static void multiply(Strided left, Strided right, Strided target, Arena scratch) {
        MemorySegment realSquares = product(left, 0, right, 0, target, scratch);
        MemorySegment imaginarySquares = product(left, 1, right, 1, target, scratch);
        MemorySegment crossed = product(left, 0, right, 1, target, scratch);
        MemorySegment crossedBack = product(left, 1, right, 0, target, scratch);
        MemorySegment memory = target.segment();
        long start = target.layout().byteOffset();
        for (long i = 0; i < target.size(); i++) {
            long from = i * Double.BYTES;
            long to = start + 2 * from;
            memory.set(LAYOUT, to, realSquares.get(LAYOUT, from) - imaginarySquares.get(LAYOUT, from));
            memory.set(LAYOUT, to + Double.BYTES, crossed.get(LAYOUT, from) + crossedBack.get(LAYOUT, from));
        }
    }

    private static MemorySegment product(
            Strided left, int leftPart, Strided right, int rightPart, Strided target, Arena scratch) {
        MemorySegment memory = scratch.allocate(target.size() * Double.BYTES, Long.BYTES);
        Strided product =
                Strided.contiguous(memory, DType.FLOAT64, target.layout().shape(), Order.C);
        new DoubleMatrices(part(left, leftPart), part(right, rightPart), product).multiply();
        return memory;
    }

    private static Strided part(Strided complex, int part) {
        Layout layout = complex.layout();
        long offset = layout.byteOffset() + (long) part * Double.BYTES;
        return new Strided(
                complex.segment(),
                DType.FLOAT64,
                Layout.of(layout.shape(), layout.byteStrides(), offset, Double.BYTES));
    }
}
