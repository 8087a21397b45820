package dev.ndwire.core.message;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.Serialized;
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
        this.context = context;
    }

    /// Turns a message into frames, as `dumps` of `distributed.protocol.core` does.
    ///
    /// @param message maps, lists, numbers, texts, …, and anything that a family of `serialization` takes
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
        // What is passed through keeps the header that its sender gave it.
        Header header = bare instanceof Serialized ? serialized.header() : unsplit(serialized);
        int position = frames.size();
        int count = serialized.frames().size();
        frames.add(Frame.of(MsgpackWriter.encode(header.with("num-sub-frames", (long) count))));
        frames.addAll(serialized.frames());
        return PyDict.of(Placeholders.SERIALIZED, (long) position);
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
