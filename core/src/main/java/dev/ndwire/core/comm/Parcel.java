package dev.ndwire.core.comm;

import dev.ndwire.core.memory.Lease;
import org.jspecify.annotations.Nullable;

/// What an [ObjectChannel] carries.
///
/// @param content any object; the channel does not look at it
/// @param hold what keeps the content's memory, to be closed by whoever has no more use for it; null if nothing does
public record Parcel(Object content, Lease.@Nullable Hold hold) {
    /// Closes the hold, if there is one.
    public void release() {
        if (hold != null) {
            hold.close();
        }
    }
}
