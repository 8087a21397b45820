package dev.ndwire.core.comm;

import java.io.IOException;
import java.time.Duration;

/// A way to reach other processes, under the scheme that addresses name it by.
///
/// Found by [java.util.ServiceLoader]. Implementations are safe for use by several threads.
public interface Transport {
    /// The scheme of its addresses.
    ///
    /// @return such as `tcp`
    String scheme();

    /// Whether nobody else can read or change what it carries: it is encrypted, or does not leave the machine.
    ///
    /// @return whether [Security#isEncryptionRequired] allows it
    boolean isPrivate();

    /// Connects.
    ///
    /// @param address where to
    /// @param timeout how long to try
    /// @param settings what to connect with
    /// @return the connection, before any handshake
    /// @throws IOException if that fails; it says why, and names the address
    /// @throws IllegalArgumentException if the address is not one of this transport's, or the
    ///     settings lack what it needs
    Channel connect(Address address, Duration timeout, ConnectionSettings settings) throws IOException;

    /// Starts to listen.
    ///
    /// @param address where; port 0 is any free one
    /// @param settings what its connections are made with
    /// @return the listener
    /// @throws IOException if that fails; it says why, and names the address
    /// @throws IllegalArgumentException if the address is not one of this transport's, or the
    ///     settings lack what it needs
    Listener listen(Address address, ConnectionSettings settings) throws IOException;
}
