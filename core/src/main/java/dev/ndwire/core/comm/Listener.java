package dev.ndwire.core.comm;

import java.io.IOException;

/// Waits for connections, as a transport sees it.
public interface Listener extends AutoCloseable {
    /// Where to connect to: wildcard hosts and port 0 replaced by real ones.
    ///
    /// @return the address
    Address address();

    /// Waits for the next connection.
    ///
    /// @return the connection, before any handshake
    /// @throws IOException if it fails, or if the listener is closed
    Channel accept() throws IOException;

    /// Stops listening. Connections that were accepted go on.
    @Override
    void close();
}
