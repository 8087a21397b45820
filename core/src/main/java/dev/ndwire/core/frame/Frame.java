package dev.ndwire.core.frame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/// An immutable run of bytes: one memory segment, or a rope of several.
///
/// A frame is a view: making, slicing, splitting and joining frames touches no byte. The memory belongs to whoever
/// made the segments; a frame neither keeps it alive nor closes it, and using a frame whose memory is closed throws
/// [IllegalStateException]. Which threads may read a frame is decided by the arenas of its segments. The frame object
/// itself is immutable. Sizes and offsets are in bytes.
public final class Frame {
    /// No bytes.
    public static final Frame EMPTY = new Frame(List.of(), 0, 1);

    // No part is empty, and no two neighbours lie end to end in one base: joins melt them together.
    private final List<Part> parts;
    private final long byteSize;
    private final int itemByteSize;

    /// A piece of `base`, which stays whole so that neighbours can be melted together again.
    private record Part(MemorySegment base, long byteOffset, long byteSize) {
        MemorySegment segment() {
            return byteOffset == 0 && byteSize == base.byteSize() ? base : base.asSlice(byteOffset, byteSize);
        }

        boolean continues(Part before) {
            return base.equals(before.base) && byteOffset == before.byteOffset + before.byteSize;
        }
    }

    private Frame(List<Part> parts, long byteSize, int itemByteSize) {
        this.parts = parts;
        this.byteSize = byteSize;
        this.itemByteSize = itemByteSize;
    }

    /// Views a segment.
    ///
    /// @param segment the bytes; not copied, and to stay unchanged while the frame is in use
    /// @return a frame over all of it
    public static Frame of(MemorySegment segment) {
        return ofPart(segment, 0, segment.byteSize());
    }

    /// Views an array.
    ///
    /// @param bytes the bytes; not copied, and to stay unchanged while the frame is in use
    /// @return a frame over all of it
    public static Frame of(byte[] bytes) {
        return of(MemorySegment.ofArray(bytes));
    }

    /// Encodes a text as UTF-8.
    ///
    /// @param text any text
    /// @return a frame over its bytes
    public static Frame utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Joins frames end to end, without copying. Pieces that lie end to end in one segment become one again.
    ///
    /// @param frames the frames, in order
    /// @return one frame with all their bytes
    /// @throws ArithmeticException if the sizes add up to more than `Long.MAX_VALUE`
    public static Frame join(List<Frame> frames) {
        if (frames.size() == 1) {
            return frames.get(0);
        }
        List<Part> joined = new ArrayList<>();
        long total = 0;
        for (Frame frame : frames) {
            total = Math.addExact(total, frame.byteSize);
            frame.parts.forEach(part -> append(joined, part));
        }
        return total == 0 ? EMPTY : new Frame(Collections.unmodifiableList(joined), total, 1);
    }

    private static void append(List<Part> joined, Part part) {
        if (!joined.isEmpty() && part.continues(joined.getLast())) {
            Part before = joined.removeLast();
            joined.add(new Part(before.base, before.byteOffset, before.byteSize + part.byteSize));
        } else {
            joined.add(part);
        }
    }

    private static Frame ofPart(MemorySegment base, long byteOffset, long byteSize) {
        return byteSize == 0 ? EMPTY : new Frame(List.of(new Part(base, byteOffset, byteSize)), byteSize, 1);
    }

    /// How many bytes there are.
    ///
    /// @return the size in bytes
    public long byteSize() {
        return byteSize;
    }

