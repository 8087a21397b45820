package dev.ndwire.arrow.numpy;

import dev.ndwire.arrow.ipc.NullCounts;
import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// One vector as an array over the same memory.
///
/// A list of a fixed size adds an axis, a tensor all of its own.
///
/// @param field what the vector is
/// @param elements the innermost vector
/// @param shape the array's shape as elements lie in memory, rows first
/// @param axes in which order the array has these axes
/// @param nullable the vectors on the way down that have nulls, and by how many elements each of theirs is repeated
record ColumnView(Field field, FieldVector elements, List<Long> shape, List<Integer> axes, List<Nullable> nullable) {
    /// A vector that has nulls.
    ///
    /// @param vector the vector
    /// @param count how many
    /// @param repeats how many elements of the array each of the vector's elements is
    record Nullable(FieldVector vector, int count, long repeats) {}

    /// Looks at a vector.
    ///
    /// @param vector the vector
    /// @param field what it is
    /// @param nulls counts its nulls
    /// @throws IllegalArgumentException if no array has such elements; the message says why
    static ColumnView of(FieldVector vector, Field field, NullCounts nulls) {
        var shape = new ArrayList<Long>(List.of((long) vector.getValueCount()));
        var axes = new ArrayList<Integer>(List.of(0));
        var found = new ArrayList<FieldVector>();
        FieldVector elements = vector;
        Field at = field;
        while (true) {
            if (elements instanceof ExtensionTypeVector<?> extension) {
                elements = (FieldVector) extension.getUnderlyingVector();
            }
            found.add(elements);
            if (!(elements instanceof FixedSizeListVector list)) {
                break;
            }
            append(at, list, shape, axes);
            elements = list.getDataVector();
            at = at.getChildren().get(0);
        }
        return new ColumnView(field, elements, List.copyOf(shape), List.copyOf(axes), nullable(found, shape, nulls));
    }

    private static void append(Field field, FixedSizeListVector list, List<Long> shape, List<Integer> axes) {
        TensorShape tensor = TensorShape.of(field, list.getListSize());
        int first = shape.size();
        if (tensor == null) {
            shape.add((long) list.getListSize());
            axes.add(first);
            return;
        }
        shape.addAll(tensor.shape());
        tensor.permutation().forEach(axis -> axes.add(first + axis));
    }

    private static List<Nullable> nullable(List<FieldVector> vectors, List<Long> shape, NullCounts nulls) {
        long size = shape.stream().reduce(1L, Math::multiplyExact);
        var nullable = new ArrayList<Nullable>();
        for (FieldVector vector : vectors) {
            int count = nulls.of(vector);
            if (count > 0) {
                nullable.add(new Nullable(vector, count, size / vector.getValueCount()));
            }
        }
        return nullable;
    }

    /// The type of the elements.
    ArrowType type() {
        ArrowType type = elements.getField().getType();
        return type instanceof ArrowType.ExtensionType extension ? extension.storageType() : type;
    }

    /// The number of the array's elements.
    long size() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /// Lays an array over the elements.
    ///
    /// @param dtype their dtype
    /// @param memory where they lie
    NDArray lay(DType dtype, BufferMemory memory) {
        long byteSize = Math.multiplyExact(size(), dtype.itemSize());
        MemorySegment bytes = byteSize == 0 ? MemorySegment.NULL : buffer(memory, byteSize);
        return permuted(NDArray.wrap(bytes.asReadOnly(), dtype, lengths(shape)));
    }

    private MemorySegment buffer(BufferMemory memory, long byteSize) {
        ArrowBuf buffer = elements.getDataBuffer();
        return memory.segment(buffer).asSlice(0, byteSize);
    }

    NDArray permuted(NDArray array) {
        return array.transpose(axes.stream().mapToInt(Integer::intValue).toArray());
    }

    static long[] lengths(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
