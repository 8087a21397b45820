package dev.ndwire.core.wire;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Where the bytes of messages come from, in order: a socket, seen from here.
public interface ByteSource {
    /// Reads bytes until a segment is full.
    ///
    /// What came before an end or a failure may be in the segment, from its first byte on; the rest of it is as it was.
    ///
    /// @param target where to; writable, of any size
    /// @throws IOException if the stream ends or fails before that; it says how much was still to come
    void readFully(MemorySegment target) throws IOException;
}
