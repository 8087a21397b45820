package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.memory.Bitmaps;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Elements of a column at given rows, copied.
final class Taken {
    private static final ValueLayout.OfLong ROW = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Workspace workspace;
    private final String where;

    Taken(Workspace workspace, String where) {
        this.workspace = workspace;
        this.where = where;
    }

    /// Takes elements.
    ///
    /// @param rows where each element is, -1 for none; checked by the caller
    /// @param length how many
    /// @param values what they are taken from: one field, perhaps encoded
    Content of(MemorySegment rows, long length, Content values) {
        ArrowType type = values.field().getDictionary() == null
                ? values.field().getType()
                : values.field().getDictionary().getIndexType();
        if (type instanceof ArrowType.Null) {
            return Content.of(values.field(), length, length);
        }
        MemorySegment validity = validity(rows, length, values);
        long nulls = Bitmaps.zeros(validity, length);
        MemorySegment bitmap = nulls == 0 ? Content.NO_BYTES : validity;
        List<MemorySegment> buffers = switch (type.getTypeID()) {
            case Utf8, Binary -> texts(rows, validity, length, values, bitmap, Integer.BYTES);
            case LargeUtf8, LargeBinary -> texts(rows, validity, length, values, bitmap, Long.BYTES);
            case Bool -> List.of(bitmap, bits(rows, validity, length, values));
            case Int, FloatingPoint, Date, Time, Timestamp, Duration, Decimal, FixedSizeBinary ->
                List.of(bitmap, fixed(rows, validity, length, values, itemSize(type)));
            default -> throw new UnsupportedPandasException(where + " has values of " + type + ", which is not read");
        };
        return new Content(values.field(), length, List.of(length, nulls), List.of(), buffers, values.dictionaries());
    }

    private static int itemSize(ArrowType type) {
        return TypeLayout.getTypeLayout(type).getBufferLayouts().get(1).getTypeBitWidth() / Byte.SIZE;
    }

    private MemorySegment validity(MemorySegment rows, long length, Content values) {
        MemorySegment source = values.buffers().get(0);
        MemorySegment validity = workspace.zeros(Bitmaps.byteSize(length));
        for (long i = 0; i < length; i++) {
            long row = rows.getAtIndex(ROW, i);
            if (row >= 0 && (source.byteSize() == 0 || Bitmaps.isSet(source, row))) {
                Bitmaps.set(validity, i);
            }
        }
        return validity;
    }

    private MemorySegment bits(MemorySegment rows, MemorySegment validity, long length, Content values) {
        MemorySegment source = values.buffers().get(1);
        MemorySegment bits = workspace.zeros(Bitmaps.byteSize(length));
        for (long i = 0; i < length; i++) {
            if (Bitmaps.isSet(validity, i) && Bitmaps.isSet(source, rows.getAtIndex(ROW, i))) {
                Bitmaps.set(bits, i);
            }
        }
        return bits;
    }

    private MemorySegment fixed(MemorySegment rows, MemorySegment validity, long length, Content values, int itemSize) {
        MemorySegment source = values.buffers().get(1);
        MemorySegment target = workspace.zeros(Math.multiplyExact(length, itemSize));
        for (long i = 0; i < length; i++) {
            if (Bitmaps.isSet(validity, i)) {
                MemorySegment.copy(source, rows.getAtIndex(ROW, i) * itemSize, target, i * itemSize, itemSize);
            }
        }
        return target;
    }

    private List<MemorySegment> texts(
            MemorySegment rows,
            MemorySegment validity,
            long length,
            Content values,
            MemorySegment bitmap,
            int offsetSize) {
        MemorySegment sourceOffsets = values.buffers().get(1);
        MemorySegment source = values.buffers().get(2);
        MemorySegment offsets = workspace.allocate((length + 1) * offsetSize);
        long end = 0;
        for (long i = 0; i < length; i++) {
            put(offsets, offsetSize, i, end);
            if (Bitmaps.isSet(validity, i)) {
                long row = rows.getAtIndex(ROW, i);
                long start = offset(sourceOffsets, offsetSize, row);
                long stop = offset(sourceOffsets, offsetSize, row + 1);
                if (start < 0 || stop < start || stop > source.byteSize()) {
                    throw new MalformedPandasException(where + " has value " + row + " from byte " + start + " to "
                            + stop + " of " + source.byteSize());
                }
                end = Math.addExact(end, stop - start);
            }
        }
        if (offsetSize == Integer.BYTES && end > Integer.MAX_VALUE) {
            throw new UnsupportedPandasException(
                    where + " has " + end + " bytes of values, allowed are " + Integer.MAX_VALUE);
        }
        put(offsets, offsetSize, length, end);
        MemorySegment target = workspace.allocate(end);
        for (long i = 0; i < length; i++) {
            long at = offset(offsets, offsetSize, i);
            long size = offset(offsets, offsetSize, i + 1) - at;
            if (size > 0) {
                long start = offset(sourceOffsets, offsetSize, rows.getAtIndex(ROW, i));
                MemorySegment.copy(source, start, target, at, size);
            }
        }
        return List.of(bitmap, offsets, target);
    }

    private static long offset(MemorySegment offsets, int size, long index) {
        return size == Integer.BYTES
                ? offsets.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index)
                : offsets.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index);
    }

    private static void put(MemorySegment offsets, int size, long index, long value) {
        if (size == Integer.BYTES) {
            offsets.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index, (int) value);
        } else {
            offsets.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index, value);
        }
    }

    /// Integers as float64, which is what pandas makes of those among which some are missing.
    Content asDoubles(Content integers) {
        var type = (ArrowType.Int) integers.field().getType();
        int itemSize = type.getBitWidth() / Byte.SIZE;
        MemorySegment source = integers.buffers().get(1);
        MemorySegment target = workspace.allocate(Math.multiplyExact(integers.length(), Double.BYTES));
        for (long i = 0; i < integers.length(); i++) {
            target.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, number(source, type, itemSize, i));
        }
        Field field = new Field(
                "", FieldType.nullable(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)), List.of());
        return new Content(
                field,
                integers.length(),
                integers.nodes(),
                List.of(),
                List.of(integers.buffers().get(0), target),
                List.of());
    }

    private static double number(MemorySegment source, ArrowType.Int type, int itemSize, long index) {
        long bits = 0;
        for (int i = itemSize - 1; i >= 0; i--) {
            bits = (bits << Byte.SIZE) | Byte.toUnsignedLong(source.get(ValueLayout.JAVA_BYTE, index * itemSize + i));
        }
        if (type.getIsSigned()) {
            int unused = Long.SIZE - type.getBitWidth();
            return (double) ((bits << unused) >> unused);
        }
        return bits >= 0 ? (double) bits : new BigInteger(Long.toUnsignedString(bits)).doubleValue();
    }
}
