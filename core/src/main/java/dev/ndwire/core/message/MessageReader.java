package dev.ndwire.core.message;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Pickled;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.Placeholders;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.MalformedWireException;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns frames back into a message, pulling them in wire order.
///
/// Each object's header decides the memory of the frames that follow it. Frames that no placeholder points to are
/// skipped, since honest senders leave some. When an object or a header cannot be read, the rest of the message is
/// still taken off the stream, so that the next message can be read; only then is the fault thrown.
public final class MessageReader {
    private final FrameSource source;
    private final Serialization serialization;
    private final Context context;
    private final HeaderLimits limits;
    private final long maxDecompressedByteSize;
    private final boolean open;
    // Frame index of each header → what stands for it in the message.
    private final TreeMap<Integer, Placeholder> placeholders = new TreeMap<>();

    interface Rebuilding {
        @Nullable
        Object rebuild();
    }

    private static final class Placeholder {
        private final String kind;
        private @Nullable Object value;

        Placeholder(String kind) {
            this.kind = kind;
        }
    }

    private MessageReader(
            FrameSource source,
            Serialization serialization,
            Context context,
            HeaderLimits limits,
            long maxDecompressedByteSize,
            boolean open) {
        this.source = source;
        this.serialization = serialization;
        this.context = context.with(serialization);
        this.limits = limits;
        this.maxDecompressedByteSize = maxDecompressedByteSize;
        this.open = open;
    }

    /// Reads a message and rebuilds the objects in it, as `loads` of `distributed.protocol.core` does.
    ///
    /// @param source the message's frames; all of them are taken or skipped, unless the stream fails
    /// @param serialization which families may be read
    /// @param context what they may know; its memory takes the frames of objects
    /// @param limits what to refuse in headers
    /// @return the message, its objects viewing the context's memory
    /// @throws IOException if the stream ends or fails
    /// @throws MalformedWireException if the stream cannot be read on
    /// @throws MalformedException if frame 0 or an object breaks its format; the stream is at the next message
    /// @throws SerializationException if an object may not or cannot be opened; the stream is at the next message
    /// @throws MemoryBudgetExceededException if an object has no room; the stream is at the next message
    public static @Nullable Object loads(
            FrameSource source, Serialization serialization, Context context, HeaderLimits limits) throws IOException {
        return loads(source, serialization, context, limits, WireLimits.standard());
    }

    /// Reads a message as [#loads(FrameSource, Serialization, Context, HeaderLimits)] does, with other limits of what
    /// compressed frames may become.
    ///
    /// @param source the message's frames; all of them are taken or skipped, unless the stream fails
    /// @param serialization which families may be read
    /// @param context what they may know; its memory takes the frames of objects
    /// @param limits what to refuse in headers
    /// @param wireLimits its `maxDecompressedByteSize` is the most bytes of an object with compressed frames
    /// @return the message, its objects viewing the context's memory
    /// @throws IOException if the stream ends or fails
    /// @throws MalformedWireException if the stream cannot be read on
    /// @throws MalformedException if frame 0 or an object breaks its format; the stream is at the next message
    /// @throws SerializationException if an object may not or cannot be opened; the stream is at the next message
    /// @throws MemoryBudgetExceededException if an object has no room; the stream is at the next message
    public static @Nullable Object loads(
            FrameSource source,
            Serialization serialization,
            Context context,
            HeaderLimits limits,
            WireLimits wireLimits)
            throws IOException {
        long most = wireLimits.maxDecompressedByteSize();
        return new MessageReader(source, serialization, context, limits, most, true).read();
    }

    /// Reads a message and leaves its objects as [Serialized] and [Pickled], unopened, to be passed on.
    ///
    /// @param source the message's frames; all of them are taken or skipped, unless the stream fails
    /// @param context its memory takes the frames of objects
    /// @param limits what to refuse in headers
    /// @return the message
    /// @throws IOException if the stream ends or fails
    /// @throws MalformedWireException if the stream cannot be read on
    /// @throws MalformedException if a header breaks its format; the stream is at the next message
    /// @throws MemoryBudgetExceededException if an object has no room; the stream is at the next message
    public static @Nullable Object loadsUnopened(FrameSource source, Context context, HeaderLimits limits)
            throws IOException {
        return new MessageReader(source, Serialization.standard(), context, limits, 0, false).read();
    }

