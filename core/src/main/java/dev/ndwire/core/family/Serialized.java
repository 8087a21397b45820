package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import java.util.List;

/// An object turned into a header and frames, or one that is passed through as it came.
///
/// The frames view memory that belongs to the object, to the context's allocator, or to the message's lease; this
/// record keeps none of them alive.
///
/// @param header what the frames are
/// @param frames the raw bytes, in order
public record Serialized(Header header, List<Frame> frames) {
    /// Keeps an unmodifiable copy of the list.
    public Serialized {
        frames = List.copyOf(frames);
    }

    /// Makes a pair.
    ///
    /// @param header what the frames are
    /// @param frames the raw bytes, in order
    /// @return the pair
    public static Serialized of(Header header, Frame... frames) {
        return new Serialized(header, List.of(frames));
    }
}
