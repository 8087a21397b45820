package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.ipc.Batches;
import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.arrow.numpy.ArrayColumns;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.StructBuilder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Tables of arrays, and arrays of tables.
final class ArrayTables {
    private ArrayTables() {}

    static Table of(Map<String, ?> arrays, SegmentAllocator memory) {
        BufferMemory buffers = BufferMemory.in(memory);
        var columns = new ArrayColumns(buffers);
        var vectors = new ArrayList<FieldVector>();
        try {
            for (Map.Entry<String, ?> entry : arrays.entrySet()) {
                vectors.add(column(columns, entry.getKey(), entry.getValue()));
                requireLength(vectors);
            }
        } catch (RuntimeException e) {
            vectors.forEach(FieldVector::close);
            buffers.close();
            throw e;
        }
        List<Field> fields = vectors.stream().map(FieldVector::getField).toList();
        int rows = vectors.isEmpty() ? 0 : vectors.get(0).getValueCount();
        var root = new VectorSchemaRoot(fields, vectors, rows);
        var batch = new Batch(root, new DictionaryProvider.MapDictionaryProvider());
        return Table.of(new Batches(new Schema(fields), List.of(batch), batch.dictionaries(), List.of()), buffers)
                .closedWith(memory);
    }

    private static FieldVector column(ArrayColumns columns, String name, Object array) {
        if (array instanceof NDArray plain) {
            return columns.column(name, plain);
        }
        if (array instanceof MaskedArray masked) {
            return columns.column(name, masked);
        }
        throw new IllegalArgumentException("column '" + name + "' is a "
                + array.getClass().getSimpleName() + ", expected an NDArray or a MaskedArray");
    }

    private static void requireLength(List<FieldVector> vectors) {
        FieldVector last = vectors.get(vectors.size() - 1);
        int rows = vectors.get(0).getValueCount();
        if (last.getValueCount() != rows) {
            throw new IllegalArgumentException("column '" + last.getName() + "' has " + last.getValueCount()
                    + " rows, column '" + vectors.get(0).getName() + "' has " + rows);
        }
    }

    static Table ofStruct(NDArray array) {
        if (!array.dtype().isStruct() || array.ndim() != 1) {
            throw new IllegalArgumentException("array of dtype " + array.dtype() + " with " + array.ndim()
                    + " axes is no table: one axis of fields is");
        }
        Map<String, NDArray> fields = new LinkedHashMap<>();
        array.dtype().fields().forEach(field -> fields.put(field.name(), array.field(field.name())));
        return of(fields, Lease.none());
    }

    static Table ofMatrix(List<String> names, NDArray matrix, SegmentAllocator memory) {
        if (matrix.ndim() != 2 || matrix.shape(1) != names.size()) {
            throw new IllegalArgumentException(names.size() + " names do not fit an array of shape "
                    + List.of(matrix.ndim() == 0 ? "" : matrix.shape(0), matrix.ndim() < 2 ? "" : matrix.shape(1)));
        }
        Map<String, NDArray> columns = new LinkedHashMap<>();
        List<NDArray> parts = matrix.unstack(1);
        for (int i = 0; i < names.size(); i++) {
            if (columns.put(names.get(i), parts.get(i)) != null) {
                throw new IllegalArgumentException("name '" + names.get(i) + "' is given twice");
            }
        }
        return of(columns, memory);
    }

    static NDArray toMatrix(Table table, SegmentAllocator memory) {
        List<NDArray> columns = columns(table);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table without columns has no dtype");
        }
        DType dtype = columns.get(0).dtype();
        for (int i = 0; i < columns.size(); i++) {
            NDArray column = columns.get(i);
            if (column.ndim() != 1 || !column.dtype().equals(dtype)) {
                throw new IllegalArgumentException("column '" + name(table, i) + "' is of dtype " + column.dtype()
                        + " with " + column.ndim() + " axes, column '" + name(table, 0) + "' of " + dtype + " with "
                        + columns.get(0).ndim());
            }
        }
        long rows = table.rowCount();
        long columnBytes = Math.multiplyExact(rows, dtype.itemSize());
        MemorySegment bytes = memory.allocate(Math.multiplyExact(columnBytes, columns.size()), Long.BYTES);
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).copyTo(bytes.asSlice(i * columnBytes, columnBytes));
        }
        return NDArray.wrap(bytes, dtype, columns.size(), rows).transpose();
    }

    private static String name(Table table, int column) {
        return table.schema().getFields().get(column).getName();
    }

    /// The columns as arrays, views where they can be.
    private static List<NDArray> columns(Table table) {
        var columns = new ArrayList<NDArray>();
        for (int i = 0; i < table.columnCount(); i++) {
            columns.add(table.arrays(i).required());
        }
        return columns;
    }

    static NDArray toStruct(Table table, SegmentAllocator memory) {
        List<NDArray> columns = columns(table);
        StructBuilder fields = DType.struct();
        for (int i = 0; i < columns.size(); i++) {
            NDArray column = columns.get(i);
            long[] inner = Arrays.copyOfRange(column.shape(), 1, column.ndim());
            fields.field(name(table, i), inner.length == 0 ? column.dtype() : DType.subArray(column.dtype(), inner));
        }
        DType dtype = fields.build();
        MemorySegment bytes = memory.allocate(Math.multiplyExact(table.rowCount(), dtype.itemSize()), Long.BYTES);
        NDArray array = NDArray.wrap(bytes, dtype, table.rowCount());
        for (int i = 0; i < columns.size(); i++) {
            array.field(name(table, i)).assign(columns.get(i));
        }
        return array;
    }
}
