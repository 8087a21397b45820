package dev.ndwire.core.message;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.wire.FrameList;
import dev.ndwire.core.wire.Packing;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One object as bytes that stand alone: in a file, a queue, a database.
///
/// ```text
///   ┌────────┬───────────────┬─────────────────┬────────────────
///   │ n  u64 │ n × size  u64 │ header, msgpack │ n - 1 frames
///   └────────┴───────────────┴─────────────────┴────────────────
/// ```
///
/// The header is that of a message's object, with `count` instead of `num-sub-frames`. Sources: `serialize_bytes`,
/// `serialize_bytelist` and `deserialize_bytes` of `distributed.protocol.serialize`.
public final class SerializedBytes {
    private SerializedBytes() {}

    /// Turns an object into one run of bytes, as `serialize_bytes` does.
    ///
    /// @param value the object; one that is [Serialized] already and says how it is compressed is not opened
    /// @param serialization which families write
    /// @param context what they may know, what compresses, and memory for what must be gathered or compressed
    /// @param options how frames are cut and sampled
    /// @return a rope that views the object's memory: nothing is copied
    /// @throws dev.ndwire.core.family.SerializationException if no family takes the object
    public static Frame serializeBytes(
            @Nullable Object value, Serialization serialization, Context context, WriteOptions options) {
        return Frame.join(serializeByteList(value, serialization, context, options));
    }

    /// Turns an object into pieces that make its bytes when they are laid end to end, as `serialize_bytelist` does.
    ///
    /// @param value the object; one that is [Serialized] already and says how it is compressed is not opened
    /// @param serialization which families write
    /// @param context what they may know, what compresses, and memory for what must be gathered or compressed
    /// @param options how frames are cut and sampled
    /// @return the table of sizes, the header, and the frames, which view the object's memory
    /// @throws dev.ndwire.core.family.SerializationException if no family takes the object
    public static List<Frame> serializeByteList(
            @Nullable Object value, Serialization serialization, Context context, WriteOptions options) {
        Object bare = value instanceof Serialize marked ? marked.value() : value;
        Serialized sent = bare instanceof Serialized already ? already : serialization.serialize(bare, context);
        if (!(bare instanceof Serialized) || !sent.header().has(FrameShards.COMPRESSION)) {
            try (FrameShards shards = new FrameShards(context, options)) {
                sent = shards.shard(sent);
            }
        }
        Header header = sent.header().with("count", (long) sent.frames().size());
        List<Frame> frames = new ArrayList<>(sent.frames().size() + 1);
        frames.add(Frame.of(MsgpackWriter.encode(header)));
        frames.addAll(sent.frames());
        return Packing.packList(frames);
    }

    /// Rebuilds an object from its bytes, as `deserialize_bytes` does, within the standard limits.
    ///
    /// @param bytes all bytes of the object; what stands after them is not read
    /// @param serialization which families may be read
    /// @param context what they may know; its memory takes what is decompressed or was cut
    /// @return the object, which may view the bytes' memory
    /// @throws dev.ndwire.core.value.MalformedException if the bytes break their format
    /// @throws dev.ndwire.core.family.SerializationException if the object may not or cannot be opened
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if it has no room
    public static @Nullable Object deserializeBytes(Frame bytes, Serialization serialization, Context context) {
        return deserializeBytes(bytes, serialization, context, HeaderLimits.standard(), WireLimits.standard());
    }

    /// Rebuilds an object from its bytes, as `deserialize_bytes` does.
    ///
    /// @param bytes all bytes of the object; what stands after them is not read
    /// @param serialization which families may be read
    /// @param context what they may know; its memory takes what is decompressed or was cut, and a rope's bytes
    /// @param limits what to refuse in the header
    /// @param wireLimits how many frames, and how many decompressed bytes, there may be
    /// @return the object, which may view the bytes' memory
    /// @throws dev.ndwire.core.wire.MalformedWireException if the table of sizes does not fit the bytes
    /// @throws dev.ndwire.core.value.MalformedException if header or frames break their format
    /// @throws dev.ndwire.core.family.SerializationException if the object may not or cannot be opened
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if it has no room
    public static @Nullable Object deserializeBytes(
            Frame bytes, Serialization serialization, Context context, HeaderLimits limits, WireLimits wireLimits) {
        List<Frame> frames = Packing.unpack(bytes.toSegment(context.memory()), wireLimits.maxFrames());
        if (frames.isEmpty()) {
            throw new MalformedHeaderException("bytes of an object have no frame, expected a header");
        }
        Header header = header(frames.get(0), limits);
        int count = frames.size() - 1;
        if (header.has("count") && header.integer("count") != count) {
            throw new MalformedHeaderException(
                    "header claims " + header.integer("count") + " frames, " + count + " follow it");
        }
        serialization.requireReadable(header);
        FrameList source = new FrameList(frames);
        source.skip();
        try {
            long most = wireLimits.maxDecompressedByteSize();
            List<Frame> merged = ObjectFrames.merged(source, header, count, context.memory(), most);
            return MessageReader.rebuild(() -> serialization.deserialize(new Serialized(header, merged), context));
        } catch (IOException e) {
            throw new UncheckedIOException("frames in memory do not fail", e);
        }
    }

    private static Header header(Frame frame, HeaderLimits limits) {
        if (frame.byteSize() > limits.maxByteSize()) {
            throw new MalformedHeaderException(
                    "header of " + frame.byteSize() + " bytes exceeds maxByteSize=" + limits.maxByteSize());
        }
        return MsgpackReader.decodeHeader(frame.toByteArray(), limits);
    }
}
