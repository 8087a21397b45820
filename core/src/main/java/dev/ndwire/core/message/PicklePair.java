package dev.ndwire.core.message;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Pickled;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.pickle.PickleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pickled value of a message: the pickle stands in the header, its out-of-band buffers follow.
///
/// ```text
///   pickled-obj   the pickle
///   compression   per buffer
/// ```
///
/// Source: `dumps` and `loads` of `distributed.protocol.core`.
///
/// @param header the pickle, and how the buffers are compressed
/// @param buffers the buffers, in order
record PicklePair(Header header, List<Frame> buffers) {
    private static final String PICKLE = "pickled-obj";

    /// Pickles a value.
    ///
    /// @throws IllegalArgumentException if it is or holds a value that has no pickle
    static PicklePair of(@Nullable Object value, Context context, FrameShards shards) {
        List<Frame> buffers = new ArrayList<>();
        Frame pickle = context.pickling()
                .writer(context.pickleProtocol())
                .write(value, buffer -> buffers.add(buffer.content()));
        Header header = Header.of(PICKLE, pickle.toByteArray(), FrameShards.COMPRESSION, shards.compress(buffers));
        return new PicklePair(header, buffers);
    }

    /// Reads the value back.
    static @Nullable Object read(Pickled pickled, Context context) {
        // Nothing says whether they were writeable over there; Python makes arrays that may be written.
        List<PickleBuffer> buffers = pickled.frames().stream()
                .map(frame -> new PickleBuffer(frame, true))
                .toList();
        Frame pickle = Frame.of(pickled.header().bytes(PICKLE).toArray());
        return context.pickling().reader().read(pickle, buffers);
    }
}
