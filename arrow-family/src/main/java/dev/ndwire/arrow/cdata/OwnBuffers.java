package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.ipc.StorageTypes;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.memory.Bitmaps;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// The buffers of one array, its children's left out, cut to the elements that are wanted.
///
/// The interface tells no sizes of buffers: they follow from lengths, from the last offset, and for views from a
/// buffer of sizes. Arrays that start at an offset are cut: addresses move, and only bits that do not start at a
/// whole byte are copied.
final class OwnBuffers {
    private static final int VIEW_BYTES = 16;

    private final ImportedPart part;
    private final String name;
    private final CArray array;
    private final ArrowType type;
    private final boolean isWhole;
    private final long start;
    private final long length;

    /// @param part takes the buffers
    /// @param array with numbers that were checked
    /// @param from the first element that is wanted, counted from the array's first
    /// @param length how many are wanted
    OwnBuffers(ImportedPart part, String name, CArray array, ArrowType type, long from, long length) {
        this.part = part;
        this.name = name;
        this.array = array;
        this.type = type;
        this.isWhole = from == 0 && length == array.length();
        this.start = array.offset() + from;
        this.length = length;
    }

    /// Adds all buffers, in the order of Arrow's format.
    ///
    /// @param variadic how many buffers of data views have
    /// @return how many elements are null
    long add(long variadic) {
        long nullCount = 0;
        if (StorageTypes.hasValidity(type)) {
            ArrowBuf bits = validity();
            part.add(bits);
            nullCount = nullCount(bits);
        }
        data(variadic);
        return type instanceof ArrowType.Null ? length : nullCount;
    }

    /// How many elements are null, where their bitmap is not wanted itself.
    long nullCount() {
        return nullCount(validity());
    }

    /// The bitmap, or an empty buffer if no element is null.
    private ArrowBuf validity() {
        boolean isAbsent = ArrayRules.buffer(array, 0) == 0;
        if (length == 0 || array.nullCount() == 0 || (isAbsent && array.nullCount() < 0)) {
            return part.view(0, 0);
        }
        return bits(0, "validity");
    }

    private long nullCount(ArrowBuf bits) {
        if (bits.readableBytes() == 0) {
            return 0;
        }
        return isWhole && array.nullCount() > 0 ? array.nullCount() : Bitmaps.zeros(ArrowMemory.segment(bits), length);
    }

    private void data(long variadic) {
        switch (type.getTypeID()) {
            case Null, Struct, FixedSizeList, RunEndEncoded, NONE -> {}
            case Bool -> part.add(bits(1, "data"));
            case Utf8, Binary -> bytes(offsets(Integer.BYTES));
            case LargeUtf8, LargeBinary -> bytes(offsets(Long.BYTES));
            case List, Map -> offsets(Integer.BYTES);
            case LargeList -> offsets(Long.BYTES);
            case ListView -> pairs(Integer.BYTES);
            case LargeListView -> pairs(Long.BYTES);
            case Utf8View, BinaryView -> views(variadic);
            case Union -> union(((ArrowType.Union) type).getMode());
            default -> fixed(1, StorageTypes.bitWidth(type) / Byte.SIZE, "data");
        }
    }

    private void union(UnionMode mode) {
        fixed(0, 1, "type");
        if (mode == UnionMode.Dense) {
            fixed(1, Integer.BYTES, "offset");
        }
    }

    private void pairs(int width) {
        fixed(1, width, "offset");
        fixed(2, width, "size");
    }

    /// Adds offsets, and gives the last of them.
    private long offsets(int width) {
        if (length == 0) {
            part.addEmpty();
            return 0;
        }
        ArrowBuf offsets = at(1, start * width, (length + 1) * width, "offset");
        part.add(offsets);
        return width == Integer.BYTES ? offsets.getInt(length * width) : offsets.getLong(length * width);
    }

    private void bytes(long end) {
        if (end < 0) {
            throw new MalformedArrowException("offsets of field '" + name + "' end at " + end);
        }
        part.add(at(2, 0, end, "data"));
    }

    private void views(long variadic) {
        fixed(1, VIEW_BYTES, "view");
        part.variadic(variadic);
        long sizes = ArrayRules.buffer(array, 2 + variadic);
        if (variadic > 0 && sizes == 0) {
            throw new MalformedArrowException("sizes of the data of field '" + name + "' are null");
        }
        for (long i = 0; i < variadic; i++) {
            long size = Native.memory(sizes, variadic * Long.BYTES).getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
            if (size < 0) {
                throw new MalformedArrowException("data " + i + " of field '" + name + "' has " + size + " bytes");
            }
            part.add(at(2 + i, 0, size, "data"));
        }
    }

    private void fixed(int index, long width, String what) {
        part.add(at(index, times(start, width), times(length, width), what));
    }

    private long times(long count, long width) {
        try {
            return Math.multiplyExact(count, width);
        } catch (ArithmeticException e) {
            throw new MalformedArrowException(
                    "field '" + name + "' claims " + count + " elements of " + width + " bytes", e);
        }
    }

    /// Bits, which start at a whole byte afterwards.
    private ArrowBuf bits(int index, String what) {
        int shift = (int) (start % Byte.SIZE);
        long from = start / Byte.SIZE;
        if (shift == 0 || length == 0) {
            return at(index, from, Bitmaps.byteSize(length), what);
        }
        long address = requireAddress(index, Bitmaps.byteSize(length), what);
        ArrowBuf moved = part.allocate(Bitmaps.byteSize(length));
        Bitmaps.copy(
                Native.memory(address + from, Bitmaps.byteSize(shift + length)),
                shift,
                length,
                ArrowMemory.segment(moved));
        return moved;
    }

    private ArrowBuf at(long index, long byteOffset, long byteSize, String what) {
        return byteSize == 0
                ? part.view(0, 0)
                : part.view(requireAddress(index, byteSize, what) + byteOffset, byteSize);
    }

    private long requireAddress(long index, long needed, String what) {
        long address = ArrayRules.buffer(array, index);
        if (address == 0) {
            throw new MalformedArrowException(
                    what + " buffer of field '" + name + "' is null, " + length + " elements take " + needed);
        }
        return address;
    }
}
