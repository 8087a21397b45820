package dev.ndwire.core.comm;

import org.jspecify.annotations.Nullable;

/// A connection as a transport sees it. It moves either frames or, where both ends are in one process, objects.
///
/// One thread may write while another reads. Closing is allowed from any thread at any time and ends both.
public sealed interface Channel extends AutoCloseable permits FrameChannel, ObjectChannel {
    /// The address of this end.
    ///
    /// @return the address
    Address localAddress();

    /// The address of the other end.
    ///
    /// @return the address
    Address peerAddress();

    /// Whether both ends are on one host, as far as their addresses tell: then nothing is compressed between them.
    ///
    /// @return whether both have the same network address; true of a transport that leaves no host
    boolean isSameHost();

    /// Whether the connection can still be used, as far as that can be told without waiting: neither end has closed it,
    /// and nothing has come that nobody asked for. To be asked while no thread reads or writes.
    ///
    /// @return false if it is of no more use
    boolean isOpen();

    /// What waits for the next message without a thread that blocks.
    ///
    /// @return the same at every call; null if the channel has no such thing, and messages are waited for by reading
    default @Nullable MessageWatch watch() {
        return null;
    }

    /// Ends the connection after what was written has gone out. Closing again does nothing.
    @Override
    void close();

    /// Ends the connection at once; what was written may be lost.
    void abort();
}
