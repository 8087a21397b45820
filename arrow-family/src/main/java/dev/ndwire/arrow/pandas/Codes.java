package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.memory.Bitmaps;
import dev.ndwire.arrow.numpy.ArrayColumns;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Positions in a list of values, -1 for what is missing: the codes of categoricals and of multi indexes.
final class Codes {
    private static final ValueLayout.OfByte CODE_8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort CODE_16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt CODE_32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong CODE_64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Workspace workspace;
    private final String where;

    /// @param where names the codes in errors
    Codes(Workspace workspace, String where) {
        this.workspace = workspace;
        this.where = where;
    }

    /// A column whose indices are the codes, where they are.
    ///
    /// @param codes one axis of signed integers
    /// @param values what they point into
    Content encoded(NDArray codes, Content values, boolean isOrdered) {
        MemorySegment bytes = plain(codes);
        int width = Math.toIntExact(codes.dtype().itemSize());
        long length = codes.size();
        long nulls = check(bytes, width, length, values.length());
        MemorySegment validity = Content.NO_BYTES;
        if (nulls > 0) {
            validity = workspace.zeros(Bitmaps.byteSize(length));
            for (long i = 0; i < length; i++) {
                if (code(bytes, width, i) >= 0) {
                    Bitmaps.set(validity, i);
                }
            }
        }
        Field value = values.field();
        if (value.getDictionary() != null || !(ArrayColumns.typeOf(codes.dtype()) instanceof ArrowType.Int index)) {
            throw new UnsupportedPandasException(
                    where + " has categories that are encoded themselves, which is not read");
        }
        var encoding = new DictionaryEncoding(workspace.nextDictionary(), isOrdered, index);
        var type = new FieldType(true, value.getType(), encoding, value.getMetadata());
        return new Content(
                new Field("", type, value.getChildren()),
                length,
                List.of(length, nulls),
                List.of(),
                List.of(validity, bytes),
                List.of(values));
    }

    private MemorySegment plain(NDArray codes) {
        NDArray little = ArrayColumns.littleEndian(codes);
        NDArray plain = little.isCContiguous() ? little : little.copy(Order.C);
        return plain.size() == 0 ? Content.NO_BYTES : workspace.inNativeMemory(plain.segment());
    }

    private static long code(MemorySegment codes, int width, long index) {
        return switch (width) {
            case Byte.BYTES -> codes.get(CODE_8, index);
            case Short.BYTES -> codes.get(CODE_16, index * Short.BYTES);
            case Integer.BYTES -> codes.get(CODE_32, index * Integer.BYTES);
            default -> codes.get(CODE_64, index * Long.BYTES);
        };
    }

    /// Checks that all codes are positions or -1, and counts the latter.
    private long check(MemorySegment codes, int width, long length, long valueCount) {
        long missing = 0;
        for (long i = 0; i < length; i++) {
            long code = code(codes, width, i);
            if (code < -1 || code >= valueCount) {
                throw new MalformedPandasException(
                        where + " has code " + code + " at " + i + ", there are " + valueCount + " values");
            }
            missing += code < 0 ? 1 : 0;
        }
        return missing;
    }

    /// The values at the codes, one by one.
    ///
    /// @param codes one axis of signed integers
    /// @param values what they point into
    /// @return a column without a dictionary, unless the values have one
    Content taken(NDArray codes, Content values) {
        MemorySegment bytes = plain(codes);
        int width = Math.toIntExact(codes.dtype().itemSize());
        long length = codes.size();
        check(bytes, width, length, values.length());
        var rows = workspace.allocate(Math.multiplyExact(length, Long.BYTES));
        for (long i = 0; i < length; i++) {
            rows.setAtIndex(CODE_64, i, code(bytes, width, i));
        }
        return new Taken(workspace, where).of(rows, length, values);
    }
}
