package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchFrames.Part;
import dev.ndwire.arrow.ipc.BatchParts.Item;
import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.memory.Bitmaps;
import dev.ndwire.arrow.memory.BufferMemory;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// Flattens an array of the C Data interface into nodes and buffers in the order of Arrow's format.
///
/// The interface tells no sizes of buffers: they follow from lengths, and from the last offset. Arrays that start at an
/// offset are cut: addresses move, and only bits that do not start at a whole byte, and ends of runs, are copied.
final class ArrayReader {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final int VIEW_BYTES = 16;
    private static final int MAX_VARIADIC = 1 << 20;

    private final BufferMemory memory;
    private final ImportedArray owner;
    private final List<ArrowBuf> made;
    private final Map<Integer, Encoded> dictionaries;
    private final List<Long> nodes = new ArrayList<>();
    private final List<Long> variadicCounts = new ArrayList<>();
    private final List<ArrowBuf> buffers = new ArrayList<>();

    /// Values that an encoded field points into.
    ///
    /// @param field what they are
    /// @param array the values
    record Encoded(Field field, CArray array) {}

    private ArrayReader(
            BufferMemory memory, ImportedArray owner, List<ArrowBuf> made, Map<Integer, Encoded> dictionaries) {
        this.memory = memory;
        this.owner = owner;
        this.made = made;
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
        var batch = new ArrayReader(memory, owner, made, dictionaries);
        CArray array = owner.array();
        if (isTable) {
            batch.columns(columns, array);
        } else {
            batch.node(columns.get(0), array, 0, array.length());
        }
        var items = new ArrayList<Item>();
        var done = new ArrayList<Integer>();
        while (done.size() < dictionaries.size()) {
            for (Map.Entry<Integer, Encoded> entry : List.copyOf(dictionaries.entrySet())) {
                if (!done.contains(entry.getKey())) {
                    done.add(entry.getKey());
                    CArray values = entry.getValue().array();
                    var reader = new ArrayReader(memory, owner, made, dictionaries);
                    reader.node(entry.getValue().field(), values, 0, values.length());
                    items.add(reader.item(entry.getKey(), values.length()));
                }
            }
        }
        items.add(batch.item(null, array.length()));
        return items;
    }

    private Item item(@Nullable Integer dictionary, long rows) {
        List<Long> sizes = buffers.stream().map(ArrowBuf::readableBytes).toList();
        return new Item(new Part(dictionary, rows, nodes, variadicCounts, sizes), buffers);
    }

    private void columns(List<Field> columns, CArray array) {
        check("", array, 0, array.length());
        counts("", array, 1, columns.size());
        if (nulls(array, 0, array.length(), array.bufferCount() == 0 ? 0 : address(array, 0)) != 0) {
            throw new MalformedArrowException("batch has rows that are null, columns alone can have nulls");
        }
        for (int i = 0; i < columns.size(); i++) {
            node(columns.get(i), child(columns.get(i).getName(), array, i), array.offset(), array.length());
        }
    }

    private static void check(String name, CArray array, long start, long length) {
        if (array.release() == 0) {
            throw new MalformedArrowException("array of field '" + name + "' is released");
        }
        long end = array.offset() + array.length();
        if (array.length() < 0 || array.offset() < 0 || end < 0 || end > Long.MAX_VALUE / (Byte.SIZE * VIEW_BYTES)) {
            throw new MalformedArrowException(
                    "field '" + name + "' claims " + array.length() + " elements from " + array.offset() + " on");
        }
        if (array.nullCount() < -1 || array.nullCount() > array.length()) {
            throw new MalformedArrowException(
                    "field '" + name + "' claims " + array.nullCount() + " nulls in " + array.length() + " rows");
        }
        if (start < 0 || length < 0 || start > array.length() - length) {
            throw new MalformedArrowException("field '" + name + "' has " + array.length() + " elements, " + length
                    + " from " + start + " on are pointed at");
        }
    }

    private static void counts(String name, CArray array, long bufferCount, long childCount) {
        if (array.bufferCount() != bufferCount || (bufferCount > 0 && array.buffers() == 0)) {
            throw new MalformedArrowException(
                    "field '" + name + "' has " + array.bufferCount() + " buffers, its type takes " + bufferCount);
        }
        if (array.childCount() != childCount || (childCount > 0 && array.children() == 0)) {
            throw new MalformedArrowException(
                    "field '" + name + "' has " + array.childCount() + " children, its type takes " + childCount);
        }
    }

    private static long address(CArray array, long index) {
        return Native.memory(array.buffers(), array.bufferCount() * Long.BYTES).getAtIndex(LONG, index);
    }

    private static CArray child(String name, CArray array, int index) {
        long child =
                Native.memory(array.children(), array.childCount() * Long.BYTES).getAtIndex(LONG, index);
        if (child == 0) {
            throw new MalformedArrowException("array of field '" + name + "' is null");
        }
        return CArray.of(child);
    }

    private static ArrowType storage(ArrowType type) {
        return type instanceof ArrowType.ExtensionType extension ? storage(extension.storageType()) : type;
    }

