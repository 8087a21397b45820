package dev.ndwire.core.comm;

import dev.ndwire.core.comm.tls.TlsTransport;

class TlsTransportTest extends StreamTransportSuite {
    private final TlsTransport transport = new TlsTransport();

    @Override
    Transport transport() {
        return transport;
    }

    @Override
    Security security() {
        return Certificates.of("ca", "peer");
    }

    @Override
    Address anywhere() {
        return Address.parse("tls://127.0.0.1:0");
    }
}
