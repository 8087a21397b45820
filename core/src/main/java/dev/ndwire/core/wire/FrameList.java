package dev.ndwire.core.wire;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.SegmentAllocator;
import java.util.List;

/// Frames that are in memory already, handed out as they are.
public final class FrameList implements FrameSource {
    private final List<Frame> frames;
    private int position;

    /// Wraps frames.
    ///
    /// @param frames the frames of one message, at least one
    /// @throws MalformedWireException if there is none
    public FrameList(List<Frame> frames) {
        if (frames.isEmpty()) {
            throw new MalformedWireException("message has no frame, expected at least 1", 0);
        }
        this.frames = List.copyOf(frames);
    }

    @Override
    public int frameCount() {
        return frames.size();
    }

    @Override
    public long byteSize(int index) {
        return frames.get(index).byteSize();
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public Frame take(SegmentAllocator allocator) {
        return frames.get(position++);
    }

    @Override
    public byte[] takeArray() {
        return frames.get(position++).toByteArray();
    }

    @Override
    public void skip() {
        position++;
    }
}
