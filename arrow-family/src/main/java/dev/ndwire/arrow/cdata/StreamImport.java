package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.table.Table;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Reads a stream of the C Data interface to its end.
final class StreamImport {
    private static final int MAX_ERROR_BYTES = 1 << 20;

    private final CStream stream;
    private final Arena arena;

    private StreamImport(CStream stream, Arena arena) {
        this.stream = stream;
        this.arena = arena;
    }

    /// @param source not released; it is moved, so that its old place is marked as released
    static Table read(CStream source) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment own = arena.allocate(CStream.BYTES, Long.BYTES).copyFrom(source.at());
            source.markReleased();
            var stream = new CStream(own);
            try {
                return new StreamImport(stream, arena).table();
            } finally {
                Native.release(stream.release(), stream.at());
            }
        }
    }

    private Table table() {
        try (TableImport table = schema()) {
            var array = new CArray(arena.allocate(CArray.BYTES, Long.BYTES));
            while (true) {
                check("next batch", Native.get(stream.getNext(), stream.at(), array.at()));
                if (array.release() == 0) {
                    return table.table();
                }
                table.take(array);
            }
        }
    }

    private TableImport schema() {
        var schema = new CSchema(arena.allocate(CSchema.BYTES, Long.BYTES));
        check("schema", Native.get(stream.getSchema(), stream.at(), schema.at()));
        try {
            return new TableImport(schema);
        } finally {
            release(schema);
        }
    }

    static void release(CSchema schema) {
        if (schema.release() != 0) {
            Native.release(schema.release(), schema.at());
        }
    }

    private void check(String what, int code) {
        if (code != 0) {
            long text = Native.lastError(stream.getLastError(), stream.at());
            String reason = text == 0
                    ? "no reason given"
                    : Native.memory(text, MAX_ERROR_BYTES).getString(0);
            throw new ProducerException(code, "stream has no " + what + " (error " + code + "): " + reason);
        }
    }
}
