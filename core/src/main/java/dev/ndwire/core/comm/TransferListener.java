package dev.ndwire.core.comm;

/// Watches the bytes of a [Connection], for a progress bar say.
///
/// Called by the thread that writes or reads, which waits for it: it should be quick. Writing and reading may overlap,
/// so an implementation that is given to a connection used by two threads must be safe for that.
public interface TransferListener {
    /// A message is about to go out, or has begun to come in.
    ///
    /// @param byteSize the bytes of its frames together, as it claims
    void messageStarted(long byteSize);

    /// Bytes have gone out or come in. Their sum may exceed the message's frames by the few bytes that frame them.
    ///
    /// @param byteCount how many since the last call, at least 1
    void bytesMoved(long byteCount);
}
