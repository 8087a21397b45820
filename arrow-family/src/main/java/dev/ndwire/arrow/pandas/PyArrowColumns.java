package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.memory.Bitmaps;
import dev.ndwire.core.value.PyTuple;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// Arrays of pyarrow, as it pickles them, as columns.
///
/// ```text
///   _restore_array((type, length, nulls or -1, offset, buffers, children, dictionary or None))
/// ```
/// A child's type is its parent's word: what it says of itself is not looked at.
final class PyArrowColumns {
    private static final int PARTS = 7;
    // No memory has more elements; far enough from 2^63 that what is calculated from it never gets there.
    private static final long MAX_OFFSET = 1L << 48;

    private final Workspace workspace;
    private final String where;

    /// @param workspace has memory for bits that do not start at a whole byte
    /// @param where names the arrays in errors
    PyArrowColumns(Workspace workspace, String where) {
        this.workspace = workspace;
        this.where = where;
    }

    /// Makes a column.
    ///
    /// @param array an array, or a chunked array of one chunk or none
    Content of(@Nullable Object array) {
        PyTuple chunked = Parts.pyarrowCall(array, "chunked_array");
        if (chunked != null) {
            List<?> chunks = Parts.list(Parts.at(chunked, 0), where + "'s chunks");
            if (chunks.size() != 1) {
                throw new UnsupportedPandasException(where + " is in " + chunks.size() + " chunks, which is not read");
            }
            return of(chunks.get(0));
        }
        PyTuple arguments = Parts.pyarrowCall(array, "_restore_array");
        if (arguments == null) {
            throw new UnsupportedPandasException(
                    where + " is held by " + Parts.describe(array) + ", which is not read");
        }
        List<?> data = parts(Parts.at(arguments, 0));
        Field field = new PyArrowTypes(workspace, where).field(data.get(0));
        return content(field, data);
    }

    private List<?> parts(@Nullable Object data) {
        List<?> parts = Parts.list(data, where + "'s data");
        if (parts.size() != PARTS) {
            throw new MalformedPandasException(where + "'s data has " + parts.size() + " parts, expected " + PARTS);
        }
        return parts;
    }

    private Content content(Field field, List<?> data) {
        var column = new Column();
        long length = Parts.number(data.get(1), where + "'s length");
        column.add(field, data, 0, length);
        return new Content(field, length, column.nodes, column.variadicCounts, column.buffers, column.dictionaries);
    }

    /// One array and those inside of it, depth first.
    private final class Column {
        private final List<Long> nodes = new ArrayList<>();
        private final List<Long> variadicCounts = new ArrayList<>();
        private final List<MemorySegment> buffers = new ArrayList<>();
        private final List<Content> dictionaries = new ArrayList<>();

        /// @param skip how many elements in front are not the parent's
        /// @param length how many are
        void add(Field field, List<?> data, long skip, long length) {
            long own = Parts.number(data.get(1), where + "'s length");
            long offset = Parts.number(data.get(3), where + "'s offset");
            if (own < 0 || own > Integer.MAX_VALUE || offset < 0 || offset > MAX_OFFSET) {
                throw new MalformedPandasException(where + " has an array of " + own + " elements at " + offset
                        + ", allowed are " + Integer.MAX_VALUE + " at " + MAX_OFFSET);
            }
            if (length < 0 || skip < 0 || skip > own - length) {
                throw new MalformedPandasException(where + " has an array of " + own + " elements at " + offset
                        + ", its " + length + " elements from " + skip + " on are wanted");
            }
            new Layer(field, data, offset + skip, length).addTo(this);
        }
    }

    /// One array: a range of elements in buffers.
    private final class Layer {
        private final Field field;
        private final ArrowType type;
        private final List<?> data;
        private final List<?> given;
        private final long start;
        private final long length;

        Layer(Field field, List<?> data, long start, long length) {
            this.field = field;
            this.type = field.getDictionary() == null
                    ? field.getType()
                    : field.getDictionary().getIndexType();
            this.data = data;
            this.given = Parts.list(data.get(4), where + "'s buffers");
            this.start = start;
            this.length = length;
        }

        void addTo(Column column) {
            int node = column.nodes.size();
            column.nodes.add(length);
            column.nodes.add(type instanceof ArrowType.Null ? length : 0);
            if (type instanceof ArrowType.Null) {
                return;
            }
            MemorySegment validity = given(0).byteSize() == 0 ? Content.NO_BYTES : bits(0);
            long nulls = validity.byteSize() == 0 ? 0 : Bitmaps.zeros(validity, length);
            column.nodes.set(node + 1, nulls);
            column.buffers.add(nulls == 0 ? Content.NO_BYTES : validity);
            addElements(column);
            if (field.getDictionary() != null) {
                addDictionary(column);
            }
        }

