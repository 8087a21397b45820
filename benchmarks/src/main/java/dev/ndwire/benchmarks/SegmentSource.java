package dev.ndwire.benchmarks;

import dev.ndwire.core.wire.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A message in memory, read as a socket would be: each byte is copied once, to where its reader wants it.
final class SegmentSource implements ByteSource {
    private final MemorySegment message;
    private long position;

    SegmentSource(MemorySegment message) {
        this.message = message;
    }

    @Override
    public void readFully(MemorySegment target) throws IOException {
        long left = message.byteSize() - position;
        if (target.byteSize() > left) {
            throw new EOFException(target.byteSize() + " bytes are wanted, " + left + " are left");
        }
        MemorySegment.copy(message, position, target, 0, target.byteSize());
        position += target.byteSize();
    }
}
