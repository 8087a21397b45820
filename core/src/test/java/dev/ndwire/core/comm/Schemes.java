package dev.ndwire.core.comm;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// What tests that run over every transport between processes need of each.
enum Schemes {
    TCP,
    UNIX,
    TLS,
    SHM;

    private static final AtomicInteger NEXT = new AtomicInteger();

    /// Any free place to listen.
    String anywhere(Path folder) {
        return switch (this) {
            case TCP -> "tcp://127.0.0.1:0";
            case UNIX -> "unix://" + folder.resolve(NEXT.getAndIncrement() + ".sock");
            case SHM -> "shm://" + folder.resolve(NEXT.getAndIncrement() + ".sock");
            case TLS -> "tls://127.0.0.1:0";
        };
    }

    /// Whether its addresses have a host and a port, and no path.
    boolean isOfInternet() {
        return this == TCP || this == TLS;
    }

    ConnectionSettings settings(ConnectionSettings settings) {
        return this == TLS ? settings.with(Certificates.of("ca", "peer")) : settings;
    }
}
