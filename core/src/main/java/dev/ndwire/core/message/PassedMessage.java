package dev.ndwire.core.message;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Pickled;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.wire.FrameList;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message on its way to a receiver in the same process.
///
/// Its maps, lists, tuples and sets are copies, of the classes that a receiver elsewhere would find (`PyDict`,
/// `PyTuple`, `PySet`; inside a [dev.ndwire.core.family.Serialize] lists stay lists), and its numbers are of those
/// classes, too: the sender may change his own at once. Everything else, arrays above all, is the very object that the
/// sender has; no family sees it. [dev.ndwire.core.family.Serialize] and [dev.ndwire.core.family.ToPickle] are taken
/// off. Source: `_nested_deserialize` of `distributed.protocol.serialize`, which copies less.
public final class PassedMessage {
    private final @Nullable Object value;
    private final boolean hasUnopened;

    private PassedMessage(@Nullable Object value, boolean hasUnopened) {
        this.value = value;
        this.hasUnopened = hasUnopened;
    }

    /// Copies what holds the objects of a message.
    ///
    /// @param message maps, lists, numbers, texts, … and any objects
    /// @return the message for its receiver
    /// @throws IllegalArgumentException if it nests deeper than a message may, or a key of a map is or holds a map
    public static PassedMessage of(@Nullable Object message) {
        boolean[] found = {false};
        Object value = ContainerCopy.ofMessage(message, object -> {
            found[0] |= object instanceof Serialized || object instanceof Pickled;
            return object;
        });
        return new PassedMessage(value, found[0]);
    }

    /// The message as it was passed: what was serialized before is not opened.
    ///
    /// @return its maps, lists and texts, which the receiver may look at
    public @Nullable Object unopened() {
        return value;
    }

    /// Opens the message for its receiver: what was serialized before is rebuilt, everything else is there.
    ///
    /// @param serialization which families may be read
    /// @param context what they may know; its memory takes what must be decompressed or joined
    /// @param limits what to refuse in headers
    /// @param wireLimits how large what is compressed may become
    /// @return the message
    /// @throws dev.ndwire.core.value.MalformedException if a serialized object breaks its format
    /// @throws dev.ndwire.core.family.SerializationException if it may not or cannot be opened
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if it has no room
    public @Nullable Object open(
            Serialization serialization, Context context, HeaderLimits limits, WireLimits wireLimits) {
        if (!hasUnopened) {
            return value;
        }
        return ContainerCopy.ofObject(
                value,
                object -> object instanceof Serialized || object instanceof Pickled
                        ? read(
                                MessageWriter.dumps(object, serialization, context),
                                serialization,
                                context,
                                limits,
                                wireLimits)
                        : object);
    }

    /// Serializes the message into the context's memory and reads it from there: for a receiver that may not use the
    /// sender's memory.
    ///
    /// @param serialization which families write, and may be read
    /// @param context what they may know; its memory takes the copies
    /// @param limits what to refuse in headers
    /// @param wireLimits how large what is compressed may become
    /// @return the message, which views no memory of the sender's
    /// @throws dev.ndwire.core.value.MalformedException if a serialized object breaks its format
    /// @throws dev.ndwire.core.family.SerializationException if no family takes an object
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if it has no room
    public @Nullable Object copy(
            Serialization serialization, Context context, HeaderLimits limits, WireLimits wireLimits) {
        List<Frame> copies = new ArrayList<>();
        for (Frame frame : MessageWriter.dumps(value, serialization, context)) {
            MemorySegment memory = context.memory().allocate(frame.byteSize(), Math.max(64, frame.itemByteSize()));
            frame.copyTo(memory);
            copies.add(Frame.of(memory));
        }
        return read(copies, serialization, context, limits, wireLimits);
    }

    private static @Nullable Object read(
            List<Frame> frames,
            Serialization serialization,
            Context context,
            HeaderLimits limits,
            WireLimits wireLimits) {
        try {
            return MessageReader.loads(new FrameList(frames), serialization, context, limits, wireLimits);
        } catch (IOException e) {
            throw new UncheckedIOException("frames in memory do not fail", e);
        }
    }
}
