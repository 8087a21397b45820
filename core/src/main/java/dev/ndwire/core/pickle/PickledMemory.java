package dev.ndwire.core.pickle;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The memory of bytes or of a buffer that came in a pickle.
///
/// @param segment the bytes, where they are unless they are few or in pieces; it lives as long as they do
/// @param isWriteable whether Python may change them: a `bytearray`, or a buffer that is not read-only
public record PickledMemory(MemorySegment segment, boolean isWriteable) {
    /// Finds the memory of a value.
    ///
    /// @param value any value of a pickle
    /// @return its memory; null if it is neither bytes nor a buffer
    public static @Nullable PickledMemory of(@Nullable Object value) {
        if (value instanceof PickleBuffer buffer) {
            return new PickledMemory(buffer.content().toSegment(Arena.ofAuto()), buffer.isWriteable());
        }
        if (value instanceof LargeBytes large) {
            return new PickledMemory(large.content().toSegment(Arena.ofAuto()), large.isByteArray());
        }
        if (value instanceof Bytes small) {
            return new PickledMemory(MemorySegment.ofArray(small.toArray()), false);
        }
        if (value instanceof PyByteArray small) {
            return new PickledMemory(MemorySegment.ofArray(small.content().toArray()), true);
        }
        return null;
    }
}
