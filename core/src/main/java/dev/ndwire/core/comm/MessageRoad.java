package dev.ndwire.core.comm;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.Ownership;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// How the messages of a connection go over its channel.
interface MessageRoad {
    /// The road that a channel offers.
    ///
    /// @param admission is asked before bytes are read; objects are there already
    static MessageRoad over(Channel channel, ConnectionSettings settings, Handshake handshake, Admission admission) {
        return switch (channel) {
            case FrameChannel frames -> new FrameRoad(frames, settings, handshake, admission);
            case ObjectChannel objects -> new ObjectRoad(objects, settings, handshake);
        };
    }

    /// Writes a message. Whatever comes of it, the hold is closed when nobody needs the message's memory any more.
    void write(@Nullable Object message, Serialization serialization, Lease.@Nullable Hold hold) throws IOException;

    /// Waits for a message.
    Received read(Ownership ownership, Serialization serialization) throws IOException;

    /// What the message was that could not be read last. To be asked by the thread that reads.
    LostMessage lost();

    /// Has the bytes of every message from now on told to a listener.
    void observe(TransferListener observer);
}
