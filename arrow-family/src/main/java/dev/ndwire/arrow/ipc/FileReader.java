package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.memory.BufferMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;

/// Reads an IPC file: vectors view its bytes.
///
/// ```text
///   byte 0         8                                      m        m+n      m+n+4
///        ┌─────────┬──────────────────────────────────────┬────────┬────────┬────────┐
///        │ ARROW1  │ messages, as in a stream             │ footer │ n (i32)│ ARROW1 │
///        └─────────┴──────────────────────────────────────┴────────┴────────┴────────┘
/// ```
/// The footer, a flatbuffer, has the schema and says where each dictionary and each batch is.
public final class FileReader {
    /// What a file begins and ends with.
    static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] FEATHER_1 = "FEA1".getBytes(StandardCharsets.US_ASCII);
    private static final int START = 8;
    private static final int BLOCK_BYTES = 24;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment file;
    private final BufferMemory memory;

    /// Where messages that were read start and end: a footer that named one many times would make much of few bytes.
    private final NavigableMap<Long, Long> taken = new TreeMap<>();

    private FileReader(MemorySegment file, BufferMemory memory) {
        this.file = file;
        this.memory = memory;
    }

    /// Whether bytes begin as those of an IPC file do.
    ///
    /// @param file at least its first bytes
    /// @return false for a stream, for one
    /// @throws MalformedArrowException if it is a Feather file of version 1, which is no Arrow
    public static boolean isFile(MemorySegment file) {
        if (startsWith(file, FEATHER_1)) {
            throw new MalformedArrowException("file is Feather version 1, which holds no Arrow; version 2 does");
        }
        return startsWith(file, MAGIC);
    }

    private static boolean startsWith(MemorySegment bytes, byte[] start) {
        return bytes.byteSize() >= start.length
                && Arrays.equals(bytes.asSlice(0, start.length).toArray(ValueLayout.JAVA_BYTE), start);
    }

    /// Reads a whole file.
    ///
    /// @param file its bytes
    /// @param memory where the bytes may lie: what is in its lease, or mapped, is viewed, else it is copied
    /// @return the batches, which the caller closes
    /// @throws MalformedArrowException if the file is cut short, or claims what it does not hold
    /// @throws UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Batches read(MemorySegment file, BufferMemory memory) {
        try {
            return new FileReader(file, memory).read();
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new MalformedArrowException("metadata points outside of itself", e);
        }
    }

    private Batches read() {
        byte[] bytes = footer();
        Footer footer = Footer.getRootAsFooter(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        if (footer.schema() == null) {
            throw new MalformedArrowException("footer has no schema");
        }
        checkRoom("dictionaries", footer.dictionariesLength(), bytes.length);
        checkRoom("batches", footer.recordBatchesLength(), bytes.length);
        try (var table = new BatchAssembler(memory, Schemas.convert(footer.schema(), bytes.length))) {
            for (int i = 0; i < footer.dictionariesLength(); i++) {
                table.dictionary(message(footer.dictionaries(i)));
            }
            for (int i = 0; i < footer.recordBatchesLength(); i++) {
                table.batch(message(footer.recordBatches(i)));
            }
            return table.finish();
        }
    }

    private byte[] footer() {
        long tail = (long) MAGIC.length + Integer.BYTES;
        long size = file.byteSize();
        if (size < START + tail || !startsWith(file, MAGIC) || !startsWith(file.asSlice(size - MAGIC.length), MAGIC)) {
            throw new MalformedArrowException("file of " + size + " bytes does not begin and end with ARROW1");
        }
        int length = file.get(INT, size - tail);
        if (length <= 0 || length > Math.min(size - START - tail, IpcCursor.MAX_METADATA_BYTES)) {
            throw new MalformedArrowException(
                    "footer claims " + Integer.toUnsignedString(length) + " bytes, allowed are "
                            + IpcCursor.MAX_METADATA_BYTES + ", the file has " + (size - START - tail));
        }
        return file.asSlice(size - tail - length, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static void checkRoom(String what, int count, int byteSize) {
        if (count < 0 || (long) count * BLOCK_BYTES > byteSize) {
            throw new MalformedArrowException("footer claims " + count + " " + what + " in " + byteSize + " bytes");
        }
    }

    private IpcMessage message(Block block) {
        if (block.offset() < START || block.offset() >= file.byteSize()) {
            throw new MalformedArrowException(
                    "footer has a message at byte " + block.offset() + " of a file of " + file.byteSize() + " bytes");
        }
        var cursor = new IpcCursor(file, block.offset());
        IpcMessage message = cursor.next();
        if (message == null) {
            throw new MalformedArrowException(
                    "footer has a message at byte " + block.offset() + ", where there is none");
        }
        take(message.byteOffset(), cursor.byteOffset());
        return message;
    }

    private void take(long start, long end) {
        Map.Entry<Long, Long> before = taken.lowerEntry(end);
        if (before != null && before.getValue() > start) {
            throw new MalformedArrowException("footer has a message at bytes " + start + " to " + end
                    + " of the file, and one at bytes " + before.getKey() + " to " + before.getValue());
        }
        taken.put(start, end);
    }
}
