package dev.ndwire.core.comm;

import dev.ndwire.core.comm.inproc.InprocTransport;
import dev.ndwire.core.comm.shm.ShmTransport;
import dev.ndwire.core.comm.tcp.TcpTransport;
import dev.ndwire.core.comm.tls.TlsTransport;
import dev.ndwire.core.comm.unix.UnixTransport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/// The transports of this process by scheme: ours, and those that a [ServiceLoader] finds.
final class Transports {
    private static final Map<String, Transport> BY_SCHEME = load();
    // Dask has them: they are no slips of the pen.
    private static final Map<String, String> NOT_SPOKEN =
            Map.of("ws", "WebSocket", "wss", "WebSocket", "ucx", "UCX", "ucxx", "UCX");

    private Transports() {}

    private static Map<String, Transport> load() {
        Map<String, Transport> bySchema = new LinkedHashMap<>();
        for (Transport ours : List.of(
                new TcpTransport(),
                new TlsTransport(),
                new UnixTransport(),
                new InprocTransport(),
                new ShmTransport())) {
            bySchema.put(ours.scheme(), ours);
        }
        for (Transport found : ServiceLoader.load(Transport.class, Transports.class.getClassLoader())) {
            bySchema.putIfAbsent(found.scheme(), found);
        }
        return bySchema;
    }

    /// The transport of an address.
    ///
    /// @throws IllegalArgumentException if there is none, or these settings refuse it
    static Transport of(Address address, ConnectionSettings settings) {
        Transport transport = BY_SCHEME.get(address.scheme());
        if (transport == null) {
            throw new IllegalArgumentException("address '" + address + "' " + problemOf(address.scheme())
                    + ", expected one of " + BY_SCHEME.keySet());
        }
        if (settings.security().isEncryptionRequired() && !transport.isPrivate()) {
            throw new IllegalArgumentException("address '" + address + "' is refused: encryption is required, and "
                    + address.scheme() + ":// does not encrypt");
        }
        return transport;
    }

    private static String problemOf(String scheme) {
        String protocol = NOT_SPOKEN.get(scheme);
        return protocol == null
                ? "has an unknown scheme"
                : "asks for " + protocol + ", for which ndwire has no transport";
    }
}
