package dev.ndwire.core.comm.unix;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A listening socket of the Unix domain.
public final class UnixListener implements FrameListener {
    private final SocketFile file;
    private final Address address;
    private final Connected connected;

    private UnixListener(SocketFile file, Address address, Connected connected) {
        this.file = file;
        this.address = address;
        this.connected = connected;
    }

    /// Makes a channel of a connected socket.
    public interface Connected {
        /// Makes it; the end that connects has no name of its own, so both have one address.
        ///
        /// @param socket the socket, which belongs to the channel, and is closed if this throws
        /// @param address the address of both ends
        /// @return the channel
        /// @throws IOException if the socket is gone
        FrameChannel channelOf(SocketChannel socket, Address address) throws IOException;
    }

    /// Makes a socket that listens.
    ///
    /// @param address where; its location is a path
    /// @param connected makes channels of what is accepted
    /// @return the listener
    /// @throws IOException if that fails; it says why, and names the address
    /// @throws IllegalArgumentException if the location is no path
    public static UnixListener listen(Address address, Connected connected) throws IOException {
        Path path = UnixSockets.pathOf(address);
        try {
            SocketFile file = SocketFile.bind(path);
            return new UnixListener(
                    file, new Address(address.scheme(), file.path().toString()), connected);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public FrameChannel accept() throws IOException {
        return UnixSockets.channelOf(file.channel().accept(), address, connected);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop listening on " + address, e);
        }
    }
}
