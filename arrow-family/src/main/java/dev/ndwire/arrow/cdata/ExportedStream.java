package dev.ndwire.arrow.cdata;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// A stream of ours, whose arrays a consumer takes one by one.
final class ExportedStream implements Exports.Exported {
    static final int EIO = 5;
    static final int ENOMEM = 12;
    static final int EINVAL = 22;

    private final Schema schema;
    private final Source source;
    private @Nullable MemorySegment error;

    /// Where the arrays of a stream come from.
    interface Source {
        /// Fills the next array in.
        ///
        /// @param target zeroed; stays so if there is none
        void next(CArray target);

        /// Gives back what is left.
        void end();
    }

    /// @param schema as messages have it
    /// @param source ended with the stream
    ExportedStream(Schema schema, Source source) {
        this.schema = schema;
        this.source = source;
    }

    void write(CStream target) {
        target.setFunctions(Exports.GET_SCHEMA, Exports.GET_NEXT, Exports.GET_LAST_ERROR);
        target.setRelease(Exports.RELEASE_STREAM, Exports.add(this));
    }

    synchronized int getSchema(long address) {
        if (address == 0) {
            return fail(EINVAL, "schema is to be written to address 0");
        }
        CSchema target = CSchema.of(address);
        target.at().fill((byte) 0);
        return answer(() -> SchemaWriter.write(schema, target));
    }

    synchronized int getNext(long address) {
        if (address == 0) {
            return fail(EINVAL, "array is to be written to address 0");
        }
        CArray target = CArray.of(address);
        target.at().fill((byte) 0);
        return answer(() -> source.next(target));
    }

    private int answer(Runnable work) {
        error = null;
        try {
            work.run();
            return 0;
        } catch (OutOfMemoryException e) {
            return fail(ENOMEM, e.toString());
        } catch (RuntimeException e) {
            return fail(EIO, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private int fail(int code, String message) {
        error = Arena.ofAuto().allocateFrom(message.replace('\0', ' '));
        return code;
    }

    /// The text of the last error: the stream keeps it until it is called again.
    synchronized MemorySegment lastError() {
        return error == null ? MemorySegment.NULL : error;
    }

    @Override
    public synchronized void end() {
        source.end();
    }
}
