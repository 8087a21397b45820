package dev.ndwire.core.compress;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Compresses those frames that it pays for, one after another.
///
/// A frame of less than 10,000 bytes or more than 2 GiB stays as it is. Of any other, five samples of 10,000 bytes
/// from random places are compressed first; only if they shrink to 0.7 or less, the whole frame is, and if that does
/// not shrink to 0.7 or less, it stays as it is too. Source: `maybe_compress` of `distributed.protocol.compression`.
/// Frames that are close to 2 GiB may be more than a codec takes ([Codec#maxByteSize]): they stay as they are, where
/// Python's libraries fail.
///
/// Used by one thread.
public final class FrameCompression {
    private static final long MIN_BYTE_SIZE = 10_000;
    private static final long MAX_BYTE_SIZE = 1L << 31;
    private static final int SAMPLE_BYTES = 10_000;
    private static final int SAMPLE_COUNT = 5;
    private static final double MAX_RATIO = 0.7;

    private final Codec codec;
    private final RandomGenerator random;
    private final SegmentAllocator memory;
    private final SegmentAllocator scratch;
    private @Nullable MemorySegment sample;
    private @Nullable MemorySegment compressedSample;
    // What was taken for a frame that did not shrink serves the next one.
    private @Nullable MemorySegment spare;

    /// Begins with no memory taken.
    ///
    /// @param codec what compresses
    /// @param random where samples are taken from
    /// @param memory takes compressed frames; they live as long as its owner decides
    /// @param scratch takes what is needed until the last frame is done
    public FrameCompression(Codec codec, RandomGenerator random, SegmentAllocator memory, SegmentAllocator scratch) {
        this.codec = codec;
        this.random = random;
        this.memory = memory;
        this.scratch = scratch;
    }

    /// The codec that compresses.
    ///
    /// @return the codec
    public Codec codec() {
        return codec;
    }

    /// Compresses a frame if that pays.
    ///
    /// @param frame the frame; it must stay open and unchanged until this returns
    /// @return the compressed form, or null if the frame is to stay as it is
    /// @throws IllegalStateException if the frame's memory is closed
    public @Nullable Frame compress(Frame frame) {
        long byteSize = frame.byteSize();
        if (byteSize < MIN_BYTE_SIZE || byteSize > Math.min(MAX_BYTE_SIZE, codec.maxByteSize()) || !samplePays(frame)) {
            return null;
        }
        MemorySegment target = target(codec.maxCompressedByteSize(byteSize));
        long compressed = codec.compress(frame, target, scratch);
        if (compressed > MAX_RATIO * byteSize) {
            return null;
        }
        spare = null;
        return Frame.of(target.asSlice(0, compressed));
    }

    private MemorySegment target(long byteSize) {
        MemorySegment target = spare;
        if (target == null || target.byteSize() < byteSize) {
            target = memory.allocate(byteSize, Long.BYTES);
            spare = target;
        }
        return target;
    }

    private boolean samplePays(Frame frame) {
        MemorySegment into = sample;
        MemorySegment target = compressedSample;
        if (into == null || target == null) {
            long most = SAMPLE_COUNT * SAMPLE_BYTES;
            into = sample = scratch.allocate(most, Long.BYTES);
            target = compressedSample = scratch.allocate(codec.maxCompressedByteSize(most), Long.BYTES);
        }
        MemorySegment taken = into.asSlice(0, takeSample(frame, into));
        return codec.compress(Frame.of(taken), target, scratch) <= MAX_RATIO * taken.byteSize();
    }

    // A piece ends early where the next one begins inside it, and is empty where the next one begins before it.
    private long takeSample(Frame frame, MemorySegment into) {
        long starts = frame.byteSize() - SAMPLE_BYTES + 1;
        long start = random.nextLong(starts);
        long taken = 0;
        for (int i = 1; i <= SAMPLE_COUNT; i++) {
            long next = i < SAMPLE_COUNT ? random.nextLong(starts) : Long.MAX_VALUE;
            long end = Math.min(start + SAMPLE_BYTES, next);
            if (end > start) {
                frame.slice(start, end - start).copyTo(into.asSlice(taken));
                taken += end - start;
            }
            start = next;
        }
        return taken;
    }
}
