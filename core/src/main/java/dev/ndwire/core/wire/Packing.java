package dev.ndwire.core.wire;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Frames packed end to end in memory, as `pack_frames` and `unpack_frames` of `distributed.protocol.utils` do.
public final class Packing {
    private Packing() {}

    /// Packs frames behind a table of their sizes.
    ///
    /// @param frames the frames; there may be none
    /// @return one frame, a rope of the table and the frames: nothing is copied
    public static Frame pack(List<Frame> frames) {
        List<Frame> all = new ArrayList<>(frames.size() + 1);
        all.add(Frame.of(Prelude.ofMemory(frames)));
        all.addAll(frames);
        return Frame.join(all);
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
        long[] sizes = Prelude.readSizes(packed, maxFrames);
        Frame whole = Frame.of(packed);
        List<Frame> frames = new ArrayList<>(sizes.length);
        long at = Prelude.COUNT_BYTES + (long) sizes.length * Prelude.SIZE_BYTES;
        for (long size : sizes) {
            frames.add(whole.slice(at, size));
            at += size;
        }
        return Collections.unmodifiableList(frames);
    }
}
