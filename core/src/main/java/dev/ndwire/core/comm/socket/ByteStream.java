package dev.ndwire.core.comm.socket;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A connected stream of bytes, both ways: a socket, or what lies over one.
///
/// One thread may write while another reads. Closing is allowed from any thread at any time and ends both with a
/// [java.nio.channels.ClosedChannelException].
public interface ByteStream {
    /// Waits for bytes.
    ///
    /// @param target where to; at least one byte of it remains
    /// @return how many came, or -1 at the end of the stream
    /// @throws IOException if the stream fails or is closed
    int read(ByteBuffer target) throws IOException;

    /// Reads what has come, without waiting. To be called by the thread that reads.
    ///
    /// @param target where to; at least one byte of it remains
    /// @return how many bytes came, 0 if none have or it cannot be told since another thread is writing, or -1 at the
    ///     end of the stream
    /// @throws IOException if the stream fails or is closed
    int readNow(ByteBuffer target) throws IOException;

    /// Writes bytes, all of them or some.
    ///
    /// @param sources what to write, in this order
    /// @param from the first that counts
    /// @param count how many count
    /// @return how many bytes were taken
    /// @throws IOException if the stream fails or is closed
    long write(ByteBuffer[] sources, int from, int count) throws IOException;

    /// Looks, without waiting, whether the stream goes on and nothing is there to be read. To be asked while no thread
    /// reads or writes; what is there may be lost by it.
    ///
    /// @return false if bytes or the end have come
    /// @throws IOException if the stream fails or is closed
    default boolean isQuiet() throws IOException {
        return readNow(ByteBuffer.allocate(1)) == 0;
    }

    /// The socket that the bytes go through.
    ///
    /// @return the socket
    WatchedSocket socket();

    /// Whether bytes that have come wait inside of the stream, where no selector that watches the socket sees them.
    ///
    /// @return whether to read rather than to wait; asked between reads, by the thread that reads
    boolean isHolding();

    /// Tells the peer that nothing more is written, after what was.
    ///
    /// @throws IOException if the stream fails or is closed
    void endOutput() throws IOException;

    /// Ends the stream after what was written has gone out. Closing again does nothing.
    ///
    /// @throws IOException if the stream was gone before; it is closed nevertheless
    void close() throws IOException;

    /// Ends the stream at once; what was written may be lost.
    ///
    /// @throws IOException if the stream was gone before; it is closed nevertheless
    void abort() throws IOException;
}
