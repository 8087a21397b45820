package dev.ndwire.core.comm;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyDict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What both ends of a connection agreed on when it began.
///
/// Source: `Comm.handshake_info` and `Comm.handshake_configuration` of `distributed.comm.core`: the lower pickle
/// protocol, and a compression only if both name the same one.
///
/// @param pickleProtocol the highest pickle protocol that both read
/// @param compression the compression that both named, or null
public record Handshake(int pickleProtocol, @Nullable String compression) {
    private static final String PICKLE_PROTOCOL = "pickle-protocol";
    private static final String COMPRESSION = "compression";

    // The version of CPython whose pickles and messages this peer speaks.
    private static final List<Long> PYTHON = List.of(3L, 11L, 0L);

    /// What this peer writes first on every connection.
    ///
    /// @param compression what it would have frames compressed by, or null
    static PyDict ours(@Nullable String compression) {
        return PyDict.of(
                COMPRESSION, compression, "python", PYTHON, PICKLE_PROTOCOL, (long) Context.HIGHEST_PICKLE_PROTOCOL);
    }

    /// Compares the peer's first message with ours. A peer that names a compression unknown here agrees on none.
    ///
    /// @param compression what was named in ours
    static Handshake with(@Nullable Object theirs, @Nullable String compression) {
        if (!(theirs instanceof PyDict dict) || !(dict.get(PICKLE_PROTOCOL) instanceof Long protocol) || protocol < 0) {
            throw new MalformedException("first message is no handshake: it has no 'pickle-protocol'");
        }
        boolean agreed = compression != null && compression.equals(dict.get(COMPRESSION));
        return new Handshake((int) Math.min(protocol, Context.HIGHEST_PICKLE_PROTOCOL), agreed ? compression : null);
    }

    /// What families may know of a message that goes out.
    Context sending(Channel channel, Lease memory, Serialization serialization) {
        return context(channel.localAddress(), channel.peerAddress(), memory, serialization);
    }

    /// What families may know of a message that comes in.
    Context receiving(Channel channel, Lease memory, Serialization serialization) {
        return context(channel.peerAddress(), channel.localAddress(), memory, serialization);
    }

    private Context context(Address sender, Address recipient, Lease memory, Serialization serialization) {
        return new Context(sender.toString(), recipient.toString(), pickleProtocol, compression, memory, serialization);
    }
}
