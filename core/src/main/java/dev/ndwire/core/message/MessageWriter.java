package dev.ndwire.core.message;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Pickled;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.ToPickle;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.header.Placeholders;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.math.BigInteger;
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
        this.context = context.with(serialization);
        this.shards = shards;
    }

    /// Turns a message into frames, as `dumps` of `distributed.protocol.core` does.
    ///
    /// What msgpack has no form for and nobody marked goes by its type serializer, if there is one, else it is
    /// pickled, as in the original; if it cannot be, another family may take it.
    ///
    /// @param message maps, lists, numbers, texts, …, and [Serialize], [ToPickle], [Serialized], [Pickled] and anything
    ///     that a family of `serialization` takes
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
        if (value instanceof Pickled pickled) {
            return place(Placeholders.PICKLED, pickled.header(), pickled.frames());
        }
        if (value instanceof ToPickle marked) {
            return pickle(marked.value());
        }
        if (value instanceof Serialized passed) {
            // What is passed through keeps the header that its sender gave it.
            return place(Placeholders.SERIALIZED, passed.header(), passed.frames());
        }
        boolean byType = serialization.serializers().contains("dask") && serialization.hasTypeSerializer(value);
        if (value instanceof Bytes) {
            // They may stay where they are.
            return byType ? serialize(value) : null;
        }
        boolean mayPickle = serialization.serializers().contains("pickle");
        if (!mayPickle && (value instanceof String || value instanceof BigInteger)) {
            // Refused by its writer, which knows what is wrong with it.
            return null;
        }
        return value instanceof Serialize || byType || !mayPickle ? serialize(value) : pickleOrSerialize(value);
    }

    private PyDict serialize(Object value) {
        Serialized serialized = serialization.serialize(value, context);
        boolean isPassed = value instanceof Serialize marked && marked.value() instanceof Serialized;
        Serialized sent = isPassed ? serialized : shards.shard(serialized);
        return place(Placeholders.SERIALIZED, sent.header(), sent.frames());
    }

    // What nobody marked and no type serializer takes is pickled, as in the original; what cannot be, another family
    // may still take.
    private PyDict pickleOrSerialize(Object value) {
        PicklePair pair;
        try {
            pair = PicklePair.of(value, context, shards);
        } catch (IllegalArgumentException e) {
            return serialize(value);
        }
        return place(Placeholders.PICKLED, pair.header(), pair.buffers());
    }

    private PyDict pickle(@Nullable Object value) {
        try {
            PicklePair pair = PicklePair.of(value, context, shards);
            return place(Placeholders.PICKLED, pair.header(), pair.buffers());
        } catch (IllegalArgumentException e) {
            throw new SerializationException(String.valueOf(e.getMessage()), e);
        }
    }

    private PyDict place(String kind, Header header, List<Frame> objectFrames) {
        int position = frames.size();
        Header counted = header.with("num-sub-frames", (long) objectFrames.size());
        frames.add(Frame.of(MsgpackWriter.encode(counted, this::nested)));
        frames.addAll(objectFrames);
        return PyDict.of(kind, (long) position);
    }

    /// What stands inside a header in place of an object that a type serializer left there.
    private @Nullable Object nested(Object value) {
        return value instanceof Serialize || value instanceof Serialized
                ? NestedObjects.toMap(serialization.serialize(value, context))
                : null;
    }
}
