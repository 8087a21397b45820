package dev.ndwire.arrow.numpy;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// A column as an array.
public final class ColumnArrays {
    private final Field field;
    private final List<ColumnView> views;
    private final BufferMemory memory;

    private ColumnArrays(Field field, List<ColumnView> views, BufferMemory memory) {
        this.field = field;
        this.views = views;
        this.memory = memory;
    }

    /// Looks at a column.
    ///
    /// @param field what it is
    /// @param column which one it is in each batch
    /// @param batches the rows
    /// @param memory where they lie
    /// @return what can become arrays
    /// @throws IllegalArgumentException if no array has such a shape; the message says why
    public static ColumnArrays of(Field field, int column, List<Batch> batches, BufferMemory memory) {
        List<ColumnView> views = batches.stream()
                .map(batch -> ColumnView.of(batch.root().getVector(column), field, batch.nulls()))
                .toList();
        return new ColumnArrays(field, views, memory);
    }

    /// Views the column.
    ///
    /// @return a read-only array over the column's memory
    /// @throws IllegalArgumentException if that needs a copy, or there are nulls; the message says why, and what to
    /// call
    public NDArray view() {
        NDArray array = data();
        long nulls = nullCount();
        if (nulls > 0) {
            throw new IllegalArgumentException(
                    "column '" + field.getName() + "' has " + nulls + " nulls: maskedArray() has them masked");
        }
        return array;
    }

    /// The column without nulls: a view where that is possible, else a copy that the garbage collector frees.
    ///
    /// @return an array
    /// @throws IllegalArgumentException if there are nulls, or no dtype is like the column's type
    public NDArray required() {
        long nulls = nullCount();
        if (nulls > 0) {
            throw new IllegalArgumentException("column '" + field.getName() + "' has " + nulls + " nulls");
        }
        return isView() ? data() : copy(Arena.ofAuto());
    }

    private boolean isView() {
        return views.size() == 1 && ElementTypes.viewed(views.get(0).type()) != null;
    }

    private long nullCount() {
        return views.stream()
                .flatMap(view -> view.nullable().stream())
                .mapToLong(ColumnView.Nullable::count)
                .sum();
    }

    private NDArray data() {
        if (views.size() != 1) {
            throw new IllegalArgumentException(
                    "column '" + field.getName() + "' is in " + views.size() + " batches: toArray() gathers them");
        }
        ColumnView view = views.get(0);
        DType dtype = ElementTypes.viewed(view.type());
        if (dtype == null) {
            throw new IllegalArgumentException("column '" + field.getName() + "' is of " + view.type()
                    + (ElementTypes.copied(view.type()) == null
                            ? ", which no dtype is"
                            : ", which numpy lays out otherwise: toArray() copies it"));
        }
        return view.lay(dtype, memory);
    }

    /// Copies the column.
    ///
    /// @param target has the array
    /// @return an array; what is null is any value, but `NaT` of times
    /// @throws IllegalArgumentException if no dtype is like the column's type
    public NDArray copy(SegmentAllocator target) {
        DType dtype = dtype();
        long rows = views.stream().mapToLong(view -> view.shape().get(0)).sum();
        long[] shape = shape(rows);
        long byteSize = dtype.itemSize();
        for (long length : shape) {
            byteSize = Math.multiplyExact(byteSize, length);
        }
        MemorySegment bytes = target.allocate(byteSize, Long.BYTES);
        long byteOffset = 0;
        for (ColumnView view : views) {
            long part = view.size() * dtype.itemSize();
            if (part > 0) {
                ElementCopy.copy(view, dtype, bytes.asSlice(byteOffset, part));
            }
            byteOffset += part;
        }
        NDArray array = NDArray.wrap(bytes, dtype, shape);
        return views.isEmpty() ? array : views.get(0).permuted(array);
    }

    private long[] shape(long rows) {
        long[] shape =
                views.isEmpty() ? new long[1] : ColumnView.lengths(views.get(0).shape());
        shape[0] = rows;
        return shape;
    }

    private DType dtype() {
        ArrowType type = views.isEmpty() ? field.getType() : views.get(0).type();
        DType dtype = ElementTypes.copied(type);
        if (dtype == null) {
            throw new IllegalArgumentException(
                    "column '" + field.getName() + "' is of " + type + ", which no dtype is");
        }
        return dtype;
    }

    /// The column with its nulls masked.
    ///
    /// @param target has the mask, and the data where they cannot be a view
    /// @return an array whose data are a view of the column if that is possible, and without a mask if there are no
    /// nulls
    /// @throws IllegalArgumentException if no dtype is like the column's type
    public MaskedArray masked(SegmentAllocator target) {
        NDArray data = isView() ? data() : copy(target);
        return MaskedArray.of(data, nullCount() == 0 ? null : mask(target));
    }

    private @Nullable NDArray mask(SegmentAllocator target) {
        long rows = views.stream().mapToLong(view -> view.shape().get(0)).sum();
        long size = views.stream().mapToLong(ColumnView::size).sum();
        MemorySegment mask = target.allocate(size, Long.BYTES).fill((byte) 0);
        long byteOffset = 0;
        for (ColumnView view : views) {
            for (ColumnView.Nullable nullable : view.nullable()) {
                mark(nullable.vector(), nullable.repeats(), mask.asSlice(byteOffset, view.size()));
            }
            byteOffset += view.size();
        }
        return views.get(0).permuted(NDArray.wrap(mask, DType.BOOL, shape(rows)));
    }

    private static void mark(FieldVector vector, long repeats, MemorySegment mask) {
        ArrowBuf validity = vector.getValidityBuffer();
        MemorySegment bits = ArrowMemory.segment(validity);
        for (int row = 0; row < vector.getValueCount(); row++) {
            int octet = bits.get(ValueLayout.JAVA_BYTE, row / Byte.SIZE);
            if ((octet >> (row % Byte.SIZE) & 1) == 0) {
                mask.asSlice(row * repeats, repeats).fill((byte) 1);
            }
        }
    }
}
