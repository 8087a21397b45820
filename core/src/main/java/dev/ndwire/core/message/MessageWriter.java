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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns a message into frames: frame 0 is its msgpack, and what msgpack has no form for follows in frames of its own.
///
/// No byte of a contiguous array is read or copied: its frame is the array's memory.
public final class MessageWriter {
    // One unsplit frame is what Python reads fastest, so objects are not split and these columns are constant.
    private static final long[] ONE = {1};
    private static final long[] ZERO = {0};

    private final Serialization serialization;
    private final Context context;
    private final List<@Nullable Frame> frames = new ArrayList<>();

    private MessageWriter(Serialization serialization, Context context) {
        this.serialization = serialization;
        this.context = context.with(serialization);
    }

    /// Turns a message into frames, as `dumps` of `distributed.protocol.core` does.
    ///
    /// What msgpack has no form for and nobody marked goes by its type serializer, if there is one, else it is pickled,
    /// as
    /// in the original; if it cannot be, another family may take it.
    ///
    /// @param message maps, lists, numbers, texts, …, and [Serialize], [ToPickle], [Serialized], [Pickled] and anything
    ///     that a family of `serialization` takes
    /// @param serialization which families write
    /// @param context what they may know, and memory for what must be gathered
    /// @return the frames, at least one; they view the memory of the message's objects
    /// @throws IllegalArgumentException if a value has no msgpack form and nests too deep or is out of range
    /// @throws SerializationException if no family takes a value
    public static List<Frame> dumps(@Nullable Object message, Serialization serialization, Context context) {
        MessageWriter writer = new MessageWriter(serialization, context);
        writer.frames.add(null);
        writer.frames.set(0, Frame.of(MsgpackWriter.encode(message, writer::embed)));
        List<Frame> frames = new ArrayList<>(writer.frames.size());
        for (Frame frame : writer.frames) {
            if (frame != null) {
                frames.add(frame);
            }
        }
        return frames;
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
        return value instanceof Serialize || byType || !mayPickle ? serialize(value) : pickleOrSerialize(value);
    }

    private PyDict serialize(Object value) {
        Serialized serialized = serialization.serialize(value, context);
        boolean isPassed = value instanceof Serialize marked && marked.value() instanceof Serialized;
        Header header = isPassed ? serialized.header() : unsplit(serialized);
        return place(Placeholders.SERIALIZED, header, serialized.frames());
    }

    // What nobody marked and no type serializer takes is pickled, as in the original; what cannot be, another family
    // may still take.
    private PyDict pickleOrSerialize(Object value) {
        PicklePair pair;
        try {
            pair = PicklePair.of(value, context);
        } catch (IllegalArgumentException e) {
            return serialize(value);
        }
        return place(Placeholders.PICKLED, pair.header(), pair.buffers());
    }

    private PyDict pickle(@Nullable Object value) {
        try {
            PicklePair pair = PicklePair.of(value, context);
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

    private static Header unsplit(Serialized serialized) {
        int count = serialized.frames().size();
        long[] ones = ONE;
        long[] offsets = ZERO;
        if (count != 1) {
            ones = new long[count];
            Arrays.fill(ones, 1);
            offsets = new long[count];
            Arrays.setAll(offsets, i -> i);
        }
        return serialized
                .header()
                .with("split-num-sub-frames", ones)
                .with("split-offsets", offsets)
                .with("compression", Arrays.asList(new Object[count]));
    }
}
