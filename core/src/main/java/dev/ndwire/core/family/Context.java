package dev.ndwire.core.family;

import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.lang.foreign.SegmentAllocator;
import org.jspecify.annotations.Nullable;

/// What a family may know about the journey of an object.
///
/// @param sender the address of who serializes, or null outside of a connection
/// @param recipient the address of who deserializes, or null outside of a connection
/// @param pickleProtocol the highest pickle protocol that both sides read
/// @param compression what frames are compressed by as they are written: what both sides named in the handshake, or
///     null
/// @param memory where bytes that must be gathered or copied are put; its owner decides how long they live
/// @param serialization the value at work: what a family or a type serializer finds inside an object, it serializes and
///     deserializes by this, so that the lists of families hold at every depth
public record Context(
        @Nullable String sender,
        @Nullable String recipient,
        int pickleProtocol,
        @Nullable String compression,
        SegmentAllocator memory,
        Serialization serialization) {

    /// The newest pickle protocol.
    public static final int HIGHEST_PICKLE_PROTOCOL = 5;

    /// A context outside of any connection.
    ///
    /// @param memory where bytes that must be gathered or copied are put
    /// @return a context without addresses
    public static Context local(SegmentAllocator memory) {
        return new Context(null, null, HIGHEST_PICKLE_PROTOCOL, null, memory, Serialization.standard());
    }

    /// A context outside of any connection whose memory the garbage collector frees.
    ///
    /// @return a context without addresses
    public static Context local() {
        return local(MemoryPool.standard().lease(Ownership.AUTOMATIC));
    }

    /// The same for another value at work.
    ///
    /// @param other the value at work
    /// @return this, or a context that differs in nothing else
    public Context with(Serialization other) {
        return serialization.equals(other)
                ? this
                : new Context(sender, recipient, pickleProtocol, compression, memory, other);
    }

    /// How pickles are read and written by the value at work.
    ///
    /// @return its settings
    public Pickling pickling() {
        return serialization.pickling();
    }

    /// Whether both ends are known to be on one host: their addresses name the same, as `Comm.same_host` of
    /// `distributed` has it.
    ///
    /// @return false outside of a connection
    public boolean isSameHost() {
        return sender != null && recipient != null && hostOf(sender).equals(hostOf(recipient));
    }

    // Of `scheme://host:port`. Addresses of a transport without hosts are compared whole.
    private static String hostOf(String address) {
        int start = address.indexOf("://");
        int end = address.lastIndexOf(':');
        return start < 0 || end <= start ? address : address.substring(start + 3, end);
    }

    /// The same journey with another compression.
    ///
    /// @param name the name of a compression, or null for none
    /// @return a new context
    public Context withCompression(@Nullable String name) {
        return new Context(sender, recipient, pickleProtocol, name, memory, serialization);
    }
}
