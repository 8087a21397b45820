package dev.ndwire.arrow.ipc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Looks at every element: finds what `validate(full=True)` of pyarrow finds, of bitmaps, offsets, texts, indices,
/// runs, unions and numbers. Nulls in a field that has none by its schema, keys that are twice in a map, and maps whose
/// keys are not sorted are no fault there, nor here.
///
/// Reading a vector never needs this to stay within its memory; it is for data that is passed on to those who trust it.
public final class FullCheck {
    private final @Nullable DictionaryProvider dictionaries;
    private final NullCounts nulls;
    private final Set<Long> checkedDictionaries = new HashSet<>();

    private FullCheck(@Nullable DictionaryProvider dictionaries, NullCounts nulls) {
        this.dictionaries = dictionaries;
        this.nulls = nulls;
    }

    /// Checks all vectors of a batch, and those of its dictionaries.
    ///
    /// @param batch the batch
    /// @throws MalformedArrowException at the first element that is wrong; the message says where it is
    public static void check(Batch batch) {
        var check = new FullCheck(batch.dictionaries(), batch.nulls());
        check.vectors(batch.root().getFieldVectors(), batch.root().getSchema().getFields());
    }

    private void vectors(List<FieldVector> vectors, List<Field> fields) {
        for (int i = 0; i < vectors.size(); i++) {
            vector(vectors.get(i), fields.get(i));
        }
    }

    /// @param field the vector's field as the schema has it: vectors of unions have lost their ids, those in lists
    /// their names
    private void vector(FieldVector vector, Field field) {
        String name = field.getName();
        nulls(vector, name);
        if (vector instanceof ExtensionTypeVector<?> extension) {
            vector((FieldVector) extension.getUnderlyingVector(), field);
            return;
        }
        indices(vector, name);
        switch (vector.getMinorType()) {
            case VARCHAR, VARBINARY -> bytes(vector, name, Integer.BYTES);
            case LARGEVARCHAR, LARGEVARBINARY -> bytes(vector, name, Long.BYTES);
            case VIEWVARCHAR, VIEWVARBINARY ->
                TextCheck.views((BaseVariableWidthViewVector) vector, name, isText(vector));
            case LIST, MAP -> ascending(vector, name, Integer.BYTES);
            case LARGELIST -> ascending(vector, name, Long.BYTES);
            case LISTVIEW -> listViews((ListViewVector) vector, name);
            case LARGELISTVIEW -> largeListViews((LargeListViewVector) vector, name);
            case FIXED_SIZE_LIST -> fixedLists((FixedSizeListVector) vector, name);
            case UNION -> sparseUnion((UnionVector) vector, name, typeIds(field));
            case DENSEUNION -> denseUnion((DenseUnionVector) vector, name, typeIds(field));
            case RUNENDENCODED -> runs((RunEndEncodedVector) vector, name);
            case DECIMAL -> NumberCheck.decimals(vector, name, DecimalVector.TYPE_WIDTH);
            case DECIMAL256 -> NumberCheck.decimals(vector, name, Decimal256Vector.TYPE_WIDTH);
            case DATEMILLI -> NumberCheck.dates(vector, name);
            case TIMESEC, TIMEMILLI, TIMEMICRO, TIMENANO -> NumberCheck.times(vector, name);
            default -> {}
        }
        vectors(vector.getChildrenFromFields(), field.getChildren());
    }

    /// Checks all of a vector but indices into dictionaries.
    ///
    /// @param field the vector's field as the schema has it
    /// @param nulls what was claimed of it
    static void layout(FieldVector vector, Field field, NullCounts nulls) {
        new FullCheck(null, nulls).vector(vector, field);
    }

    static MalformedArrowException wrong(String name, long row, String what) {
        return new MalformedArrowException("element " + row + " of field '" + name + "' " + what);
    }

    private static boolean isText(FieldVector vector) {
        ArrowType type = vector.getField().getType();
        return type instanceof ArrowType.Utf8
                || type instanceof ArrowType.LargeUtf8
                || type instanceof ArrowType.Utf8View;
    }

    private void nulls(FieldVector vector, String name) {
        int claimed = nulls.claimed(vector);
        if (claimed != NullCounts.UNCLAIMED && claimed != vector.getNullCount()) {
            throw new MalformedArrowException(
                    "field '" + name + "' claims " + claimed + " nulls, its bitmap has " + vector.getNullCount());
        }
    }

