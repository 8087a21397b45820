package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A producer's stream that was moved here, and the array that it gave last. Both are released once.
final class ProducerStream implements Runnable {
    private final CStream stream;
    private final CArray array = new CArray(Arena.ofAuto().allocate(CArray.BYTES, Long.BYTES));

    private ProducerStream(CStream stream) {
        this.stream = stream;
    }

    /// Moves a stream: its old place is marked as released.
    ///
    /// @param source not released
    static ProducerStream move(CStream source) {
        MemorySegment own = Arena.ofAuto().allocate(CStream.BYTES, Long.BYTES).copyFrom(source.at());
        source.markReleased();
        return new ProducerStream(new CStream(own));
    }

    /// @throws ProducerException if the producer fails
    /// @throws MalformedArrowException if it gives no schema
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if a field is of a type that Arrow Java does not
    ///     know
    ImportedSchema schema() {
        var schema = new CSchema(Arena.ofAuto().allocate(CSchema.BYTES, Long.BYTES));
        call("get_schema", stream.getSchema(), "schema", schema.at());
        try {
            return ImportedSchema.of(schema);
        } finally {
            release(schema);
        }
    }

    /// Asks for the next array, unless there is one that nobody took.
    ///
    /// @return an array, which its user moves; released at the stream's end
    /// @throws ProducerException if the producer fails
    CArray next() {
        if (array.release() == 0) {
            call("get_next", stream.getNext(), "next batch", array.at());
        }
        return array;
    }

    private void call(String name, long function, String what, MemorySegment target) {
        if (function == 0) {
            throw new MalformedArrowException("stream has no function " + name);
        }
        int code = Native.get(function, stream.at(), target);
        if (code != 0) {
            // What a function that failed left there is nobody's.
            target.fill((byte) 0);
            throw new ProducerException(code, "stream has no " + what + " (error " + code + "): " + reason());
        }
    }

    private String reason() {
        long text = stream.getLastError() == 0 ? 0 : Native.lastError(stream.getLastError(), stream.at());
        return text == 0 ? "no reason given" : Texts.ofError(text);
    }

    /// Releases a producer's structure, unless it is.
    static void release(CStructure structure) {
        if (structure.release() != 0) {
            Native.release(structure.release(), structure.at());
            structure.markReleased();
        }
    }

    /// Releases what is left.
    @Override
    public synchronized void run() {
        release(array);
        release(stream);
    }
}
