package dev.ndwire.core.comm;

import java.io.IOException;

/// Waits for connections, as a transport sees it.
public interface Listener extends AutoCloseable {
    /// Where to connect to: wildcard hosts and port 0 replaced by real ones.
    ///
    /// @return the address
    Address address();

    /// Where it listens, which differs from [#address] where that is on all interfaces: then this one has the wildcard.
    /// Source: `listen_address` of `distributed.comm.Listener`, beside its `contact_address`.
    ///
    /// @return the address, with its real port
    default Address listenAddress() {
        return address();
    }

    /// Waits for the next connection.
    ///
    /// @return the connection, before any handshake
    /// @throws IOException if it fails, or if the listener is closed
    Channel accept() throws IOException;

    /// Stops listening. Connections that were accepted go on.
    @Override
    void close();
}
