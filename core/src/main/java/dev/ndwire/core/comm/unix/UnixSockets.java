package dev.ndwire.core.comm.unix;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.FrameChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Sockets of the Unix domain, for all transports whose addresses are paths of such.
public final class UnixSockets {
    private UnixSockets() {}

    /// Connects.
    ///
    /// @param address where to; its location is a path
    /// @param connected makes the channel of the blocking socket
    /// @return the channel
    /// @throws IOException if that fails; it says why, and names the address
    /// @throws IllegalArgumentException if the location is no path
    public static FrameChannel connect(Address address, UnixListener.Connected connected) throws IOException {
        return channelOf(connect(address), address, connected);
    }

    /// Makes a channel of a connected socket, or closes it.
    static FrameChannel channelOf(SocketChannel socket, Address address, UnixListener.Connected connected)
            throws IOException {
        boolean done = false;
        try {
            FrameChannel made = connected.channelOf(socket, address);
            done = true;
            return made;
        } finally {
            // Out of memory, it may be: a peer that is told nothing would wait for ever.
            if (!done) {
                socket.close();
            }
        }
    }

    private static SocketChannel connect(Address address) throws IOException {
        UnixDomainSocketAddress remote = UnixDomainSocketAddress.of(pathOf(address));
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean done = false;
        try {
            socket.connect(remote);
            done = true;
            return socket;
        } catch (IOException e) {
            // There is no way to be late, and no host that could be away.
            throw new ConnectFailedException(Reason.REFUSED, "cannot connect to " + address + ": " + e.getMessage(), e);
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    static Path pathOf(Address address) {
        try {
            return Path.of(address.location());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("address '" + address + "' names no path: " + e.getReason(), e);
        }
    }
}
