package dev.ndwire.core.comm;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.wire.FrameSource;
import java.io.IOException;
import java.lang.foreign.SegmentAllocator;
import org.jspecify.annotations.Nullable;

/// The frames of a message, of which the first is kept: it tells what the message is where the others cannot be read.
final class OutlinedFrames implements FrameSource {
    private final FrameSource frames;
    private byte @Nullable [] first;

    OutlinedFrames(FrameSource frames) {
        this.frames = frames;
    }

    /// What the message is.
    LostMessage outline(HeaderLimits limits) {
        byte[] kept = first;
        if (kept == null) {
            return LostMessage.UNKNOWN;
        }
        try {
            return LostMessage.of(MsgpackReader.decode(kept, limits));
        } catch (MalformedException e) {
            return LostMessage.UNKNOWN;
        }
    }

    /// The bytes of all frames together, as the message claims.
    long totalByteSize() {
        long total = 0;
        for (int index = 0; index < frameCount(); index++) {
            total += byteSize(index);
        }
        return total;
    }

    /// Passes all frames by, of which none was taken, but keeps the first if it is small.
    void skipAll(long maxKeptBytes) throws IOException {
        if (byteSize(0) <= maxKeptBytes) {
            first = frames.takeArray();
        }
        while (position() < frameCount()) {
            skip();
        }
    }

    @Override
    public int frameCount() {
        return frames.frameCount();
    }

    @Override
    public long byteSize(int index) {
        return frames.byteSize(index);
    }

    @Override
    public int position() {
        return frames.position();
    }

    @Override
    public Frame take(SegmentAllocator allocator) throws IOException {
        return frames.take(allocator);
    }

    @Override
    public Frame takeOwn(SegmentAllocator allocator) throws IOException {
        return frames.takeOwn(allocator);
    }

    @Override
    public byte[] takeArray() throws IOException {
        boolean isFirst = position() == 0;
        byte[] taken = frames.takeArray();
        if (isFirst) {
            first = taken;
        }
        return taken;
    }

    @Override
    public void skip() throws IOException {
        frames.skip();
    }
}
