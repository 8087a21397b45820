package dev.ndwire.ndarray.linalg;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Multiplies vectors and matrices.
///
/// Integers wrap round as numpy's do, and bools are put together by "and" and "or"; these results are numpy's exactly.
/// Floats and complex numbers are added up in another order than numpy's BLAS does: each element of a result is within
/// `2 * k * eps * Σ|a||b|` of numpy's, where `k` is the number of products that make it.
public final class Products {
    private Products() {}

    /// Multiplies matrices, a vector on the left being a row and one on the right a column.
    ///
    /// @param left numbers with one or two axes, in any memory
    /// @param right numbers with one or two axes, in any memory
    /// @param name what error messages call the product
    /// @param allocator where the result gets native memory from
    /// @return fresh elements in C order, of the common dtype; without the axes that vectors do not have
    /// @throws IllegalArgumentException if the elements are no numbers, there are other axes, or lengths differ
    /// @throws IllegalStateException if the memory of one is closed
    public static Strided multiply(Strided left, Strided right, String name, SegmentAllocator allocator) {
        checkAxes(left, name);
        checkAxes(right, name);
        checkLengths(left, right);
        left.dtype().requireValues();
        right.dtype().requireValues();
        DType dtype = dtype(left, right, name);
        Strided a = left.layout().axisCount() == 2 ? left : left.with(withAxis(left.layout(), 0));
        Strided b = right.layout().axisCount() == 2 ? right : right.with(withAxis(right.layout(), 1));
        long[] shape = {a.layout().length(0), b.layout().length(1)};
        long count = Shapes.elementCount(shape, dtype.itemSize());
        MemorySegment memory = allocator.allocate(count * dtype.itemSize(), Long.BYTES);
        var result = Strided.contiguous(memory, dtype, shape, Order.C);
        try (Arena scratch = Arena.ofConfined()) {
            multiply(a, b, result, scratch);
        }
        return result.with(Layout.contiguous(resultShape(left, right), dtype.itemSize(), Order.C));
    }

    /// Multiplies every element of one by a single element.
    ///
    /// @param elements numbers in any memory
    /// @param factor one number without axes
    /// @return fresh elements in C order, of the common dtype
    /// @throws IllegalArgumentException if the elements are no numbers
    /// @throws IllegalStateException if the memory of one is closed
    public static Strided scale(Strided elements, Strided factor, SegmentAllocator allocator) {
        elements.dtype().requireValues();
        factor.dtype().requireValues();
        DType dtype = dtype(elements, factor, "dot");
        try (Arena scratch = Arena.ofConfined()) {
            long[] column = {elements.size(), 1};
            Strided a = Strided.contiguous(copy(elements, dtype, scratch).segment(), dtype, column, Order.C);
            Strided b = Strided.contiguous(copy(factor, dtype, scratch).segment(), dtype, new long[] {1, 1}, Order.C);
            Strided scaled = multiply(a, b, "dot", allocator);
            return scaled.with(Layout.contiguous(elements.layout().shape(), dtype.itemSize(), Order.C));
        }
    }

    private static void multiply(Strided a, Strided b, Strided result, Arena scratch) {
        DType dtype = computed(result.dtype());
        boolean isSame = dtype.equals(result.dtype());
        Strided target = isSame
                ? result
                : Strided.contiguous(
                        scratch.allocate(result.size() * dtype.itemSize(), Long.BYTES),
                        dtype,
                        result.layout().shape(),
                        Order.C);
        Strided left = ready(a, result.dtype(), dtype, scratch);
        Strided right = ready(b, result.dtype(), dtype, scratch);
        switch (dtype.kind()) {
            case COMPLEX -> ComplexMatrices.multiply(left, right, target, scratch);
            case INT -> new LongMatrices(left, right, target).multiply();
            default -> {
                if (dtype.itemSize() == Float.BYTES) {
                    new FloatMatrices(left, right, target).multiply();
                } else {
                    new DoubleMatrices(left, right, target).multiply();
                }
            }
        }
        if (!isSame) {
            Casts.convert(target, result);
        }
    }

    /// What the kernels take: float16 is added up as float32, as numpy does, and smaller integers wrap round alike in
    /// 64 bits.
    private static DType computed(DType dtype) {
        return switch (dtype.kind()) {
            case FLOAT -> dtype.itemSize() == Double.BYTES ? DType.FLOAT64 : DType.FLOAT32;
            case COMPLEX -> DType.COMPLEX128;
            default -> DType.INT64;
        };
    }

    /// Operands in native memory, rounded to the common dtype before they become what is computed in.
    private static Strided ready(Strided elements, DType common, DType computed, Arena scratch) {
        if (elements.dtype().equals(computed) && elements.segment().isNative()) {
            return elements;
        }
        Strided rounded = elements.dtype().equals(common) ? elements : copy(elements, common, scratch);
        return copy(rounded, computed, scratch);
    }

    private static Strided copy(Strided elements, DType dtype, Arena scratch) {
        MemorySegment memory = scratch.allocate(elements.size() * dtype.itemSize(), Long.BYTES);
        Strided copy = Strided.contiguous(memory, dtype, elements.layout().shape(), Order.C);
        Casts.convert(elements, copy);
        return copy;
    }

    private static DType dtype(Strided left, Strided right, String name) {
        for (Strided operand : new Strided[] {left, right}) {
            Kind kind = operand.dtype().kind();
            boolean isNumber = kind == Kind.BOOL
                    || kind == Kind.INT
                    || kind == Kind.UINT
                    || kind == Kind.FLOAT
                    || kind == Kind.COMPLEX;
            if (!isNumber) {
                throw new IllegalArgumentException(
                        name + " of elements of dtype " + operand.dtype() + ", allowed are numbers and bools");
            }
        }
        return Promotion.of(left.dtype(), right.dtype());
    }

    private static void checkAxes(Strided operand, String name) {
        int count = operand.layout().axisCount();
        if (count < 1 || count > 2) {
            throw new IllegalArgumentException(name + " of an array of dimension " + count + ", allowed are 1 and 2");
        }
    }

    private static void checkLengths(Strided left, Strided right) {
        int axis = left.layout().axisCount() - 1;
        if (left.layout().length(axis) != right.layout().length(0)) {
            throw new IllegalArgumentException("shapes " + text(left) + " and " + text(right) + " not aligned: "
                    + left.layout().length(axis) + " (dim " + axis + ") != "
                    + right.layout().length(0) + " (dim 0)");
        }
    }

    private static String text(Strided operand) {
        return Shapes.text(operand.layout().shape()).replace(" ", "");
    }

    /// A vector as a matrix with one row (axis 0) or one column (axis 1).
    private static Layout withAxis(Layout vector, int axis) {
        long length = vector.length(0);
        long stride = vector.byteStride(0);
        long[] shape = axis == 0 ? new long[] {1, length} : new long[] {length, 1};
        long[] strides = axis == 0 ? new long[] {0, stride} : new long[] {stride, 0};
        return Layout.of(shape, strides, vector.byteOffset(), vector.itemSize());
    }

    private static long[] resultShape(Strided left, Strided right) {
        boolean hasRows = left.layout().axisCount() == 2;
        boolean hasColumns = right.layout().axisCount() == 2;
        long rows = left.layout().length(0);
        if (!hasColumns) {
            return hasRows ? new long[] {rows} : new long[0];
        }
        long columns = right.layout().length(1);
        return hasRows ? new long[] {rows, columns} : new long[] {columns};
    }
}
