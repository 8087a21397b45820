package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchParts.Item;
import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.ipc.StorageTypes;
import dev.ndwire.arrow.memory.BufferMemory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Flattens an array of the C Data interface into nodes and buffers in the order of Arrow's format.
///
/// What is wanted of a child follows from its parent, which may be cut: of structs and sparse unions as many elements
/// from the same one on, of lists of a fixed size that many times more, of all others the whole child.
final class ArrayReader {
    private static final int MAX_VARIADIC = 1 << 20;
    private static final int BUFFERS_BESIDE_VARIADIC = 3;

    private final ImportedPart part;
    private final Map<Integer, Encoded> dictionaries;

    /// Values that an encoded field points into.
    ///
    /// @param field what they are
    /// @param array the values
    private record Encoded(Field field, CArray array) {}

    private ArrayReader(ImportedPart part, Map<Integer, Encoded> dictionaries) {
        this.part = part;
        this.dictionaries = dictionaries;
    }

    /// Flattens the columns of a batch, and all dictionaries that they point into.
    ///
    /// @param columns what the array's children are, or the array itself
    /// @param isTable whether they are children
    /// @param made takes all buffers, which the caller releases
    /// @return dictionaries, then the batch
    /// @throws MalformedArrowException if the array does not go with the columns
    static List<Item> read(
            List<Field> columns, boolean isTable, ImportedArray owner, BufferMemory memory, List<ArrowBuf> made) {
        var dictionaries = new LinkedHashMap<Integer, Encoded>();
        var part = new ImportedPart(memory, owner, made);
        var batch = new ArrayReader(part, dictionaries);
        CArray array = owner.array();
        if (isTable) {
            batch.columns(columns, array);
        } else {
            batch.node(columns.get(0), array, 0, array.length());
        }
        List<Item> items = values(dictionaries, part);
        items.add(part.item(null, array.length()));
        return items;
    }

    /// Flattens dictionaries, also those that are found in values.
    private static List<Item> values(Map<Integer, Encoded> dictionaries, ImportedPart batch) {
        var items = new ArrayList<Item>();
        Set<Integer> done = new HashSet<>();
        while (done.size() < dictionaries.size()) {
            for (Map.Entry<Integer, Encoded> entry : List.copyOf(dictionaries.entrySet())) {
                if (done.add(entry.getKey())) {
                    CArray values = entry.getValue().array();
                    ImportedPart part = batch.another();
                    new ArrayReader(part, dictionaries).node(entry.getValue().field(), values, 0, values.length());
                    items.add(part.item(entry.getKey(), values.length()));
                }
            }
        }
        return items;
    }

    private void columns(List<Field> columns, CArray array) {
        ArrayRules.check(null, array, 0, array.length());
        ArrayRules.counts(null, array, 1, columns.size());
        long nullCount = new OwnBuffers(part, "rows", array, ArrowType.Struct.INSTANCE, 0, array.length()).nullCount();
        if (nullCount != 0) {
            throw new MalformedArrowException(
                    "batch has " + nullCount + " rows that are null, columns alone can have nulls");
        }
        for (int i = 0; i < columns.size(); i++) {
            CArray child = ArrayRules.child(columns.get(i).getName(), array, i);
            node(columns.get(i), child, array.offset(), array.length());
        }
    }

    /// Adds some elements of an array.
    private void node(Field field, CArray array, long from, long length) {
        String name = field.getName();
        ArrayRules.check(name, array, from, length);
        boolean isEncoded = field.getDictionary() != null;
        ArrowType type = isEncoded ? field.getDictionary().getIndexType() : field.getType();
        if (isEncoded) {
            dictionary(field, array);
        }
        List<Field> children = isEncoded ? List.of() : field.getChildren();
        long variadic = StorageTypes.isView(type) ? variadic(name, array) : 0;
        int beside = StorageTypes.isView(type) ? BUFFERS_BESIDE_VARIADIC : TypeLayout.getTypeBufferCount(type);
        ArrayRules.counts(name, array, variadic + beside, children.size());
        part.node(length, new OwnBuffers(part, name, array, type, from, length).add(variadic));
        children(field, array, from, length, children);
    }

    private static long variadic(String name, CArray array) {
        long variadic = array.bufferCount() - BUFFERS_BESIDE_VARIADIC;
        if (variadic < 0 || variadic > MAX_VARIADIC) {
            throw new MalformedArrowException("field '" + name + "' of views has " + array.bufferCount()
                    + " buffers, allowed are " + BUFFERS_BESIDE_VARIADIC + " to "
                    + (BUFFERS_BESIDE_VARIADIC + MAX_VARIADIC));
        }
        return variadic;
    }

    private void dictionary(Field field, CArray array) {
        if (array.dictionary() == 0) {
            throw new MalformedArrowException("field '" + field.getName() + "' has no dictionary");
        }
        var values = new Field(
                field.getName(), new FieldType(field.isNullable(), field.getType(), null, null), field.getChildren());
        dictionaries.put((int) field.getDictionary().getId(), new Encoded(values, CArray.of(array.dictionary())));
    }

    private void children(Field field, CArray array, long from, long length, List<Field> children) {
        ArrowType type = field.getType();
        if (!children.isEmpty() && type instanceof ArrowType.RunEndEncoded) {
            runs(field, array, from, length);
            return;
        }
        boolean isCut = type instanceof ArrowType.Struct
                || (type instanceof ArrowType.Union union && union.getMode() == UnionMode.Sparse);
        long start = array.offset() + from;
        for (int i = 0; i < children.size(); i++) {
            Field childField = children.get(i);
            CArray child = ArrayRules.child(childField.getName(), array, i);
            if (isCut) {
                node(childField, child, start, length);
            } else if (type instanceof ArrowType.FixedSizeList list) {
                int size = list.getListSize();
                node(childField, child, times(field, start, size), times(field, length, size));
            } else {
                node(childField, child, 0, child.length());
            }
        }
    }

    private static long times(Field field, long count, long size) {
        try {
            return Math.multiplyExact(count, size);
        } catch (ArithmeticException e) {
            throw new MalformedArrowException(
                    "field '" + field.getName() + "' claims " + count + " lists of " + size, e);
        }
    }

    /// Ends of runs count from the array's first element, wherever it is cut: they are written anew then.
    private void runs(Field field, CArray array, long from, long length) {
        Field ends = field.getChildren().get(0);
        Field values = field.getChildren().get(1);
        CArray endsArray = ArrayRules.child(ends.getName(), array, 0);
        CArray valuesArray = ArrayRules.child(values.getName(), array, 1);
        long start = array.offset() + from;
        if (start == 0 && length == array.length()) {
            node(ends, endsArray, 0, endsArray.length());
            node(values, valuesArray, 0, valuesArray.length());
            return;
        }
        ArrayRules.check(ends.getName(), endsArray, 0, endsArray.length());
        ArrayRules.counts(ends.getName(), endsArray, 2, 0);
        RunEnds.Cut cut = RunEnds.of(field.getName(), ends, endsArray).cut(start, length);
        part.node(cut.count(), 0);
        part.addEmpty();
        part.add(cut.write(part));
        node(values, valuesArray, cut.first(), cut.count());
    }
}
