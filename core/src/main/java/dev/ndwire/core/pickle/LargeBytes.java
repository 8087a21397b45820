package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.ByteSized;

/// Python's `bytes` or `bytearray` of 64 KiB or more: a view of the pickle, never a copy.
///
/// The memory is that of the pickle, but for protocols 0 to 2, and lives as long as that does. Smaller ones are
/// [dev.ndwire.core.value.Bytes] and [dev.ndwire.core.value.PyByteArray]. Two of them are equal only if they view the
/// same frame object.
///
/// @param content the bytes
/// @param isByteArray whether it is a `bytearray` over there, which may be changed
public record LargeBytes(Frame content, boolean isByteArray) implements ByteSized {
    /// From how many bytes on a byte string in a pickle is viewed, not copied: 64 KiB.
    public static final long MIN_BYTE_SIZE = 64 << 10;

    @Override
    public long byteSize() {
        return content.byteSize();
    }
}
