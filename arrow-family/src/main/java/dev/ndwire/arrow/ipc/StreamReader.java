package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.memory.BufferMemory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.flatbuf.MessageHeader;
import org.jspecify.annotations.Nullable;

/// Reads an IPC stream of any size: vectors view its bytes.
///
/// Arrow Java's own reader copies every body into one buffer, and stops at 2 GiB.
public final class StreamReader {
    private final BufferMemory memory;
    private @Nullable BatchAssembler table;

    private StreamReader(BufferMemory memory) {
        this.memory = memory;
    }

    /// Reads a whole stream.
    ///
    /// @param stream its bytes, from the schema on; what follows its end is not looked at
    /// @param memory where the bytes may lie: what is in its lease is viewed, and the lease is held while a vector
    ///     lives; else each body is copied
    /// @return the batches, which the caller closes
    /// @throws MalformedArrowException if the stream is cut short, or claims what it does not hold
    /// @throws UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Batches read(MemorySegment stream, BufferMemory memory) {
        var reader = new StreamReader(memory);
        try {
            var cursor = new IpcCursor(stream, 0);
            for (IpcMessage message = cursor.next(); message != null; message = cursor.next()) {
                reader.take(message);
            }
            return reader.finish();
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new MalformedArrowException("metadata points outside of itself", e);
        } finally {
            reader.closeIfUnfinished();
        }
    }

    private Batches finish() {
        if (table == null) {
            throw new MalformedArrowException("stream ends before its schema");
        }
        return table.finish();
    }

    private void closeIfUnfinished() {
        if (table != null) {
            table.close();
        }
    }

    private void take(IpcMessage message) {
        byte type = message.header().headerType();
        if (table == null) {
            if (type != MessageHeader.Schema) {
                throw new MalformedArrowException("stream starts with a message of type '" + name(type)
                        + "', expected a schema (byte " + message.byteOffset() + " of the stream)");
            }
            table = new BatchAssembler(memory, Schemas.parse(message));
            return;
        }
        switch (type) {
            case MessageHeader.RecordBatch -> table.batch(message);
            case MessageHeader.DictionaryBatch -> table.dictionary(message);
            default ->
                throw new MalformedArrowException("stream has a message of type '" + name(type)
                        + "' among its batches (byte " + message.byteOffset() + " of the stream)");
        }
    }

    private static String name(byte type) {
        return type >= 0 && type < MessageHeader.names.length ? MessageHeader.name(type) : Byte.toString(type);
    }
}
