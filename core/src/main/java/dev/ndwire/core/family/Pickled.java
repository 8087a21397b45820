package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import java.util.List;

/// A pickled value of a message that is passed through as it came: what [ToPickle] became.
///
/// The frames view memory that belongs to the message's lease; this record does not keep it alive.
///
/// @param header `pickled-obj`, the pickle itself, and perhaps `compression`
/// @param frames its out-of-band buffers, in order
public record Pickled(Header header, List<Frame> frames) {
    /// Keeps an unmodifiable copy of the list.
    public Pickled {
        frames = List.copyOf(frames);
    }
}