        private void addElements(Column column) {
            switch (type.getTypeID()) {
                case Utf8, Binary -> addTexts(column, Integer.BYTES);
                case LargeUtf8, LargeBinary -> addTexts(column, Long.BYTES);
                case Utf8View, BinaryView -> addViews(column);
                case List, Map -> addList(column, Integer.BYTES);
                case LargeList -> addList(column, Long.BYTES);
                case ListView -> addListView(column, Integer.BYTES);
                case LargeListView -> addListView(column, Long.BYTES);
                case FixedSizeList -> {
                    long width = ((ArrowType.FixedSizeList) type).getListSize();
                    addChildren(column, times(start, width), times(length, width));
                }
                case Struct -> addChildren(column, start, length);
                case Bool -> column.buffers.add(bits(1));
                default ->
                    column.buffers.add(elements(
                            1,
                            TypeLayout.getTypeLayout(type)
                                            .getBufferLayouts()
                                            .get(1)
                                            .getTypeBitWidth()
                                    / Byte.SIZE));
            }
        }

        private void addTexts(Column column, int offsetSize) {
            column.buffers.add(offsets(offsetSize));
            column.buffers.add(given(2));
        }

        private void addViews(Column column) {
            column.buffers.add(elements(1, 16));
            column.variadicCounts.add((long) Math.max(0, given.size() - 2));
            for (int i = 2; i < given.size(); i++) {
                column.buffers.add(given(i));
            }
        }

        private void addList(Column column, int offsetSize) {
            column.buffers.add(offsets(offsetSize));
            addWholeChild(column);
        }

        private void addListView(Column column, int offsetSize) {
            column.buffers.add(elements(1, offsetSize));
            column.buffers.add(elements(2, offsetSize));
            addWholeChild(column);
        }

        private void addWholeChild(Column column) {
            List<?> child = child(0);
            column.add(field.getChildren().get(0), child, 0, Parts.number(child.get(1), where + "'s length"));
        }

        private void addChildren(Column column, long skip, long count) {
            for (int i = 0; i < field.getChildren().size(); i++) {
                column.add(field.getChildren().get(i), child(i), skip, count);
            }
        }

        private List<?> child(int index) {
            List<?> children = Parts.list(data.get(5), where + "'s children");
            if (index >= children.size()) {
                throw new MalformedPandasException(
                        where + " has an array of " + type + " with " + children.size() + " children");
            }
            return parts(children.get(index));
        }

        private void addDictionary(Column column) {
            Field values = new Field("", new FieldType(true, field.getType(), null, null), field.getChildren());
            Content content = content(values, parts(data.get(6)));
            column.dictionaries.add(content);
            column.dictionaries.addAll(content.dictionaries());
        }

        private MemorySegment given(int index) {
            Object buffer = index < given.size() ? given.get(index) : null;
            if (buffer == null) {
                return Content.NO_BYTES;
            }
            MemorySegment memory = Parts.memory(bytes(buffer));
            if (memory == null) {
                throw new MalformedPandasException(
                        where + "'s buffer " + index + " is " + Parts.describe(buffer) + ", expected bytes");
            }
            return workspace.inNativeMemory(memory);
        }

        private @Nullable Object bytes(Object buffer) {
            PyTuple wrapped = Parts.pyarrowCall(buffer, "py_buffer");
            return wrapped == null ? null : Parts.at(wrapped, 0);
        }

        private MemorySegment offsets(int offsetSize) {
            MemorySegment all = given(1);
            return length == 0 && all.byteSize() == 0
                    ? Content.NO_BYTES
                    : slice(1, all, times(start, offsetSize), times(length + 1, offsetSize));
        }

        private MemorySegment elements(int index, int itemSize) {
            return slice(index, given(index), times(start, itemSize), times(length, itemSize));
        }

        private MemorySegment bits(int index) {
            MemorySegment all = given(index);
            long from = start / Byte.SIZE;
            long shift = start % Byte.SIZE;
            MemorySegment whole = slice(index, all, from, Bitmaps.byteSize(shift + length));
            if (shift == 0) {
                return whole;
            }
            MemorySegment moved = workspace.allocate(Bitmaps.byteSize(length));
            Bitmaps.copy(whole, shift, length, moved);
            return moved;
        }

        private MemorySegment slice(int index, MemorySegment all, long byteOffset, long byteSize) {
            if (byteSize == 0) {
                return Content.NO_BYTES;
            }
            if (byteOffset > all.byteSize() - byteSize) {
                throw new MalformedPandasException(where + "'s buffer " + index + " has " + all.byteSize() + " bytes, "
                        + length + " elements of " + type + " from " + start + " on take " + byteSize + " from "
                        + byteOffset + " on");
            }
            return all.asSlice(byteOffset, byteSize);
        }

        private long times(long count, long size) {
            try {
                return Math.multiplyExact(count, size);
            } catch (ArithmeticException e) {
                throw new MalformedPandasException(
                        where + " has an array of " + type + " of " + count + " elements at " + start);
            }
        }
    }
}