    /// Says how many bytes make an item: a message that splits its frames cuts between items. Joining forgets it.
    ///
    /// @param size the size of an item in bytes, at least 1
    /// @return a frame over the same bytes
    /// @throws IllegalArgumentException if `size` is below 1
    public Frame withItemByteSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("an item of a frame has at least 1 byte, not " + size);
        }
        return size == itemByteSize || byteSize == 0 ? this : new Frame(parts, byteSize, size);
    }

    /// How many bytes make an item.
    ///
    /// @return 1 unless [#withItemByteSize] said something else
    public int itemByteSize() {
        return itemByteSize;
    }

    /// Whether another frame begins in the same segment where this one ends, as the pieces of a split frame do.
    ///
    /// @param next the frame that would follow
    /// @return whether joining both would give no more segments than this one has
    public boolean isContinuedBy(Frame next) {
        return !parts.isEmpty() && !next.parts.isEmpty() && next.parts.get(0).continues(parts.getLast());
    }

    /// Whether the bytes lie in one segment.
    ///
    /// @return false for a rope of several
    public boolean isContiguous() {
        return parts.size() <= 1;
    }

    /// The segments that the bytes lie in, in order; none of them is empty.
    ///
    /// @return an unmodifiable list of views
    public List<MemorySegment> segments() {
        return parts.size() == 1
                ? List.of(parts.get(0).segment())
                : parts.stream().map(Part::segment).toList();
    }

    /// Views the bytes as one segment, copying only what does not lie in one.
    ///
    /// @param allocator gives the memory for a rope's bytes; not called for a contiguous frame
    /// @return a view of the frame's own memory, or a gathered copy that belongs to the allocator
    public MemorySegment toSegment(SegmentAllocator allocator) {
        if (parts.isEmpty()) {
            return MemorySegment.NULL;
        }
        if (parts.size() == 1) {
            return parts.get(0).segment();
        }
        MemorySegment gathered = allocator.allocate(byteSize, Long.BYTES);
        copyTo(gathered);
        return gathered;
    }

    /// Copies all bytes to the start of a segment.
    ///
    /// @param target where to; at least [#byteSize] bytes
    /// @throws IndexOutOfBoundsException if it is smaller
    public void copyTo(MemorySegment target) {
        Objects.checkFromIndexSize(0, byteSize, target.byteSize());
        long at = 0;
        for (Part part : parts) {
            MemorySegment.copy(part.base, part.byteOffset, target, at, part.byteSize);
            at += part.byteSize;
        }
    }

    /// Copies the bytes onto the Java heap. For small frames: headers, names.
    ///
    /// @return a fresh array that the caller owns
    /// @throws IllegalStateException if there are more bytes than an array holds
    public byte[] toByteArray() {
        if (byteSize > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("a frame of " + byteSize + " bytes does not fit a Java array");
        }
        byte[] copy = new byte[(int) byteSize];
        copyTo(MemorySegment.ofArray(copy));
        return copy;
    }

    /// Decodes the bytes as UTF-8; malformed sequences become U+FFFD.
    ///
    /// @return the text
    public String toUtf8() {
        return new String(toByteArray(), StandardCharsets.UTF_8);
    }

    /// Reads one byte.
    ///
    /// @param index from 0 up to `byteSize() - 1`
    /// @return the byte
    /// @throws IndexOutOfBoundsException if `index` is out of that range
    public byte at(long index) {
        Objects.checkIndex(index, byteSize);
        long at = index;
        for (Part part : parts) {
            if (at < part.byteSize) {
                return part.base.get(ValueLayout.JAVA_BYTE, part.byteOffset + at);
            }
            at -= part.byteSize;
        }
        throw new AssertionError("parts of a frame do not add up to its size");
    }

    /// Views a part.
    ///
    /// @param byteOffset where it starts
    /// @param size how many bytes it has
    /// @return a frame over the same memory
    /// @throws IndexOutOfBoundsException if it does not lie inside this frame
    public Frame slice(long byteOffset, long size) {
        Objects.checkFromIndexSize(byteOffset, size, byteSize);
        if (size == 0) {
            return EMPTY;
        }
        if (size == byteSize) {
            return this;
        }
        List<Part> slice = new ArrayList<>(1);
        long start = 0;
        for (Part part : parts) {
            long from = Math.max(byteOffset, start);
            long to = Math.min(byteOffset + size, start + part.byteSize);
            if (from < to) {
                slice.add(new Part(part.base, part.byteOffset + from - start, to - from));
            }
            start += part.byteSize;
        }
        return new Frame(Collections.unmodifiableList(slice), size, itemByteSize);
    }

    /// Cuts the frame into pieces of whole items. An empty frame gives one empty piece.
    ///
    /// @param maxByteSize the most bytes a piece may have; a single larger item still makes one piece
    /// @param itemByteSize the size of an item, at least 1
    /// @return the pieces, in order
    /// @throws IllegalArgumentException if a size is below 1
    public List<Frame> split(long maxByteSize, long itemByteSize) {
        if (maxByteSize < 1 || itemByteSize < 1) {
            throw new IllegalArgumentException(
                    "cannot split into pieces of " + maxByteSize + " bytes with items of " + itemByteSize + " bytes");
        }
        long piece = Math.max(1, maxByteSize / itemByteSize) * itemByteSize;
        if (byteSize <= piece) {
            return List.of(this);
        }
        List<Frame> pieces = new ArrayList<>();
        for (long at = 0; at < byteSize; at += piece) {
            pieces.add(slice(at, Math.min(piece, byteSize - at)));
        }
        return Collections.unmodifiableList(pieces);
    }

    /// Compares byte by byte.
    ///
    /// @param other what to compare with
    /// @return whether both have the same bytes, however they are cut
    public boolean contentEquals(Frame other) {
        if (byteSize != other.byteSize) {
            return false;
        }
        long at = 0;
        for (Part part : parts) {
            long start = at;
            for (MemorySegment theirs : other.slice(start, part.byteSize).segments()) {
                if (part.base
                                .asSlice(part.byteOffset + at - start, theirs.byteSize())
                                .mismatch(theirs)
                        != -1) {
                    return false;
                }
                at += theirs.byteSize();
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "Frame[" + byteSize + " bytes in " + parts.size() + " segments]";
    }
}