    /// Adds some elements of an array.
    private void node(Field field, CArray array, long start, long length) {
        String name = field.getName();
        check(name, array, start, length);
        boolean isEncoded = field.getDictionary() != null;
        ArrowType type = isEncoded ? field.getDictionary().getIndexType() : storage(field.getType());
        if (isEncoded) {
            dictionary(field, array);
        }
        boolean isView = type instanceof ArrowType.Utf8View || type instanceof ArrowType.BinaryView;
        long variadic = isView ? array.bufferCount() - 3 : 0;
        if (variadic < 0 || variadic > MAX_VARIADIC) {
            throw new MalformedArrowException("field '" + name + "' of views has " + array.bufferCount() + " buffers");
        }
        List<Field> children = isEncoded ? List.of() : field.getChildren();
        counts(name, array, isView ? variadic + 3 : TypeLayout.getTypeBufferCount(type), children.size());
        var own = new Own(name, array, array.offset() + start, length);
        long nullCount = own.validity(type, start);
        nodes.add(length);
        nodes.add(nullCount);
        own.data(type, variadic);
        children(type, children, array, own);
    }

    private void dictionary(Field field, CArray array) {
        if (array.dictionary() == 0) {
            throw new MalformedArrowException("field '" + field.getName() + "' has no dictionary");
        }
        var values = new Field(
                field.getName(), new FieldType(field.isNullable(), field.getType(), null, null), field.getChildren());
        dictionaries.put((int) field.getDictionary().getId(), new Encoded(values, CArray.of(array.dictionary())));
    }

    private void children(ArrowType type, List<Field> children, CArray array, Own own) {
        if (type instanceof ArrowType.RunEndEncoded) {
            runs(children, array, own);
            return;
        }
        boolean isCut = type instanceof ArrowType.Struct
                || (type instanceof ArrowType.Union union && union.getMode() == UnionMode.Sparse);
        for (int i = 0; i < children.size(); i++) {
            CArray child = child(children.get(i).getName(), array, i);
            if (isCut) {
                node(children.get(i), child, own.start, own.length);
            } else if (type instanceof ArrowType.FixedSizeList list) {
                long size = list.getListSize();
                node(children.get(i), child, times(own, own.start, size), times(own, own.length, size));
            } else {
                node(children.get(i), child, 0, child.length());
            }
        }
    }

    private static long times(Own own, long count, long size) {
        try {
            return Math.multiplyExact(count, size);
        } catch (ArithmeticException e) {
            throw new MalformedArrowException("field '" + own.name + "' claims " + count + " lists of " + size, e);
        }
    }

    /// Ends of runs count from the array's first element, wherever it is cut.
    private void runs(List<Field> fields, CArray array, Own own) {
        Field ends = fields.get(0);
        CArray endsArray = child(ends.getName(), array, 0);
        CArray values = child(fields.get(1).getName(), array, 1);
        check(ends.getName(), endsArray, 0, endsArray.length());
        if (own.start == 0 && own.length == array.length()) {
            node(ends, endsArray, 0, endsArray.length());
            node(fields.get(1), values, 0, values.length());
            return;
        }
        counts(ends.getName(), endsArray, 2, 0);
        int width = ((ArrowType.Int) ends.getType()).getBitWidth() / Byte.SIZE;
        var cut = RunEnds.cut(
                Native.memory(
                        requireAddress(own.name, endsArray, endsArray.length()) + endsArray.offset() * width,
                        endsArray.length() * width),
                width,
                own.start,
                own.length);
        nodes.add((long) cut.ends().length);
        nodes.add(0L);
        buffers.add(memory.allocator().getEmpty());
        buffers.add(cut.ends().length == 0 ? memory.allocator().getEmpty() : ends(cut.ends(), width));
        node(fields.get(1), values, cut.first(), cut.ends().length);
    }

    private static long requireAddress(String name, CArray array, long length) {
        long address = address(array, 1);
        if (address == 0 && length > 0) {
            throw new MalformedArrowException("run ends of field '" + name + "' are null");
        }
        return address;
    }

    private ArrowBuf ends(long[] ends, int width) {
        ArrowBuf buffer = allocate((long) ends.length * width);
        for (int i = 0; i < ends.length; i++) {
            switch (width) {
                case Short.BYTES -> buffer.setShort((long) i * width, (short) ends[i]);
                case Integer.BYTES -> buffer.setInt((long) i * width, (int) ends[i]);
                default -> buffer.setLong((long) i * width, ends[i]);
            }
        }
        return buffer;
    }

    private ArrowBuf allocate(long byteSize) {
        ArrowBuf buffer = memory.allocator().buffer(byteSize);
        made.add(buffer);
        buffer.writerIndex(byteSize);
        return buffer;
    }

    private static long nulls(CArray array, long start, long length, long bitmap) {
        boolean isWhole = start == 0 && length == array.length();
        if (bitmap == 0) {
            return Math.max(0, array.nullCount());
        }
        if (array.nullCount() == 0 || (isWhole && array.nullCount() > 0)) {
            return array.nullCount();
        }
        return -1;
    }

