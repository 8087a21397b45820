package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.memory.Bitmaps;
import dev.ndwire.arrow.numpy.ArrayColumns;
import dev.ndwire.arrow.pandas.PandasFrame.Values;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// numpy's arrays as columns. A block has a column in each of its rows, so that each is contiguous if the block is in C
/// order.
final class NumpyColumns {
    private final Workspace workspace;

    NumpyColumns(Workspace workspace) {
        this.workspace = workspace;
    }

    /// Makes a column of an array, or a column of each row of a block; what pandas calls missing is null.
    ///
    /// @param array one or two axes
    /// @param where names it in errors
    List<Values> of(NDArray array, String where) {
        return of(array, where, null);
    }

    /// The same for times that are in UTC and have a zone.
    List<Values> of(NDArray array, String where, @Nullable ArrowType zoned) {
        if (array.ndim() != 1 && array.ndim() != 2) {
            throw new MalformedPandasException(where + " has " + array.ndim() + " axes, expected 1 or 2");
        }
        ArrowType type = type(array.dtype(), where);
        NDArray plain = plain(array);
        long length = array.shape(array.ndim() - 1);
        long byteSize = length * plain.dtype().itemSize();
        long count = array.ndim() == 1 ? 1 : array.shape(0);
        PandasFrame.checkColumns(count, where);
        String dtype = name(plain.dtype());
        List<Values> columns = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            MemorySegment row = length == 0 ? Content.NO_BYTES : plain.segment().asSlice(i * byteSize, byteSize);
            Content content = column(zoned == null ? type : zoned, row, plain.dtype(), length);
            columns.add(new Values(content, dtype));
        }
        return columns;
    }

    /// Elements and a mask of those that are missing, whatever their values are.
    Content masked(NDArray data, NDArray mask, String where) {
        if (data.ndim() != 1 || mask.ndim() != 1 || mask.dtype().kind() != Kind.BOOL || mask.size() != data.size()) {
            throw new MalformedPandasException(where + " has data of shape " + List.of(data.size()) + " and dtype "
                    + data.dtype() + ", and a mask of " + mask.size() + " elements of " + mask.dtype());
        }
        ArrowType type = type(data.dtype(), where);
        long length = data.size();
        MemorySegment validity = workspace.allocate(Bitmaps.byteSize(length));
        Bitmaps.pack(workspace.inNativeMemory(plain(mask).segment()), validity, true);
        long nulls = Bitmaps.zeros(validity, length);
        return Content.of(
                Field.nullable("", type),
                length,
                nulls,
                nulls == 0 ? Content.NO_BYTES : validity,
                elements(workspace.inNativeMemory(plain(data).segment()), type, length));
    }

    private static ArrowType type(DType dtype, String where) {
        ArrowType type = switch (dtype.kind()) {
            case BOOL, INT, UINT, FLOAT, DATETIME, TIMEDELTA -> ArrayColumns.typeOf(dtype);
            default -> null;
        };
        if (type == null || type instanceof ArrowType.Date) {
            throw new UnsupportedPandasException(where + " is of dtype " + dtype + ", which is not read");
        }
        return type;
    }

    /// What pandas prints.
    static String name(DType dtype) {
        return dtype.name();
    }

    /// The elements in C order and little-endian.
    private NDArray plain(NDArray array) {
        NDArray little = ArrayColumns.littleEndian(array);
        return little.isCContiguous() ? little : little.copy((size, alignment) -> workspace.allocate(size), Order.C);
    }

    private Content column(ArrowType type, MemorySegment row, DType dtype, long length) {
        MemorySegment bytes = workspace.inNativeMemory(row);
        long nulls = Missing.count(bytes, dtype);
        MemorySegment validity = Content.NO_BYTES;
        if (nulls > 0) {
            validity = workspace.zeros(Bitmaps.byteSize(length));
            Missing.mark(bytes, dtype, validity);
        }
        return Content.of(Field.nullable("", type), length, nulls, validity, elements(bytes, type, length));
    }

    private MemorySegment elements(MemorySegment bytes, ArrowType type, long length) {
        if (!(type instanceof ArrowType.Bool)) {
            return bytes;
        }
        MemorySegment bits = workspace.allocate(Bitmaps.byteSize(length));
        Bitmaps.pack(bytes, bits, false);
        return bits;
    }
}
