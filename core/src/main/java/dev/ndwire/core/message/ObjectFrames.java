package dev.ndwire.core.message;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.wire.FrameSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the frames of one object off a source, each whole frame into one place.
final class ObjectFrames {
    // Objects stand alone on a cache line, as numpy and Arrow like them.
    private static final long ALIGNMENT = 64;

    private ObjectFrames() {}

    /// Hands out one block piece by piece; made when the first piece is asked for.
    static final class Block implements SegmentAllocator {
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

        MemorySegment whole() {
            return whole == null ? MemorySegment.NULL : whole;
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

    /// Takes frames, decompressed, so that the shards of one frame land next to each other: joining them is a slice.
    ///
    /// @param maxByteSize the most bytes in all of them together, if one is compressed
    static List<Frame> merged(FrameSource source, Header header, int count, SegmentAllocator memory, long maxByteSize)
            throws IOException {
        long[] shards = shards(header, count);
        try (CompressedFrames compressed = CompressedFrames.of(source, header, count, memory, maxByteSize)) {
            List<Frame> frames = new ArrayList<>(shards.length);
            for (long shardCount : shards) {
                frames.add(
                        compressed == null
                                ? takeShards(source, (int) shardCount, memory)
                                : compressed.take((int) shardCount));
            }
            return frames;
        }
    }

    private static long[] shards(Header header, int count) {
        if (!header.has(FrameShards.COUNTS)) {
            long[] ones = new long[count];
            Arrays.fill(ones, 1);
            return ones;
        }
        long[] shards = header.integers(FrameShards.COUNTS);
        checkSplit(shards, header.integers(FrameShards.OFFSETS), count);
        return shards;
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
        // Shards that were in memory already did not ask for their part of it.
        return block.whole == null || block.used < total ? Frame.join(shards) : Frame.of(block.whole);
    }
}