    private void indices(FieldVector vector, String name) {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding == null || dictionaries == null) {
            return;
        }
        Dictionary dictionary = dictionaries.lookup(encoding.getId());
        int count = dictionary.getVector().getValueCount();
        BaseIntVector indices = (BaseIntVector) vector;
        for (int row = 0; row < vector.getValueCount(); row++) {
            if (!vector.isNull(row)) {
                long index = indices.getValueAsLong(row);
                if (index < 0 || index >= count) {
                    throw wrong(name, row, "is index " + index + " into a dictionary of " + count + " values");
                }
            }
        }
        if (checkedDictionaries.add(encoding.getId())) {
            vector(dictionary.getVector(), dictionary.getVector().getField());
        }
    }

    private static void bytes(FieldVector vector, String name, int offsetBytes) {
        ascending(vector, name, offsetBytes);
        if (isText(vector)) {
            TextCheck.texts(vector, name, offsetBytes);
        }
    }

    private static void ascending(FieldVector vector, String name, int offsetBytes) {
        ArrowBuf offsets = vector.getOffsetBuffer();
        int count = vector.getValueCount();
        if (count == 0) {
            return;
        }
        long before = TextCheck.offset(offsets, 0, offsetBytes);
        for (int row = 0; row < count; row++) {
            long end = TextCheck.offset(offsets, row + 1L, offsetBytes);
            if (end < before) {
                throw wrong(name, row, "runs from offset " + before + " to " + end);
            }
            before = end;
        }
    }

    private static void listViews(ListViewVector vector, String name) {
        int count = vector.getDataVector().getValueCount();
        for (int row = 0; row < vector.getValueCount(); row++) {
            long offset = vector.getOffsetBuffer().getInt((long) row * Integer.BYTES);
            long size = vector.getSizeBuffer().getInt((long) row * Integer.BYTES);
            listView(name, row, offset, size, count);
        }
    }

    private static void largeListViews(LargeListViewVector vector, String name) {
        int count = vector.getDataVector().getValueCount();
        for (int row = 0; row < vector.getValueCount(); row++) {
            long offset = vector.getOffsetBuffer().getLong((long) row * Long.BYTES);
            long size = vector.getSizeBuffer().getLong((long) row * Long.BYTES);
            listView(name, row, offset, size, count);
        }
    }

    private static void listView(String name, int row, long offset, long size, int count) {
        if (offset < 0 || size < 0 || offset > count - size) {
            throw wrong(name, row, "is " + size + " elements from " + offset + " on, its child has " + count);
        }
    }

    private static void fixedLists(FixedSizeListVector vector, String name) {
        long needed = (long) vector.getValueCount() * vector.getListSize();
        int count = vector.getDataVector().getValueCount();
        if (count < needed) {
            throw wrong(name, vector.getValueCount() - 1L, "ends at " + needed + ", its child has " + count);
        }
    }

    private static void sparseUnion(UnionVector vector, String name, Set<Integer> known) {
        for (int row = 0; row < vector.getValueCount(); row++) {
            typeId(name, row, vector.getTypeBuffer().getByte(row), known);
        }
    }

    private static void denseUnion(DenseUnionVector vector, String name, Set<Integer> known) {
        var before = new HashMap<Byte, Integer>();
        for (int row = 0; row < vector.getValueCount(); row++) {
            byte id = vector.getTypeId(row);
            typeId(name, row, id, known);
            int offset = vector.getOffset(row);
            int count = vector.getVectorByType(id).getValueCount();
            if (offset < 0 || offset >= count) {
                throw wrong(name, row, "is element " + offset + " of a child with " + count);
            }
            Integer last = before.put(id, offset);
            if (last != null && last > offset) {
                throw wrong(name, row, "is element " + offset + " of a child after element " + last);
            }
        }
    }

    private static Set<Integer> typeIds(Field field) {
        var known = new HashSet<Integer>();
        int[] ids = ((ArrowType.Union) StorageTypes.of(field.getType())).getTypeIds();
        for (int i = 0; i < field.getChildren().size(); i++) {
            known.add(ids == null ? i : ids[i]);
        }
        return known;
    }

    private static void typeId(String name, int row, int id, Set<Integer> known) {
        if (!known.contains(id)) {
            throw wrong(name, row, "has type " + id + ", known are " + known);
        }
    }

    private static void runs(RunEndEncodedVector vector, String name) {
        BaseIntVector ends = (BaseIntVector) vector.getRunEndsVector();
        long before = 0;
        List<FieldVector> children = vector.getChildrenFromFields();
        for (int run = 0; run < ends.getValueCount(); run++) {
            long end = ends.getValueAsLong(run);
            if (children.get(0).isNull(run) || end <= before) {
                throw wrong(name, run, "is a run that ends at " + end + " after one that ends at " + before);
            }
            before = end;
        }
        if (before < vector.getValueCount()) {
            throw wrong(name, vector.getValueCount() - 1L, "is behind the last run, which ends at " + before);
        }
        int values = children.get(1).getValueCount();
        if (values < ends.getValueCount()) {
            throw wrong(name, 0, "has " + ends.getValueCount() + " runs of " + values + " values");
        }
    }
}
