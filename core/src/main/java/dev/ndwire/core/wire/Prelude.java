package dev.ndwire.core.wire;

import dev.ndwire.core.frame.Frame;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// What stands before the frames of a message.
///
/// ```text
///   byte 0          8          16                16+8n
///        ┌──────────┬──────────┬─────────────────┬──────────
///        │ head u64 │ n u64    │ n × byteSize u64│ frames
///        └──────────┴──────────┴─────────────────┴──────────
/// ```
///
/// All integers are little-endian. `head` counts the bytes of `n`, the sizes, and those leading frames that a reader
/// may take in one go; it ends between two frames. In memory (`pack_frames` of `distributed.protocol.utils`) the same
/// stands without `head`.
public final class Prelude {
    static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final int HEAD_BYTES = 8;
    static final int COUNT_BYTES = 8;
    static final int SIZE_BYTES = 8;

    // Python reads what head covers into one buffer and every other frame into one of its own: small frames are
    // cheaper together; a large one alone is aligned and holds no neighbour's memory.
    private static final long COVERED_FRAME_MAX_BYTES = 64 << 10;

    // The table of sizes is read in steps, so that a claimed count costs no memory before its bytes are there.
    private static final int TABLE_STEP = 8192;

    private Prelude() {}

    /// Lays out the prelude of a message on a stream.
    ///
    /// @param frames the frames of the message, at least one
    /// @return `head`, `n` and the sizes, in a fresh array that the caller owns
    /// @throws IllegalArgumentException if there is no frame
    public static byte[] ofStream(List<Frame> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a message has at least 1 frame");
        }
        byte[] prelude =
                new byte[Math.addExact(HEAD_BYTES + COUNT_BYTES, Math.multiplyExact(SIZE_BYTES, frames.size()))];
        MemorySegment target = MemorySegment.ofArray(prelude);
        target.set(U64, 0, prelude.length - HEAD_BYTES + coveredByteSize(frames));
        writeTable(target.asSlice(HEAD_BYTES), frames);
        return prelude;
    }

    private static long coveredByteSize(List<Frame> frames) {
        long covered = 0;
        int at = 0;
        while (at < frames.size() && frames.get(at).byteSize() <= COVERED_FRAME_MAX_BYTES) {
            covered += frames.get(at++).byteSize();
        }
        // The shards of a large frame lie end to end: Python joins them without a copy if they come into one buffer.
        if (at + 1 < frames.size() && frames.get(at).isContinuedBy(frames.get(at + 1))) {
            covered += frames.get(at++).byteSize();
            while (at < frames.size() && frames.get(at - 1).isContinuedBy(frames.get(at))) {
                covered += frames.get(at++).byteSize();
            }
        }
        return covered;
    }

    /// Lays out the prelude of frames that are packed in memory.
    ///
    /// @param frames the frames; there may be none
    /// @return `n` and the sizes, in a fresh array that the caller owns
    public static byte[] ofMemory(List<Frame> frames) {
        byte[] prelude = new byte[Math.addExact(COUNT_BYTES, Math.multiplyExact(SIZE_BYTES, frames.size()))];
        writeTable(MemorySegment.ofArray(prelude), frames);
        return prelude;
    }

    private static void writeTable(MemorySegment target, List<Frame> frames) {
        target.set(U64, 0, frames.size());
        long at = COUNT_BYTES;
        for (Frame frame : frames) {
            target.set(U64, at, frame.byteSize());
            at += SIZE_BYTES;
        }
    }

    /// Reads the frame sizes of a packed message in memory, without touching the payloads.
    ///
    /// The result is a fresh array that the caller owns; `message` is neither kept nor closed.
    ///
    /// @param message a whole packing, starting at its `n`; any alignment
    /// @param maxFrames the most frames to accept, at least 1
    /// @return one size per frame, each `>= 0`
    /// @throws MalformedWireException if the table is cut short, names more than `maxFrames` frames, or its sizes
    ///     pass the end
    /// @throws IllegalArgumentException if `maxFrames` is below 1
    /// @throws IllegalStateException if the arena behind `message` is closed
    public static long[] readSizes(MemorySegment message, int maxFrames) {
        return readSizes(message, maxFrames, false).all;
    }

    /// Sizes of frames of which only the first are present.
    static final class Sizes {
        final long[] all;
        final int present;

        Sizes(long[] all, int present) {
            this.all = all;
            this.present = present;
        }
    }

    /// Reads the frame sizes of a packed message that, if it is partial, may end after any frame.
    static Sizes readSizes(MemorySegment message, int maxFrames, boolean partial) {
        if (maxFrames < 1) {
            throw new IllegalArgumentException("maxFrames=" + maxFrames + " is below 1");
        }
        long left = message.byteSize() - COUNT_BYTES;
        if (left < 0) {
            throw new MalformedWireException("frame count takes 8 bytes, " + message.byteSize() + " are left", 0);
        }
        int count = checkCount(message.get(U64, 0), maxFrames, 0);
        if ((long) count * SIZE_BYTES > left) {
            throw new MalformedWireException(
                    "table of " + count + " sizes takes " + (long) count * SIZE_BYTES + " bytes, " + left + " are left",
                    COUNT_BYTES);
        }
        long[] sizes = new long[count];
        int present = 0;
        left -= (long) count * SIZE_BYTES;
        for (int i = 0; i < count; i++) {
            sizes[i] = message.get(U64, COUNT_BYTES + (long) i * SIZE_BYTES);
            boolean missing = partial && left == 0;
            if (sizes[i] < 0 || (sizes[i] > left && !missing)) {
                throw new MalformedWireException(
                        "frame " + i + " claims " + Long.toUnsignedString(sizes[i]) + " bytes, " + left + " are left",
                        COUNT_BYTES + (long) i * SIZE_BYTES);
            }
            if (!missing) {
                left -= sizes[i];
                present++;
            }
        }
        return new Sizes(sizes, present);
    }

    /// Reads the prelude of a message from a stream, up to its first frame.
    ///
    /// @param source the stream, at the first byte of a message
    /// @param limits what to refuse
    /// @return one size per frame, each `>= 0`
    /// @throws MalformedWireException if the prelude passes a limit or does not agree with itself
    /// @throws IOException if the stream ends or fails
    static long[] readFrom(ByteSource source, WireLimits limits) throws IOException {
        MemorySegment fixed = readFixed(source, limits);
        long head = fixed.get(U64, 0);
        int count = checkCount(fixed.get(U64, HEAD_BYTES), limits.maxFrames(), HEAD_BYTES);
        if (count == 0) {
            throw new MalformedWireException("message has no frame, expected at least 1", HEAD_BYTES);
        }
        long tableEnd = COUNT_BYTES + (long) count * SIZE_BYTES;
        if (head < tableEnd) {
            throw new MalformedWireException(
                    "head covers " + Long.toUnsignedString(head) + " bytes, the prelude of " + count + " frames takes "
                            + tableEnd,
                    0);
        }
        if (HEAD_BYTES + tableEnd > limits.maxByteSize()) {
            throw new MalformedWireException(
                    "prelude of " + count + " frames takes " + (HEAD_BYTES + tableEnd) + " bytes, exceeds maxByteSize="
                            + limits.maxByteSize(),
                    HEAD_BYTES);
        }
        if (isBeyond(limits, head)) {
            throw Beginning.refused(fixed, limits);
        }
        long[] sizes = readTable(source, count);
        checkSizes(sizes, head, tableEnd, limits);
        return sizes;
    }

    /// Reads `head` and `n`. What has come of a stream that ended or failed before that tells whether it was one of
    /// messages: whatever the missing bytes are, they make `head` no smaller.
    private static MemorySegment readFixed(ByteSource source, WireLimits limits) throws IOException {
        MemorySegment fixed = MemorySegment.ofArray(new byte[HEAD_BYTES + COUNT_BYTES]);
        try {
            source.readFully(fixed);
        } catch (IOException cut) {
            if (Beginning.isTlsAlert(fixed) || isBeyond(limits, fixed.get(U64, 0))) {
                MalformedWireException refused = Beginning.refused(fixed, limits);
                refused.initCause(cut);
                throw refused;
            }
            throw cut;
        }
        return fixed;
    }

    private static boolean isBeyond(WireLimits limits, long head) {
        return Long.compareUnsigned(head, limits.maxByteSize()) > 0;
    }

    private static long[] readTable(ByteSource source, int count) throws IOException {
        long[] sizes = new long[Math.min(count, TABLE_STEP)];
        MemorySegment step = MemorySegment.ofArray(new byte[sizes.length * SIZE_BYTES]);
        for (int done = 0; done < count; ) {
            int now = Math.min(TABLE_STEP, count - done);
            MemorySegment part = step.asSlice(0, (long) now * SIZE_BYTES);
            source.readFully(part);
            if (done + now > sizes.length) {
                sizes = Arrays.copyOf(sizes, Math.min(count, Math.max(done + now, sizes.length * 2)));
            }
            for (int i = 0; i < now; i++) {
                sizes[done + i] = part.get(U64, (long) i * SIZE_BYTES);
            }
            done += now;
        }
        return sizes;
    }

    private static void checkSizes(long[] sizes, long head, long tableEnd, WireLimits limits) {
        long total = HEAD_BYTES + tableEnd;
        boolean headEndsBetweenFrames = head == tableEnd;
        for (int i = 0; i < sizes.length; i++) {
            long at = HEAD_BYTES + COUNT_BYTES + (long) i * SIZE_BYTES;
            if (sizes[i] < 0 || sizes[i] > limits.maxByteSize() - total) {
                throw new MalformedWireException(
                        "frame " + i + " claims " + Long.toUnsignedString(sizes[i]) + " bytes, maxByteSize="
                                + limits.maxByteSize() + " leaves " + (limits.maxByteSize() - total),
                        at);
            }
            total += sizes[i];
            headEndsBetweenFrames |= head == total - HEAD_BYTES;
        }
        if (!headEndsBetweenFrames) {
            throw new MalformedWireException(
                    "head covers " + Long.toUnsignedString(head)
                            + " bytes and ends in no gap between frames, the whole message has " + (total - HEAD_BYTES),
                    0);
        }
    }

    private static int checkCount(long count, int maxFrames, long byteOffset) {
        if (count < 0 || count > maxFrames) {
            throw new MalformedWireException(
                    "frame count " + Long.toUnsignedString(count) + " exceeds maxFrames=" + maxFrames, byteOffset);
        }
        return (int) count;
    }
}
