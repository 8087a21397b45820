package dev.ndwire.arrow.ipc;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// What the buffers of one field must hold so that its vector never reads behind them.
final class BufferRules {
    private static final int VIEW_BYTES = 16;

    private final String name;
    private final ArrowType type;
    private final int length;
    private final List<ArrowBuf> buffers;
    private long lastOffset = -1;

    /// @param name what the schema calls the field
    /// @param type what its vector reads the buffers as
    BufferRules(String name, ArrowType type, int length, List<ArrowBuf> buffers) {
        this.name = name;
        this.type = StorageTypes.of(type);
        this.length = length;
        this.buffers = buffers;
    }

    /// Checks the field's own buffers.
    void check(long nulls) {
        int at = 0;
        if (StorageTypes.hasValidity(type)) {
            long bytes = buffers.get(at++).capacity();
            boolean mayBeAbsent = nulls == 0 && bytes == 0;
            if (!mayBeAbsent) {
                atLeast("validity", bytes, bits(1));
            }
        }
        switch (type.getTypeID()) {
            case Utf8, Binary -> data(offsets(at, Integer.BYTES), at + 1);
            case LargeUtf8, LargeBinary -> data(offsets(at, Long.BYTES), at + 1);
            case Utf8View, BinaryView -> atLeast("view", buffers.get(at).capacity(), (long) length * VIEW_BYTES);
            case List, Map -> lastOffset = offsets(at, Integer.BYTES);
            case LargeList -> lastOffset = offsets(at, Long.BYTES);
            case ListView -> pairs(at, Integer.BYTES);
            case LargeListView -> pairs(at, Long.BYTES);
            case Union -> union(at);
            case RunEndEncoded -> noNulls(nulls);
            case Struct, FixedSizeList, Null, NONE -> {}
            default -> atLeast("data", buffers.get(at).capacity(), bits(StorageTypes.bitWidth(type)));
        }
    }

    private long bits(long width) {
        // Whole bytes are not counted as bits, of which there may be more than a long counts.
        return width % Byte.SIZE == 0 ? length * (width / Byte.SIZE) : (length * width + Byte.SIZE - 1) / Byte.SIZE;
    }

    private void atLeast(String what, long found, long needed) {
        if (found < needed) {
            throw new MalformedArrowException(what + " buffer of field '" + name + "' has " + found + " bytes, "
                    + length + " elements of " + type + " take " + needed);
        }
    }

    /// Checks the first and the last offset, and gives the last.
    private long offsets(int at, int byteSize) {
        ArrowBuf offsets = buffers.get(at);
        if (length == 0 && offsets.capacity() < byteSize) {
            return 0;
        }
        atLeast("offset", offsets.capacity(), (length + 1L) * byteSize);
        long first = byteSize == Integer.BYTES ? offsets.getInt(0) : offsets.getLong(0);
        long end = (long) length * byteSize;
        long last = byteSize == Integer.BYTES ? offsets.getInt(end) : offsets.getLong(end);
        if (first < 0 || last < first) {
            throw new MalformedArrowException("offsets of field '" + name + "' run from " + first + " to " + last);
        }
        return last;
    }

    private void data(long last, int at) {
        long found = buffers.get(at).capacity();
        if (last > found) {
            throw new MalformedArrowException(
                    "offsets of field '" + name + "' end at byte " + last + " of a data buffer of " + found + " bytes");
        }
    }

    private void noNulls(long nulls) {
        if (nulls != 0) {
            throw new MalformedArrowException(
                    "field '" + name + "' claims " + nulls + " nulls, runs have them in their values");
        }
    }

    private void pairs(int at, int byteSize) {
        atLeast("offset", buffers.get(at).capacity(), (long) length * byteSize);
        atLeast("size", buffers.get(at + 1).capacity(), (long) length * byteSize);
    }

    private void union(int at) {
        atLeast("type", buffers.get(at).capacity(), length);
        if (((ArrowType.Union) type).getMode() == UnionMode.Dense) {
            atLeast("offset", buffers.get(at + 1).capacity(), (long) length * Integer.BYTES);
        }
    }

    /// Checks what the field's own buffers claim of its children.
    ///
    /// @param lengths how many elements each child has
    void checkChildren(int[] lengths) {
        switch (type.getTypeID()) {
            case List, Map, LargeList -> child(lengths, 0, lastOffset);
            case FixedSizeList -> child(lengths, 0, (long) length * ((ArrowType.FixedSizeList) type).getListSize());
            case Struct -> children(lengths);
            case Union -> {
                if (((ArrowType.Union) type).getMode() == UnionMode.Sparse) {
                    children(lengths);
                }
            }
            default -> {}
        }
    }

    private void children(int[] lengths) {
        for (int i = 0; i < lengths.length; i++) {
            child(lengths, i, length);
        }
    }

    private void child(int[] lengths, int index, long needed) {
        if (index >= lengths.length || lengths[index] < needed) {
            throw new MalformedArrowException("child " + index + " of field '" + name + "' has "
                    + (index < lengths.length ? lengths[index] : 0) + " elements, " + needed + " are pointed at");
        }
    }
}
