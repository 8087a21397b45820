package dev.ndwire.core.comm;

import dev.ndwire.core.comm.tcp.TcpTransport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/// The transports of this process by scheme: ours, and those that a [ServiceLoader] finds.
final class Transports {
    private static final Map<String, Transport> BY_SCHEME = load();

    private Transports() {}

    private static Map<String, Transport> load() {
        Map<String, Transport> bySchema = new LinkedHashMap<>();
        Transport tcp = new TcpTransport();
        bySchema.put(tcp.scheme(), tcp);
        for (Transport found : ServiceLoader.load(Transport.class, Transports.class.getClassLoader())) {
            bySchema.putIfAbsent(found.scheme(), found);
        }
        return bySchema;
    }

    static Transport of(Address address) {
        Transport transport = BY_SCHEME.get(address.scheme());
        if (transport == null) {
            throw new IllegalArgumentException(
                    "address '" + address + "' has an unknown scheme, expected one of " + BY_SCHEME.keySet());
        }
        return transport;
    }
}
