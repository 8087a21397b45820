package dev.ndwire.core.message;

import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.wire.FrameSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the frames of one object off a source, each whole frame into one place.
final class ObjectFrames {
    // Objects stand alone on a cache line, as numpy and Arrow like them.
    private static final long ALIGNMENT = 64;

    private ObjectFrames() {}

    /// Hands out one block piece by piece; made when the first piece is asked for.
    private static final class Block implements SegmentAllocator {
        private final SegmentAllocator memory;
        private final long byteSize;
        private @Nullable MemorySegment whole;
        private long used;

        Block(SegmentAllocator memory, long byteSize) {
            this.memory = memory;
            this.byteSize = byteSize;
        }

        @Override
        public MemorySegment allocate(long size, long byteAlignment) {
            if (whole == null) {
                whole = memory.allocate(byteSize, ALIGNMENT);
            }
            used += size;
            return whole.asSlice(used - size, size);
        }
    }

    /// Takes frames as they are, each into memory of its own.
    static List<Frame> unmerged(FrameSource source, int count, SegmentAllocator memory) throws IOException {
        List<Frame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            frames.add(takeShards(source, 1, memory));
        }
        return frames;
    }

    /// Takes frames so that the shards of one frame land next to each other: joining them is a slice.
    static List<Frame> merged(FrameSource source, Header header, int count, SegmentAllocator memory)
            throws IOException {
        if (!header.has("split-num-sub-frames")) {
            return unmerged(source, count, memory);
        }
        long[] shards = header.integers("split-num-sub-frames");
        checkSplit(shards, header.integers("split-offsets"), count);
        List<Frame> frames = new ArrayList<>(shards.length);
        for (long shardCount : shards) {
            frames.add(takeShards(source, (int) shardCount, memory));
        }
        return frames;
    }

    private static void checkSplit(long[] shards, long[] offsets, int count) {
        if (shards.length != offsets.length) {
            throw new MalformedHeaderException("header has " + shards.length + " 'split-num-sub-frames' and "
                    + offsets.length + " 'split-offsets', expected as many");
        }
        long at = 0;
        for (int i = 0; i < shards.length; i++) {
            if (offsets[i] != at || shards[i] < 0 || shards[i] > count - at) {
                throw new MalformedHeaderException("header makes frame " + i + " of " + shards[i] + " frames from "
                        + offsets[i] + " on, expected at most " + (count - at) + " from " + at + " on");
            }
            at += shards[i];
        }
        if (at != count) {
            throw new MalformedHeaderException(
                    "header makes " + at + " frames into whole ones, " + count + " are there");
        }
    }

    private static Frame takeShards(FrameSource source, int shardCount, SegmentAllocator memory) throws IOException {
        long total = 0;
        for (int i = 0; i < shardCount; i++) {
            total += source.byteSize(source.position() + i);
        }
        Block block = new Block(memory, total);
        List<Frame> shards = new ArrayList<>(shardCount);
        for (int i = 0; i < shardCount; i++) {
            shards.add(source.take(block));
        }
        return block.whole == null ? Frame.join(shards) : Frame.of(block.whole);
    }

    /// Refuses an object with a compressed frame by the compression's name.
    static void refuseCompressed(Header header) {
        if (header.get("compression") == null) {
            return;
        }
        for (Object name : header.list("compression")) {
            if (name != null) {
                throw new SerializationException("object has a frame compressed by '" + Header.excerpt(name)
                        + "', no compression was agreed on in the handshake");
            }
        }
    }
}
