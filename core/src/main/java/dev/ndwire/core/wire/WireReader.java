package dev.ndwire.core.wire;

import dev.ndwire.core.frame.Frame;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;

/// The frames of one message on a stream.
///
/// The prelude is read and checked at once; each frame is read when it is taken, straight into the memory that its
/// taker gives. After a [MalformedWireException] or an [IOException] the stream stands in the middle of a message and
/// can only be closed. Used by one thread.
public final class WireReader implements FrameSource {
    private static final int SKIP_STEP_BYTES = 64 << 10;
    private static final int ARRAY_STEP_BYTES = 1 << 20;
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    private final ByteSource source;
    private final long[] sizes;
    private int position;

    private WireReader(ByteSource source, long[] sizes) {
        this.source = source;
        this.sizes = sizes;
    }

    /// Reads the prelude of the next message.
    ///
    /// @param source the stream, at the first byte of a message; kept until the last frame is taken, never closed
    /// @param limits what to refuse
    /// @return the message's frames
    /// @throws MalformedWireException if the prelude passes a limit or does not agree with itself
    /// @throws IOException if the stream ends or fails
    public static WireReader open(ByteSource source, WireLimits limits) throws IOException {
        return new WireReader(source, Prelude.readFrom(source, limits));
    }

    @Override
    public int frameCount() {
        return sizes.length;
    }

    @Override
    public long byteSize(int index) {
        return sizes[index];
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public Frame take(SegmentAllocator allocator) throws IOException {
        long size = sizes[position];
        if (size == 0) {
            position++;
            return Frame.EMPTY;
        }
        MemorySegment target = allocator.allocate(size, 1);
        source.readFully(target);
        position++;
        return Frame.of(target);
    }

    @Override
    public byte[] takeArray() throws IOException {
        long size = sizes[position];
        if (size > MAX_ARRAY_BYTES) {
            throw new MalformedWireException(
                    "frame " + position + " is a header of " + size + " bytes, at most " + MAX_ARRAY_BYTES
                            + " are allowed",
                    Prelude.HEAD_BYTES + Prelude.COUNT_BYTES + (long) position * Prelude.SIZE_BYTES);
        }
        byte[] array = size <= ARRAY_STEP_BYTES ? readArray((int) size) : readInSteps((int) size);
        position++;
        return array;
    }

    private byte[] readArray(int size) throws IOException {
        byte[] array = new byte[size];
        source.readFully(MemorySegment.ofArray(array));
        return array;
    }

    // A claimed size costs no more than a step of memory before its bytes are there.
    private byte[] readInSteps(int size) throws IOException {
        List<byte[]> steps = new ArrayList<>();
        for (int left = size; left > 0; left -= Math.min(left, ARRAY_STEP_BYTES)) {
            steps.add(readArray(Math.min(left, ARRAY_STEP_BYTES)));
        }
        byte[] array = new byte[size];
        int at = 0;
        for (byte[] step : steps) {
            System.arraycopy(step, 0, array, at, step.length);
            at += step.length;
        }
        return array;
    }

    @Override
    public void skip() throws IOException {
        long left = sizes[position];
        if (left > 0) {
            MemorySegment step = MemorySegment.ofArray(new byte[(int) Math.min(left, SKIP_STEP_BYTES)]);
            for (; left > 0; left -= Math.min(left, step.byteSize())) {
                source.readFully(step.asSlice(0, Math.min(left, step.byteSize())));
            }
        }
        position++;
    }
}
