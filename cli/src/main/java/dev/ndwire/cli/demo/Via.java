package dev.ndwire.cli.demo;

import dev.ndwire.cli.rig.DayCertificate;
import dev.ndwire.cli.rig.RawPeer;
import dev.ndwire.cli.rig.RawSocket;
import dev.ndwire.cli.rig.ReusingPool;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How the two JVMs are connected, and the plain socket that stands beside it.
public enum Via {
    /// TCP, beside a socket of TCP.
    TCP,
    /// TLS over TCP, beside a socket of TCP that encrypts nothing.
    TLS,
    /// A socket of the Unix domain, beside another.
    UNIX,
    /// Shared memory, beside a socket of the Unix domain.
    SHM;

    private static final String ANY_PORT = "127.0.0.1:0";

    /// Finds one by what users write.
    ///
    /// @param scheme such as `tcp`
    /// @return what has that scheme
    /// @throws IllegalArgumentException if two JVMs cannot be connected by it
    public static Via of(String scheme) {
        return Arrays.stream(values())
                .filter(via -> via.scheme().equals(scheme))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + scheme + "' connects no two JVMs: "
                        + Arrays.stream(values()).map(Via::scheme).collect(Collectors.joining(", "))
                        + " are allowed"));
    }

    /// What its addresses begin with.
    ///
    /// @return such as `tcp`
    public String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether an array arrives as a copy: else it stays where it is, and is read there.
    boolean isCopying() {
        return this != SHM;
    }

    private boolean isOfFiles() {
        return this == UNIX || this == SHM;
    }

    /// Makes what both processes must find in their folder.
    void prepare(Path folder) throws IOException {
        if (this == TLS) {
            DayCertificate.make(folder);
        }
    }

    /// A pool whose memory can be sent without a copy on the way.
    ///
    /// @param byteSize of the array that it is to recycle
    MemoryPool pool(long byteSize) {
        return isCopying() ? ReusingPool.of(byteSize) : ReusingPool.ofShared(byteSize);
    }

    ConnectionSettings settings(MemoryPool pool, Path folder) throws IOException {
        ConnectionSettings settings = ConnectionSettings.standard().with(pool);
        return this == TLS ? settings.with(DayCertificate.securityOf(folder)) : settings;
    }

    /// Where the server of the product is to listen.
    String address(Path folder) {
        return scheme() + "://" + (isOfFiles() ? folder.resolve("product").toString() : ANY_PORT);
    }

    RawPeer listenRaw(MemoryPool pool, Path folder) throws IOException {
        if (!isOfFiles()) {
            return RawPeer.listen(pool);
        }
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return RawPeer.listen(pool, listener.bind(rawAddress(folder)), RawSocket::of);
    }

    private static UnixDomainSocketAddress rawAddress(Path folder) {
        return UnixDomainSocketAddress.of(folder.resolve("raw"));
    }

    /// Where that is, as [#connectRaw] understands it.
    String placeOf(RawPeer raw) throws IOException {
        return isOfFiles() ? "raw" : Integer.toString(raw.port());
    }

    RawSocket connectRaw(String place, Path folder) throws IOException {
        return isOfFiles()
                ? RawSocket.of(SocketChannel.open(rawAddress(folder)))
                : RawSocket.connect(Integer.parseInt(place));
    }
}
