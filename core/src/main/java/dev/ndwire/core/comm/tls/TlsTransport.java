package dev.ndwire.core.comm.tls;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.comm.Security;
import dev.ndwire.core.comm.Transport;
import dev.ndwire.core.comm.tcp.TcpSockets;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLEngine;

/// `tls://host:port`: TCP, encrypted, with certificates of both ends.
///
/// The TLS handshake runs with the first bytes of the connection's own, on the thread that reads or writes them.
public final class TlsTransport implements Transport {
    /// Makes the transport; it holds nothing.
    public TlsTransport() {}

    @Override
    public String scheme() {
        return "tls";
    }

    @Override
    public boolean isPrivate() {
        return true;
    }

    @Override
    public FrameChannel connect(Address address, Duration timeout, ConnectionSettings settings) throws IOException {
        Security security = settings.security();
        SSLEngine engine = security.clientEngine(address.host(), address.port());
        return new TcpSockets(settings, socket -> TlsStream.ofClient(socket, engine)).connect(address, timeout);
    }

    @Override
    public FrameListener listen(Address address, ConnectionSettings settings) throws IOException {
        Security security = settings.security();
        // Refuses before anything listens.
        security.sslContext();
        return new TcpSockets(settings, socket -> TlsStream.ofServer(socket, security)).listen(address);
    }
}