    /// The buffers of one array, cut.
    private final class Own {
        private final String name;
        private final CArray array;
        private final long start;
        private final long length;

        Own(String name, CArray array, long start, long length) {
            this.name = name;
            this.array = array;
            this.start = start;
            this.length = length;
        }

        /// Adds the bitmap of types that have one.
        ///
        /// @return how many elements are null
        long validity(ArrowType type, long from) {
            switch (type.getTypeID()) {
                case Null -> {
                    return length;
                }
                case Union, RunEndEncoded -> {
                    return 0;
                }
                default -> {}
            }
            long nullCount = nulls(array, from, length, address(array, 0));
            if (nullCount == 0 || length == 0) {
                buffers.add(memory.allocator().getEmpty());
                return 0;
            }
            ArrowBuf bits = bits(0, "validity");
            buffers.add(bits);
            return nullCount > 0 ? nullCount : Bitmaps.zeros(ArrowMemory.segment(bits), length);
        }

        void data(ArrowType type, long variadic) {
            switch (type.getTypeID()) {
                case Null, Struct, FixedSizeList, RunEndEncoded, NONE -> {}
                case Bool -> buffers.add(bits(1, "data"));
                case Utf8, Binary -> data(offsets(Integer.BYTES));
                case LargeUtf8, LargeBinary -> data(offsets(Long.BYTES));
                case List, Map -> offsets(Integer.BYTES);
                case LargeList -> offsets(Long.BYTES);
                case ListView -> pairs(Integer.BYTES);
                case LargeListView -> pairs(Long.BYTES);
                case Utf8View, BinaryView -> views(variadic);
                case Union -> {
                    buffers.add(fixed(0, 1, "type"));
                    if (((ArrowType.Union) type).getMode() == UnionMode.Dense) {
                        buffers.add(fixed(1, Integer.BYTES, "offset"));
                    }
                }
                default -> {
                    int bits = TypeLayout.getTypeLayout(type)
                            .getBufferLayouts()
                            .get(1)
                            .getTypeBitWidth();
                    buffers.add(fixed(1, bits / Byte.SIZE, "data"));
                }
            }
        }

        private void pairs(int width) {
            buffers.add(fixed(1, width, "offset"));
            buffers.add(fixed(2, width, "size"));
        }

        /// Adds offsets, and gives the last of them.
        private long offsets(int width) {
            if (length == 0) {
                buffers.add(memory.allocator().getEmpty());
                return 0;
            }
            ArrowBuf offsets = at(1, start * width, (length + 1) * width, "offset");
            buffers.add(offsets);
            return width == Integer.BYTES ? offsets.getInt(length * width) : offsets.getLong(length * width);
        }

        private void data(long end) {
            if (end < 0) {
                throw new MalformedArrowException("offsets of field '" + name + "' end at " + end);
            }
            buffers.add(at(2, 0, end, "data"));
        }

        private void views(long variadic) {
            buffers.add(fixed(1, VIEW_BYTES, "view"));
            variadicCounts.add(variadic);
            long sizes = address(array, 2 + variadic);
            if (variadic > 0 && sizes == 0) {
                throw new MalformedArrowException("sizes of the data of field '" + name + "' are null");
            }
            for (long i = 0; i < variadic; i++) {
                long size = Native.memory(sizes, variadic * Long.BYTES).getAtIndex(LONG, i);
                if (size < 0) {
                    throw new MalformedArrowException("data " + i + " of field '" + name + "' has " + size + " bytes");
                }
                buffers.add(at(2 + i, 0, size, "data"));
            }
        }

        private ArrowBuf fixed(int index, long width, String what) {
            return at(index, times(this, start, width), times(this, length, width), what);
        }

        /// Bits, which start at a whole byte afterwards.
        private ArrowBuf bits(int index, String what) {
            int shift = (int) (start % Byte.SIZE);
            long from = start / Byte.SIZE;
            if (shift == 0 || length == 0) {
                return at(index, from, Bitmaps.byteSize(length), what);
            }
            long address = address(index, what, length);
            ArrowBuf moved = allocate(Bitmaps.byteSize(length));
            Bitmaps.copy(
                    Native.memory(address + from, Bitmaps.byteSize(shift + length)),
                    shift,
                    length,
                    ArrowMemory.segment(moved));
            return moved;
        }

        private long address(long index, String what, long needed) {
            long address = ArrayReader.address(array, index);
            if (address == 0) {
                throw new MalformedArrowException(
                        what + " buffer of field '" + name + "' is null, " + length + " elements take " + needed);
            }
            return address;
        }

        private ArrowBuf at(long index, long byteOffset, long byteSize, String what) {
            if (byteSize == 0) {
                return memory.allocator().getEmpty();
            }
            long address = address(index, what, byteSize) + byteOffset;
            ArrowBuf view = memory.borrow(Native.memory(address, byteSize), owner.hold());
            made.add(view);
            return view;
        }

        private static long address(CArray array, long index) {
            return ArrayReader.address(array, index);
        }
    }
}
