package dev.ndwire.core.wire;

import dev.ndwire.core.frame.Frame;
import java.io.IOException;
import java.lang.foreign.SegmentAllocator;

/// The frames of one message, pulled in wire order by whoever knows what they mean.
///
/// Every frame is taken or skipped exactly once, in order. Used by one thread.
public interface FrameSource {
    /// How many frames the message has.
    ///
    /// @return the number of frames, at least 1
    int frameCount();

    /// The size of a frame.
    ///
    /// @param index from 0 up to `frameCount() - 1`
    /// @return its size in bytes
    long byteSize(int index);

    /// The next frame to take or skip.
    ///
    /// @return its index; `frameCount()` when all are done
    int position();

    /// Takes the next frame.
    ///
    /// @param allocator gives the memory that it is read into; not called for an empty frame, nor where the frame is
    ///     in memory already
    /// @return the frame
    /// @throws IOException if the stream ends or fails
    Frame take(SegmentAllocator allocator) throws IOException;

    /// Takes the next frame into memory that nobody else can change or cut meanwhile: for native code that reads it.
    ///
    /// @param allocator gives that memory
    /// @return the frame
    /// @throws IOException if the stream ends or fails
    default Frame takeOwn(SegmentAllocator allocator) throws IOException {
        return take(allocator);
    }

    /// Takes the next frame onto the Java heap. For headers; memory grows with the bytes that arrive.
    ///
    /// @return its bytes, in a fresh array that the caller owns
    /// @throws MalformedWireException if it has more bytes than an array holds
    /// @throws IOException if the stream ends or fails
    byte[] takeArray() throws IOException;

    /// Passes the next frame by.
    ///
    /// @throws IOException if the stream ends or fails
    void skip() throws IOException;
}
