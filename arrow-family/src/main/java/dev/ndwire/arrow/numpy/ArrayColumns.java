package dev.ndwire.arrow.numpy;

import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// An array as a column: rows are the first axis, a second one is a list of fixed size, more are a tensor.
public final class ArrayColumns {
    private final BufferMemory memory;

    /// Makes columns in memory.
    ///
    /// @param memory where arrays may lie without being copied, and what is copied
    public ArrayColumns(BufferMemory memory) {
        this.memory = memory;
    }

    /// The type of a column of elements.
    ///
    /// @param dtype a dtype of any byte order
    /// @return the type; null where no column is like the elements
    public static @Nullable ArrowType typeOf(DType dtype) {
        return ElementTypes.of(dtype);
    }

    /// Makes a column of an array.
    ///
    /// @param name the column's name
    /// @param array at least one axis; a view if it is in C order, little-endian and in the memory's lease, else a copy
    /// @return a vector that the caller closes
    /// @throws IllegalArgumentException if no column is like the array; the message says why
    public FieldVector column(String name, NDArray array) {
        return column(name, array, null);
    }

    /// Makes a column of a masked array.
    ///
    /// @param name the column's name
    /// @param array what is masked becomes null, and has one axis then
    /// @return a vector that the caller closes
    /// @throws IllegalArgumentException if no column is like the array; the message says why
    public FieldVector column(String name, MaskedArray array) {
        return column(name, array.data(), array.mask());
    }

    private FieldVector column(String name, NDArray array, @Nullable NDArray mask) {
        ArrowType type = type(name, array, mask);
        long[] shape = array.shape();
        long width = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            width = Math.multiplyExact(width, shape[axis]);
        }
        long size = Math.multiplyExact(shape[0], width);
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "array '" + name + "' has " + size + " elements, a batch holds " + Integer.MAX_VALUE);
        }
        FieldVector vector = field(name, type, shape, (int) width).createVector(memory.allocator());
        try {
            fill(vector, array, mask, (int) size);
            return vector;
        } catch (RuntimeException e) {
            vector.close();
            throw e;
        }
    }

    private static ArrowType type(String name, NDArray array, @Nullable NDArray mask) {
        if (array.ndim() == 0) {
            throw new IllegalArgumentException("array '" + name + "' has no axis, a column takes at least one");
        }
        if (mask != null && array.ndim() != 1) {
            throw new IllegalArgumentException(
                    "masked array '" + name + "' has " + array.ndim() + " axes, a column with nulls takes one");
        }
        ArrowType type = ElementTypes.of(array.dtype());
        if (type == null) {
            throw new IllegalArgumentException(
                    "array '" + name + "' is of dtype " + array.dtype() + ", which no column is");
        }
        return type;
    }

    private static Field field(String name, ArrowType type, long[] shape, int width) {
        if (shape.length == 1) {
            return Field.nullable(name, type);
        }
        Field item = Field.nullable("item", type);
        Map<String, String> metadata = shape.length == 2
                ? Map.of()
                : new TensorShape(Arrays.stream(shape).skip(1).boxed().toList(), List.of()).metadata();
        return new Field(name, new FieldType(true, new ArrowType.FixedSizeList(width), null, metadata), List.of(item));
    }

    private void fill(FieldVector vector, NDArray array, @Nullable NDArray mask, int size) {
        if (vector instanceof FixedSizeListVector list) {
            fill(list.getDataVector(), array, null, size);
            load(list, (int) array.shape(0), 0, List.of());
            return;
        }
        int nulls = 0;
        ArrowBuf validity = null;
        if (mask != null) {
            validity = validity(mask);
            nulls = BitVectorHelper.getNullCount(validity, size);
        }
        ArrowBuf data = data(array, size);
        try {
            load(vector, size, nulls, validity == null ? List.of(data) : List.of(validity, data));
        } finally {
            data.close();
            if (validity != null) {
                validity.close();
            }
        }
    }

    /// Loads buffers, behind an empty one if the bitmap is missing: the vector makes it.
    private void load(FieldVector vector, int count, int nulls, List<ArrowBuf> own) {
        var buffers = new ArrayList<ArrowBuf>(own);
        int needed = vector instanceof FixedSizeListVector ? 1 : 2;
        if (buffers.size() < needed) {
            buffers.add(0, memory.allocator().getEmpty());
        }
        vector.loadFieldBuffers(new ArrowFieldNode(count, nulls), buffers);
    }

    private ArrowBuf validity(NDArray mask) {
        BufferAllocator allocator = memory.allocator();
        int count = (int) mask.size();
        ArrowBuf bits = allocator.buffer(Math.max(1, BitVectorHelper.getValidityBufferSizeFromCount(count)));
        bits.setZero(0, bits.capacity());
        for (int row = 0; row < count; row++) {
            BitVectorHelper.setValidityBit(bits, row, mask.getBoolean(row) ? 0 : 1);
        }
        bits.writerIndex(bits.capacity());
        return bits;
    }

    private ArrowBuf data(NDArray array, int size) {
        DType dtype = array.dtype();
        if (dtype.kind() == Kind.BOOL) {
            return packed(array, size);
        }
        if (ElementTypes.of(dtype) instanceof ArrowType.Date) {
            return days(array, size);
        }
        NDArray plain = plain(array);
        if (size == 0) {
            return memory.allocator().buffer(1);
        }
        return memory.buffer(plain.segment());
    }

    /// The elements in the byte order of Arrow.
    ///
    /// @param array any array
    /// @return the array itself if it is little-endian or has no byte order, else a copy that the garbage collector
    /// frees
    public static NDArray littleEndian(NDArray array) {
        DType dtype = array.dtype().withByteOrder(ByteOrder.LITTLE_ENDIAN);
        return array.astype(dtype, Order.K, Casting.EQUIV, false);
    }

    /// The elements in C order and little-endian.
    private static NDArray plain(NDArray array) {
        NDArray little = littleEndian(array);
        return little.isCContiguous() ? little : little.copy(Order.C);
    }

    private ArrowBuf packed(NDArray array, int size) {
        ArrowBuf bits = memory.allocator().buffer(Math.max(1, BitVectorHelper.getValidityBufferSizeFromCount(size)));
        bits.setZero(0, bits.capacity());
        MemorySegment bytes = plain(array).segment();
        for (int i = 0; i < size; i++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, i) != 0) {
                BitVectorHelper.setBit(bits, i);
            }
        }
        bits.writerIndex(bits.capacity());
        return bits;
    }

    private ArrowBuf days(NDArray array, int size) {
        ArrowBuf days = memory.allocator().buffer(Math.max(1L, (long) size * Integer.BYTES));
        MemorySegment source = plain(array).segment();
        MemorySegment target = ArrowMemory.segment(days);
        for (int i = 0; i < size; i++) {
            long day = source.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
            if (day != (int) day) {
                days.close();
                throw new IllegalArgumentException("day " + day + " does not fit a column of date32");
            }
            target.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, (int) day);
        }
        days.writerIndex((long) size * Integer.BYTES);
        return days;
    }
}
