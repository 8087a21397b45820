package dev.ndwire.core.wire;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Where the bytes of messages go, in order: a socket, seen from here.
public interface ByteSink {
    /// Writes segments back to back, all of their bytes, before it returns.
    ///
    /// @param segments what to write; on or off the heap, read only while this runs
    /// @throws IOException if the stream fails; how much went out is then unknown
    void write(List<MemorySegment> segments) throws IOException;
}
