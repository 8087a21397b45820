package dev.ndwire.cli;

import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.NpyHeader;
import dev.ndwire.ndarray.npy.NpzMember;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an array, or another held value, is: as people and programs are told.
///
/// @param dtype an array's dtype as numpy prints it; of another value its type; null where a peer does not say
/// @param shape an array's lengths, a table's rows and columns; null for other values
/// @param byteSize an array's or a table's bytes; null for other values
record ArrayDescription(
        @Nullable String dtype,
        @Nullable List<Long> shape,
        @Nullable Long byteSize) {
    /// The operation of ours that tells all values' descriptions at once. Dask's workers have nothing like it.
    static final String OP = "ndwire_describe";

    static final String UNKNOWN = "-";

    static ArrayDescription of(@Nullable Object value) {
        if (value instanceof NDArray array) {
            return of(array.dtype(), array.shape());
        }
        if (value instanceof Table table) {
            return of("pyarrow.Table", table);
        }
        if (value instanceof RecordBatch batch) {
            return of("pyarrow.RecordBatch", batch.table());
        }
        return new ArrayDescription(typeName(value), null, null);
    }

    private static ArrayDescription of(String type, Table table) {
        return new ArrayDescription(type, List.of(table.rowCount(), (long) table.columnCount()), table.byteSize());
    }

    static ArrayDescription of(DType dtype, long[] shape) {
        long size = Arrays.stream(shape).reduce(1, (product, length) -> product * length);
        return new ArrayDescription(dtype.toString(), lengths(shape), size * dtype.itemSize());
    }

    /// The name that Python gives to such a value.
    private static String typeName(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof Bytes) {
            return "bytes";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return "int";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value instanceof Map) {
            return "dict";
        }
        if (value instanceof PyTuple) {
            return "tuple";
        }
        return value instanceof List ? "list" : value.getClass().getSimpleName();
    }

    static ArrayDescription of(NpyHeader header) {
        return new ArrayDescription(
                header.dtypeText(), lengths(header.shape()), header.hasObjects() ? null : header.dataByteSize());
    }

    /// What a member of an archive is.
    ///
    /// @param header an array's; null if the member is none, and so is bytes
    static ArrayDescription of(NpzMember member, @Nullable NpyHeader header) {
        return header == null ? new ArrayDescription("bytes", null, member.byteSize()) : of(header);
    }

    static List<Long> lengths(long[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    /// What a peer says; what it does not say, or says in another way, is unknown.
    static ArrayDescription ofReply(@Nullable Object reply) {
        if (!(reply instanceof Map<?, ?> map)) {
            return new ArrayDescription(null, null, null);
        }
        return new ArrayDescription(
                map.get("dtype") instanceof String dtype ? dtype : null,
                map.get("shape") instanceof List<?> shape ? lengths(shape) : null,
                map.get("nbytes") instanceof Long byteSize && byteSize >= 0 ? byteSize : null);
    }

    private static @Nullable List<Long> lengths(List<?> shape) {
        boolean isShape = shape.stream().allMatch(Long.class::isInstance);
        return isShape ? shape.stream().map(Long.class::cast).toList() : null;
    }

    PyDict toReply() {
        return PyDict.of("dtype", dtype, "shape", shape, "nbytes", byteSize);
    }

    /// Adds the members that every JSON answer about an array has.
    ///
    /// @param members an answer, begun
    /// @return the answer, with `dtype`, `shape` and `nbytes`
    Map<String, @Nullable Object> addTo(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(members);
        all.put("dtype", dtype);
        all.put("shape", shape);
        all.put("nbytes", byteSize);
        return all;
    }

    String dtypeText() {
        return dtype == null ? UNKNOWN : Text.printable(dtype);
    }

    String shapeText() {
        return shape == null ? UNKNOWN : Text.shape(shape);
    }

    String sizeText() {
        return byteSize == null ? UNKNOWN : Text.size(byteSize);
    }

    /// One line about an array: `float64 (3, 2), 48 bytes`.
    @Override
    public String toString() {
        return dtypeText() + " " + shapeText() + ", " + sizeText();
    }
}
