package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.ipc.UnsupportedArrowTypeException;
import dev.ndwire.core.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/// Elements of vectors as Java's own values: the table is at [Column#get].
final class Values {
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int NANOS_PER_MICRO = 1000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    /// The most elements that one value may have: views of views make endlessly many of a few bytes.
    private static final int MAX_ELEMENTS = 1 << 23;

    private final DictionaryProvider dictionaries;
    private int left;

    Values(DictionaryProvider dictionaries) {
        this.dictionaries = dictionaries;
    }

    /// One element.
    ///
    /// @param vector the elements
    /// @param row which one
    /// @return its value, or null where there is none
    /// @throws java.time.DateTimeException if it is a time that java.time does not hold
    /// @throws MalformedArrowException if the vectors' buffers say what they do not hold
    @Nullable
    Object get(FieldVector vector, int row) {
        left = MAX_ELEMENTS;
        try {
            return read(vector, row);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new MalformedArrowException(
                    "element " + row + " of '" + vector.getName() + "' is not within its buffers", e);
        }
    }

    private @Nullable Object read(FieldVector vector, int row) {
        if (vector instanceof ExtensionTypeVector<?> extension) {
            return read((FieldVector) extension.getUnderlyingVector(), row);
        }
        // These have no bitmap of their own.
        if (vector instanceof UnionVector union) {
            return read(child(vector, row, sparse(union, row)), row);
        }
        if (vector instanceof DenseUnionVector union) {
            byte id = union.getTypeId(row);
            return read(child(vector, row, id < 0 ? null : union.getVectorByType(id)), union.getOffset(row));
        }
        if (vector instanceof RunEndEncodedVector runs) {
            return run(runs, row);
        }
        if (vector.isNull(row)) {
            return null;
        }
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding != null) {
            FieldVector values = dictionaries.lookup(encoding.getId()).getVector();
            return read(values, Math.toIntExact(((BaseIntVector) vector).getValueAsLong(row)));
        }
        return value(vector, row);
    }

    private static ValueVector sparse(UnionVector union, int row) {
        try {
            return union.getVector(row);
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedArrowTypeException("element " + row + " of union '" + union.getName()
                    + "' is of a type that Arrow Java does not read in a sparse union: use vectors()");
        }
    }

    private static FieldVector child(FieldVector union, int row, @Nullable ValueVector child) {
        if (child instanceof FieldVector vector) {
            return vector;
        }
        throw new MalformedArrowException("element " + row + " of union '" + union.getName() + "' is of no type");
    }

    private @Nullable Object run(RunEndEncodedVector runs, int row) {
        BaseIntVector ends = (BaseIntVector) runs.getRunEndsVector();
        int low = 0;
        int high = ends.getValueCount();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends.getValueAsLong(middle) <= row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return read(runs.getValuesVector(), low);
    }

    private @Nullable Object value(FieldVector vector, int row) {
        return switch (vector) {
            case StructVector struct -> struct(struct, row);
            case MapVector map -> map(map, row);
            case ListVector list ->
                list(list.getDataVector(), list.getElementStartIndex(row), list.getElementEndIndex(row));
            case LargeListVector list ->
                list(list.getDataVector(), list.getElementStartIndex(row), list.getElementEndIndex(row));
            case FixedSizeListVector list ->
                list(list.getDataVector(), list.getElementStartIndex(row), list.getElementEndIndex(row));
            case ListViewVector list ->
                list(list.getDataVector(), list.getElementStartIndex(row), list.getElementEndIndex(row));
            case LargeListViewVector list -> {
                long start = list.getOffsetBuffer().getLong((long) row * Long.BYTES);
                yield list(
                        list.getDataVector(),
                        start,
                        start + list.getSizeBuffer().getLong((long) row * Long.BYTES));
            }
            default -> plain(vector, row);
        };
    }

    private static @Nullable Object plain(FieldVector vector, int row) {
        return switch (vector) {
            case UInt1Vector v -> (int) v.getObjectNoOverflow(row);
            case UInt2Vector v -> (int) v.get(row);
            case UInt4Vector v -> v.getObjectNoOverflow(row);
            case UInt8Vector v -> v.getObjectNoOverflow(row);
            case Float2Vector v -> Float.float16ToFloat(v.get(row));
            case DateDayVector v -> LocalDate.ofEpochDay(v.get(row));
            case DateMilliVector v -> LocalDate.ofEpochDay(Math.floorDiv(v.get(row), MILLIS_PER_DAY));
            case TimeSecVector v -> LocalTime.ofSecondOfDay(v.get(row));
            case TimeMilliVector v -> LocalTime.ofNanoOfDay((long) v.get(row) * NANOS_PER_MILLI);
            case TimeMicroVector v -> LocalTime.ofNanoOfDay(Math.multiplyExact(v.get(row), NANOS_PER_MICRO));
            case TimeNanoVector v -> LocalTime.ofNanoOfDay(v.get(row));
            case TimeStampVector v ->
                TimeValues.timestamp((ArrowType.Timestamp) v.getField().getType(), v.get(row));
            case IntervalYearVector v -> Period.ofMonths(v.get(row)).normalized();
            case BaseVariableWidthVector v -> {
                bytes(v, row, v.getStartOffset(row), v.getEndOffset(row));
                yield own(v.getObject(row));
            }
            case BaseLargeVariableWidthVector v -> {
                long at = (long) row * Long.BYTES;
                bytes(
                        v,
                        row,
                        v.getOffsetBuffer().getLong(at),
                        v.getOffsetBuffer().getLong(at + Long.BYTES));
                yield own(v.getObject(row));
            }
            case BaseVariableWidthViewVector v -> {
                view(v, row);
                yield own(v.getObject(row));
            }
            default -> own(vector.getObject(row));
        };
    }

    /// Checks where bytes are before Arrow makes an array of that size.
    private static void bytes(FieldVector vector, int row, long start, long end) {
        long size = vector.getDataBuffer().capacity();
        if (start < 0 || end < start || end > size) {
            throw new MalformedArrowException("element " + row + " of '" + vector.getName() + "' runs from byte "
                    + start + " to " + end + " of " + size);
        }
    }

    private static void view(BaseVariableWidthViewVector vector, int row) {
        int size = vector.getDataBuffer().getInt((long) row * BaseVariableWidthViewVector.ELEMENT_SIZE);
        boolean fits = size <= BaseVariableWidthViewVector.INLINE_SIZE
                || vector.getDataBuffers().stream().anyMatch(buffer -> buffer.capacity() >= size);
        if (size < 0 || !fits) {
            throw new MalformedArrowException(
                    "element " + row + " of '" + vector.getName() + "' has " + size + " bytes, more than its buffers");
        }
    }

    private static @Nullable Object own(@Nullable Object value) {
        if (value instanceof Text text) {
            return new String(text.getBytes(), 0, Math.toIntExact(text.getLength()), StandardCharsets.UTF_8);
        }
        return value instanceof byte[] bytes ? Bytes.of(bytes) : value;
    }

    private void count(long elements) {
        if (elements > left) {
            throw new MalformedArrowException("value has more than " + MAX_ELEMENTS + " elements: use vectors()");
        }
        left -= (int) elements;
    }

    private List<@Nullable Object> list(FieldVector elements, long start, long end) {
        if (start < 0 || end < start || end > elements.getValueCount()) {
            throw new MalformedArrowException("list runs from element " + start + " to " + end + " of '"
                    + elements.getName() + "', which has " + elements.getValueCount());
        }
        count(end - start);
        var list = new ArrayList<@Nullable Object>();
        for (int i = Math.toIntExact(start); i < end; i++) {
            list.add(read(elements, i));
        }
        return Collections.unmodifiableList(list);
    }

    private Map<String, @Nullable Object> struct(StructVector struct, int row) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (FieldVector child : struct.getChildrenFromFields()) {
            map.put(child.getName(), read(child, row));
        }
        return Collections.unmodifiableMap(map);
    }

    private Map<@Nullable Object, @Nullable Object> map(MapVector vector, int row) {
        List<FieldVector> entry = vector.getDataVector().getChildrenFromFields();
        count((long) vector.getElementEndIndex(row) - vector.getElementStartIndex(row));
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (int i = vector.getElementStartIndex(row); i < vector.getElementEndIndex(row); i++) {
            map.put(read(entry.get(0), i), read(entry.get(1), i));
        }
        return Collections.unmodifiableMap(map);
    }
}
