package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Equality of structures as numpy's `==` has it: field by field, those of sub-arrays in all elements. Fields that
/// cannot be compared with each other are not equal.
final class StructEquality {
    private StructEquality() {}

    /// Checks that structures can be compared at all.
    ///
    /// @throws IllegalArgumentException if one is none, they have no common dtype, or a field is carried as bytes
    static void check(DType left, DType right) {
        if (!left.isStruct() || !right.isStruct()) {
            throw new IllegalArgumentException("Cannot compare structured or void to non-void arrays: found dtypes "
                    + left.repr() + " and " + right.repr());
        }
        left.requireValues();
        right.requireValues();
        try {
            Promotion.of(left, right);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(
                    "Cannot compare structured arrays unless they have a common dtype: found dtypes " + left.repr()
                            + " and " + right.repr(),
                    none);
        }
    }

    /// Compares all elements.
    ///
    /// @param left of the shape of `out`, apart from it
    /// @param right likewise
    static void run(Ufunc function, Strided left, Strided right, Strided out) {
        if (out.size() == 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            long[] shape = out.layout().shape();
            Strided equal = bools(shape, arena);
            equal.segment().fill((byte) 1);
            fields(left, right, equal, bools(shape, arena));
            if (function == Ufunc.NOT_EQUAL) {
                Evaluation.of(Ufunc.LOGICAL_NOT, List.of(equal)).into(equal);
            }
            Casts.convert(equal, out);
        }
    }

    private static Strided bools(long[] shape, Arena arena) {
        MemorySegment memory = arena.allocate(Shapes.elementCount(shape, 1));
        return Strided.contiguous(memory, DType.BOOL, shape, Order.C);
    }

    /// Takes away the truth of elements whose fields differ.
    private static void fields(Strided left, Strided right, Strided equal, Strided scratch) {
        List<Field> fields = left.dtype().fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Field other = right.dtype().fields().get(i);
            part(
                    part(left, field.byteOffset(), field.dtype()),
                    part(right, other.byteOffset(), other.dtype()),
                    equal,
                    scratch);
        }
    }

    private static Strided part(Strided elements, long byteOffset, DType dtype) {
        return new Strided(elements.segment(), dtype, elements.layout().part(byteOffset, dtype.itemSize()));
    }

    private static void part(Strided left, Strided right, Strided equal, Strided scratch) {
        if (left.dtype().isSubArray() && right.dtype().isSubArray()) {
            items(left, right, equal, scratch);
        } else if (left.dtype().isStruct() && right.dtype().isStruct()) {
            fields(left, right, equal, scratch);
        } else {
            plain(left, right, equal, scratch);
        }
    }

    private static void items(Strided left, Strided right, Strided equal, Strided scratch) {
        DType item = left.dtype().base();
        DType other = right.dtype().base();
        long count = Shapes.elementCount(left.dtype().shape(), 1);
        for (long i = 0; i < count; i++) {
            part(part(left, i * item.itemSize(), item), part(right, i * other.itemSize(), other), equal, scratch);
        }
    }

    private static void plain(Strided left, Strided right, Strided equal, Strided scratch) {
        Evaluation comparison;
        try {
            comparison = Evaluation.of(Ufunc.EQUAL, List.of(left, right));
        } catch (IllegalArgumentException incomparable) {
            equal.segment().fill((byte) 0);
            return;
        }
        comparison.into(scratch);
        Evaluation.of(Ufunc.LOGICAL_AND, List.of(equal, scratch)).into(equal);
    }
}
