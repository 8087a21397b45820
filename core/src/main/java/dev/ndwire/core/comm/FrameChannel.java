package dev.ndwire.core.comm;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.wire.FrameSource;
import java.io.IOException;
import java.util.List;

/// A channel of bytes: lists of frames go out, lists of frames come in.
public non-sealed interface FrameChannel extends Channel {
    /// Writes one message; returns when the transport has taken all of its bytes.
    ///
    /// @param frames the frames of the message, at least one; their memory is read only while this runs
    /// @throws IOException if the connection fails; it can then only be closed
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if the transport needs memory and gets none; then
    ///     nothing was written
    void write(List<Frame> frames) throws IOException;

    /// Where arrays that must be gathered are put before they are written.
    ///
    /// @param usual where they would be put otherwise
    /// @return the pool from which this transport sends without copying
    default MemoryPool gatheringPool(MemoryPool usual) {
        return usual;
    }

    /// Waits for the next message.
    ///
    /// @param lease what frames that need not be read, since their memory came as it is, belong to once they are taken
    /// @return its frames; all must be taken or skipped before the next read
    /// @throws IOException if the connection ends or fails; it can then only be closed
    /// @throws dev.ndwire.core.wire.MalformedWireException if what comes is no message; it can then only be closed
    FrameSource read(Lease lease) throws IOException;

    /// Has every byte that is moved from now on told to a listener. A transport that cannot tell leaves it.
    ///
    /// @param listener takes the calls of [TransferListener#bytesMoved]
    default void observe(TransferListener listener) {}
}
