package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.memory.ArrowMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// A stream of ours: structures that are ready, which a consumer takes one by one.
final class ExportedStream implements Exports.Exported {
    static final int EIO = 5;
    static final int ENOMEM = 12;
    static final int EINVAL = 22;

    private final Schema schema;
    private final Queue<CArray> arrays = new ArrayDeque<>();
    private @Nullable MemorySegment error;

    /// @param schema as messages have it
    ExportedStream(Schema schema) {
        this.schema = schema;
    }

    /// Adds an array to what is to be taken.
    void add(CArray array) {
        arrays.add(array);
    }

    void write(CStream target) {
        target.setFunctions(Exports.GET_SCHEMA, Exports.GET_NEXT, Exports.GET_LAST_ERROR);
        target.setRelease(Exports.RELEASE_STREAM, Exports.add(this));
    }

    synchronized int getSchema(long address) {
        error = null;
        if (address == 0) {
            return fail(EINVAL, "schema is to be written to address 0");
        }
        CSchema target = CSchema.of(address);
        target.at().fill((byte) 0);
        try {
            SchemaWriter.write(schema, target);
            return 0;
        } catch (org.apache.arrow.memory.OutOfMemoryException e) {
            return fail(ENOMEM, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return fail(EIO, String.valueOf(e.getMessage()));
        }
    }

    synchronized int getNext(long address) {
        error = null;
        if (address == 0) {
            return fail(EINVAL, "array is to be written to address 0");
        }
        CArray target = CArray.of(address);
        CArray next = arrays.poll();
        if (next == null) {
            target.at().fill((byte) 0);
        } else {
            target.at().copyFrom(next.at());
            next.markReleased();
        }
        return 0;
    }

    private int fail(int code, String message) {
        error = Arena.ofAuto().allocateFrom(message);
        return code;
    }

    /// The text of the last error: the stream keeps it until it is called again.
    synchronized MemorySegment lastError() {
        return error == null ? MemorySegment.NULL : error;
    }

    @Override
    public synchronized void end() {
        arrays.forEach(Exports::release);
        arrays.clear();
    }

    /// Memory for a structure that waits.
    static CArray waiting() {
        ArrowMemory.root();
        return new CArray(Arena.ofAuto().allocate(CArray.BYTES, Long.BYTES));
    }
}