    private @Nullable Object read() throws IOException {
        try {
            Object message = MsgpackReader.decode(header(), limits, this::notePlaceholder);
            boolean hasObjects = !placeholders.isEmpty();
            while (source.position() < source.frameCount()) {
                Placeholder placeholder = placeholders.remove(source.position());
                if (placeholder == null) {
                    source.skip();
                } else {
                    placeholder.value = readObject(placeholder.kind);
                }
            }
            if (!placeholders.isEmpty()) {
                throw new MalformedHeaderException("a placeholder points to frame " + placeholders.firstKey()
                        + ", which belongs to the object before it");
            }
            return hasObjects ? resolved(message) : message;
        } catch (MalformedWireException streamIsLost) {
            throw streamIsLost;
        } catch (MalformedException | SerializationException | MemoryBudgetExceededException objectIsLost) {
            while (source.position() < source.frameCount()) {
                source.skip();
            }
            throw objectIsLost;
        }
    }

    private byte[] header() throws IOException {
        int index = source.position();
        if (source.byteSize(index) > limits.maxByteSize()) {
            throw new MalformedHeaderException("frame " + index + " is a header of " + source.byteSize(index)
                    + " bytes, exceeds maxByteSize=" + limits.maxByteSize());
        }
        return source.takeArray();
    }

    private @Nullable Object notePlaceholder(PyDict map) {
        for (String kind : List.of(Placeholders.SERIALIZED, Placeholders.PICKLED)) {
            if (map.get(kind) instanceof Long index && index > 0) {
                if (index >= source.frameCount()) {
                    throw new MalformedHeaderException("a placeholder points to frame " + index + ", the message has "
                            + source.frameCount() + " frames");
                }
                return placeholders.computeIfAbsent((int) (long) index, unused -> new Placeholder(kind));
            }
        }
        return map;
    }

    private @Nullable Object readObject(String kind) throws IOException {
        int index = source.position();
        Header header = MsgpackReader.decodeHeader(header(), limits, NestedObjects::ofMap);
        long count = header.integer("num-sub-frames");
        if (count < 0 || count > source.frameCount() - source.position()) {
            throw new MalformedHeaderException("frame " + index + " claims " + count + " frames for its object, "
                    + (source.frameCount() - source.position()) + " follow it");
        }
        boolean isPickled = kind.equals(Placeholders.PICKLED);
        if (!open) {
            List<Frame> closed = ObjectFrames.unmerged(source, (int) count, context.memory());
            return isPickled ? new Pickled(header, closed) : new Serialized(header, closed);
        }
        if (isPickled) {
            serialization.requireReadable("pickle");
        } else {
            serialization.requireReadable(header);
        }
        List<Frame> frames =
                ObjectFrames.merged(source, header, (int) count, context.memory(), maxDecompressedByteSize);
        return isPickled
                ? rebuild(() -> PicklePair.read(new Pickled(header, frames), context))
                : rebuild(() -> serialization.deserialize(new Serialized(header, frames), context));
    }

    // The frames are taken, so whatever a family does wrong with them, the stream is where it should be.
    static @Nullable Object rebuild(Rebuilding rebuilding) {
        try {
            return rebuilding.rebuild();
        } catch (MalformedException | SerializationException | MemoryBudgetExceededException said) {
            throw said;
        } catch (RuntimeException e) {
            throw new SerializationException("an object cannot be rebuilt: " + Header.excerpt(e), e);
        }
    }

    private static @Nullable Object resolved(@Nullable Object message) {
        try {
            return resolve(message);
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException("an object is no key of a map and no element of a set", e);
        }
    }

    /// Puts objects where their placeholders stand. Maps are changed in place, unless a key of theirs is an object.
    private static @Nullable Object resolve(@Nullable Object value) {
        if (value instanceof Placeholder placeholder) {
            return placeholder.value;
        }
        if (value instanceof PyDict dict) {
            boolean keysStay = dict.keySet().stream().noneMatch(MessageReader::holdsPlaceholder);
            PyDict target = keysStay ? dict : new PyDict(dict.size());
            for (Map.Entry<?, @Nullable Object> entry : dict.entrySet()) {
                if (keysStay) {
                    entry.setValue(resolve(entry.getValue()));
                } else {
                    target.put(resolve(entry.getKey()), resolve(entry.getValue()));
                }
            }
            return target;
        } else if (value instanceof PySet set) {
            return holdsPlaceholder(set)
                    ? new PySet(set.stream().map(MessageReader::resolve).toList())
                    : set;
        } else if (value instanceof PyTuple tuple) {
            return PyTuple.copyOf(tuple.stream().map(MessageReader::resolve).toList());
        }
        return value;
    }

    // Of keys and elements of sets, which hold no maps.
    private static boolean holdsPlaceholder(@Nullable Object value) {
        return value instanceof Placeholder
                || (value instanceof Collection<?> elements
                        && elements.stream().anyMatch(MessageReader::holdsPlaceholder));
    }
}
