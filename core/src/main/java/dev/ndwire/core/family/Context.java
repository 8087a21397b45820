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
public record Context(
        @Nullable String sender,
        @Nullable String recipient,
        int pickleProtocol,
        @Nullable String compression,
        SegmentAllocator memory) {

    /// The newest pickle protocol.
    public static final int HIGHEST_PICKLE_PROTOCOL = 5;

    /// A context outside of any connection.
    ///
    /// @param memory where bytes that must be gathered or copied are put
    /// @return a context without addresses
    public static Context local(SegmentAllocator memory) {
        return new Context(null, null, HIGHEST_PICKLE_PROTOCOL, null, memory);
    }

    /// A context outside of any connection whose memory the garbage collector frees.
    ///
    /// @return a context without addresses
    public static Context local() {
        return local(MemoryPool.standard().lease(Ownership.AUTOMATIC));
    }

    /// The same journey with another compression.
    ///
    /// @param name the name of a compression, or null for none
    /// @return a new context
    public Context withCompression(@Nullable String name) {
        return new Context(sender, recipient, pickleProtocol, name, memory);
    }
}
