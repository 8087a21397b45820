package dev.ndwire.core.message;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.header.Placeholders;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns a message into frames: frame 0 is its msgpack, and what msgpack has no form for follows in frames of its own.
///
/// No byte of a contiguous array is read or copied: its frame is the array's memory.
public final class MessageWriter {
    private final Serialization serialization;
    private final Context context;
    private final FrameShards shards;
    private final List<@Nullable Frame> frames = new ArrayList<>();

    private MessageWriter(Serialization serialization, Context context, FrameShards shards) {
        this.serialization = serialization;
        this.context = context;
        this.shards = shards;
    }

    /// Turns a message into frames, as `dumps` of `distributed.protocol.core` does.
    ///
    /// @param message maps, lists, numbers, texts, …, and anything that a family of `serialization` takes
    /// @param serialization which families write
    /// @param context what they may know, what compresses, and memory for what must be gathered or compressed
    /// @return the frames, at least one; they view the memory of the message's objects
    /// @throws IllegalArgumentException if a value has no msgpack form and nests too deep or is out of range
    /// @throws SerializationException if no family takes a value
    public static List<Frame> dumps(@Nullable Object message, Serialization serialization, Context context) {
        return dumps(message, serialization, context, WriteOptions.standard());
    }

    /// Turns a message into frames, as `dumps` of `distributed.protocol.core` does.
    ///
    /// @param message maps, lists, numbers, texts, …, and anything that a family of `serialization` takes
    /// @param serialization which families write
    /// @param context what they may know, what compresses, and memory for what must be gathered or compressed
    /// @param options how frames are cut and sampled
    /// @return the frames, at least one; they view the memory of the message's objects
    /// @throws IllegalArgumentException if a value has no msgpack form and nests too deep or is out of range
    /// @throws SerializationException if no family takes a value
    public static List<Frame> dumps(
            @Nullable Object message, Serialization serialization, Context context, WriteOptions options) {
        try (FrameShards shards = new FrameShards(context, options)) {
            return new MessageWriter(serialization, context, shards).write(message);
        }
    }

    private List<Frame> write(@Nullable Object message) {
        frames.add(null);
        frames.set(0, Frame.of(MsgpackWriter.encode(message, this::embed)));
        List<Frame> written = new ArrayList<>(frames.size());
        for (Frame frame : frames) {
            if (frame != null) {
                written.add(frame);
            }
        }
        return written;
    }

    private @Nullable Object embed(Object value) {
        Serialized serialized;
        try {
            serialized = serialization.serialize(value, context);
        } catch (SerializationException e) {
            if (value instanceof Bytes) {
                // No family that writes takes bytes: then they stay where they are.
                return null;
            }
            throw e;
        }
        Object bare = value instanceof Serialize marked ? marked.value() : value;
        // What is passed through keeps the header and the frames that its sender gave it.
        Serialized sent = bare instanceof Serialized ? serialized : shards.shard(serialized);
        int position = frames.size();
        int count = sent.frames().size();
        frames.add(Frame.of(MsgpackWriter.encode(sent.header().with("num-sub-frames", (long) count))));
        frames.addAll(sent.frames());
        return PyDict.of(Placeholders.SERIALIZED, (long) position);
    }
}
