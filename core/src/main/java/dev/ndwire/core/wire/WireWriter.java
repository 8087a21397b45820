package dev.ndwire.core.wire;

import dev.ndwire.core.frame.Frame;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Lays a message's frames on a stream.
public final class WireWriter {
    private WireWriter() {}

    /// Writes one message. No byte of a frame is copied here.
    ///
    /// @param sink the stream, between two messages
    /// @param frames the frames of the message, at least one
    /// @return how many bytes the message takes on the stream
    /// @throws IOException if the stream fails; it can then only be closed
    /// @throws IllegalArgumentException if there is no frame
    public static long write(ByteSink sink, List<Frame> frames) throws IOException {
        List<MemorySegment> segments = new ArrayList<>(frames.size() + 1);
        MemorySegment prelude = MemorySegment.ofArray(Prelude.ofStream(frames));
        segments.add(prelude);
        long total = prelude.byteSize();
        for (Frame frame : frames) {
            segments.addAll(frame.segments());
            total += frame.byteSize();
        }
        sink.write(segments);
        return total;
    }
}
