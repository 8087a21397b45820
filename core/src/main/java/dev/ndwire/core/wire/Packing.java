package dev.ndwire.core.wire;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Frames packed end to end in memory, as `pack_frames` and `unpack_frames` of `distributed.protocol.utils` do.
public final class Packing {
    private Packing() {}

    /// What was found in a packing that may go on, or may not be whole.
    ///
    /// @param frames views of the frames that are there
    /// @param missingByteSizes the sizes of those that are not, in order; empty if all are there
    /// @param remainder what stands after the last frame
    public record Unpacked(List<Frame> frames, List<Long> missingByteSizes, Frame remainder) {
        /// Keeps unmodifiable copies of the lists.
        public Unpacked {
            frames = List.copyOf(frames);
            missingByteSizes = List.copyOf(missingByteSizes);
        }
    }

    /// Packs frames behind a table of their sizes.
    ///
    /// @param frames the frames; there may be none
    /// @return one frame, a rope of the table and the frames: nothing is copied
    public static Frame pack(List<Frame> frames) {
        return Frame.join(packList(frames));
    }

    /// Packs frames behind a table of their sizes, as pieces.
    ///
    /// @param frames the frames; there may be none
    /// @return the table, then the frames as they are
    public static List<Frame> packList(List<Frame> frames) {
        List<Frame> all = new ArrayList<>(frames.size() + 1);
        all.add(Frame.of(Prelude.ofMemory(frames)));
        all.addAll(frames);
        return all;
    }

    /// Finds the frames of a packing. Bytes after the last frame are left alone.
    ///
    /// @param packed the packing, starting at its count; any alignment
    /// @param maxFrames the most frames to accept, at least 1
    /// @return views of the frames in the same memory
    /// @throws MalformedWireException if the table is cut short, names more than `maxFrames` frames, or its sizes
    ///     pass the end
    /// @throws IllegalArgumentException if `maxFrames` is below 1
    /// @throws IllegalStateException if the arena behind `packed` is closed
    public static List<Frame> unpack(MemorySegment packed, int maxFrames) {
        return found(packed, Prelude.readSizes(packed, maxFrames, false)).frames();
    }

    /// Finds the frames of a packing and what stands after them, where the next packing may begin.
    ///
    /// @param packed the packing, starting at its count; any alignment
    /// @param maxFrames the most frames to accept, at least 1
    /// @return views in the same memory; no frame is missing
    /// @throws MalformedWireException if the table is cut short, names more than `maxFrames` frames, or its sizes
    ///     pass the end
    /// @throws IllegalArgumentException if `maxFrames` is below 1
    /// @throws IllegalStateException if the arena behind `packed` is closed
    public static Unpacked unpackWithRemainder(MemorySegment packed, int maxFrames) {
        return found(packed, Prelude.readSizes(packed, maxFrames, false));
    }

    /// Finds the frames of a packing whose last frames may be missing: the bytes may end after any frame.
    ///
    /// As in Python, a frame without bytes where the bytes end is missing.
    ///
    /// @param packed the packing, starting at its count; any alignment
    /// @param maxFrames the most frames to accept, at least 1
    /// @return views in the same memory, the sizes of the frames that are missing, and what stands after the last one
    ///     if none is
    /// @throws MalformedWireException if the table is cut short, names more than `maxFrames` frames, or the bytes end
    ///     inside a frame
    /// @throws IllegalArgumentException if `maxFrames` is below 1
    /// @throws IllegalStateException if the arena behind `packed` is closed
    public static Unpacked unpackPartial(MemorySegment packed, int maxFrames) {
        return found(packed, Prelude.readSizes(packed, maxFrames, true));
    }

    private static Unpacked found(MemorySegment packed, Prelude.Sizes sizes) {
        Frame whole = Frame.of(packed);
        List<Frame> frames = new ArrayList<>(sizes.present);
        long at = Prelude.COUNT_BYTES + (long) sizes.all.length * Prelude.SIZE_BYTES;
        for (int i = 0; i < sizes.present; i++) {
            frames.add(whole.slice(at, sizes.all[i]));
            at += sizes.all[i];
        }
        List<Long> missing =
                Arrays.stream(sizes.all).skip(sizes.present).boxed().toList();
        return new Unpacked(frames, missing, whole.slice(at, whole.byteSize() - at));
    }
}
