package dev.ndwire.core.comm.unix;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
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
    /// @return a blocking socket
    /// @throws IOException if that fails; it says why, and names the address
    /// @throws IllegalArgumentException if the location is no path
    public static SocketChannel connect(Address address) throws IOException {
        UnixDomainSocketAddress remote = UnixDomainSocketAddress.of(pathOf(address));
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.connect(remote);
            return socket;
        } catch (IOException e) {
            socket.close();
            // There is no way to be late, and no host that could be away.
            throw new ConnectFailedException(Reason.REFUSED, "cannot connect to " + address + ": " + e.getMessage(), e);
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
