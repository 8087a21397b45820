package dev.ndwire.core.comm;

import dev.ndwire.core.wire.WireLimits;
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

    /// Connects.
    ///
    /// @param address where to
    /// @param timeout how long to try
    /// @param limits how large a message may claim to be
    /// @return the connection, before any handshake
    /// @throws IOException if that fails; it says why, and names the address
    /// @throws IllegalArgumentException if the address is not one of this transport's
    FrameChannel connect(Address address, Duration timeout, WireLimits limits) throws IOException;

    /// Starts to listen.
    ///
    /// @param address where; port 0 is any free one
    /// @param limits how large a message may claim to be
    /// @return the listener
    /// @throws IOException if that fails; it says why, and names the address
    /// @throws IllegalArgumentException if the address is not one of this transport's
    FrameListener listen(Address address, WireLimits limits) throws IOException;
}
