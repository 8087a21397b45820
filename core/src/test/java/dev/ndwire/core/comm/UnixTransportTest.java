package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.comm.unix.UnixListener;
import dev.ndwire.core.comm.unix.UnixSockets;
import dev.ndwire.core.comm.unix.UnixTransport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixTransportTest extends StreamTransportSuite {
    private final UnixTransport transport = new UnixTransport();
    private final AtomicInteger next = new AtomicInteger();

    @TempDir
    private Path sockets;

    @Override
    Transport transport() {
        return transport;
    }

    @Override
    Address anywhere() {
        return at(sockets.resolve(next.getAndIncrement() + ".sock"));
    }

    private static Address at(Path path) {
        return new Address("unix", path.toString());
    }

    private Listener listen(Path path) throws IOException {
        return transport.listen(at(path), settings);
    }

    private void isServed(Path path) throws Exception {
        transport.connect(at(path), settings.connectTimeout(), settings).close();
    }

    @Test
    void onlyItsOwnerMayConnect() throws IOException {
        Path path = sockets.resolve("mine");
        try (Listener listener = listen(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            assertThat(listener.address()).hasToString("unix://" + path);
        }
        try (Stream<Path> left = Files.list(sockets)) {
            assertThat(left).containsExactly(sockets.resolve("0.sock"));
        }
    }

    @Test
    void aSocketToWhichNobodyListensIsReplaced() throws Exception {
        Path path = sockets.resolve("stale");
        try (ServerSocketChannel dies = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dies.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        try (Listener listener = listen(path)) {
            isServed(path);
            assertThatIOException()
                    .isThrownBy(() -> listen(path))
                    .withMessage("cannot listen on %s: Address already in use: %s", listener.address(), path);
            isServed(path);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aFileThatIsNoSocketStays() throws IOException {
        Path path = Files.writeString(sockets.resolve("notes"), "precious");
        assertThatIOException()
                .isThrownBy(() -> listen(path))
                .withMessage("cannot listen on unix://%1$s: %1$s: there is a file that is no socket", path);
        assertThat(path).hasContent("precious");
    }

    @Test
    void theFileOfALaterListenerStays() throws Exception {
        Path path = sockets.resolve("twice");
        Listener first = listen(path);
        Files.delete(path);
        try (Listener second = listen(path)) {
            first.close();
            isServed(path);
            assertThat(second.address()).isEqualTo(at(path));
        }
    }

    @Test
    void refusesAPathThatIsTooLong() {
        assumeThat(sockets.toString()).hasSizeLessThan(98);
        Path path = sockets.resolve("x".repeat(106 - sockets.toString().length()));
        assertThatIOException()
                .isThrownBy(() -> listen(path))
                .withMessage("cannot listen on unix://%s: its path has %d bytes, at most 106 are allowed", path, 107);
        assertThat(sockets).isDirectoryNotContaining("glob:**/.*");
    }

    /// A folder whose path has so many bytes.
    private Path folderOf(int bytes) throws IOException {
        int missing = bytes - sockets.toString().length() - 1;
        assumeThat(missing).as("bytes that the name of a folder may have").isBetween(1, 255);
        return Files.createDirectory(sockets.resolve("d".repeat(missing)));
    }

    @Test
    void aPathMayHave106Bytes() throws Exception {
        Path path = folderOf(97).resolve("8.socket");
        assertThat(path.toString()).hasSize(106);
        try (ServerSocketChannel dies = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dies.bind(UnixDomainSocketAddress.of(path));
        }
        try (Listener listener = listen(path)) {
            isServed(path);
            assertThat(listener.address()).isEqualTo(at(path));
        }
        assertThat(path.getParent()).isEmptyDirectory();
    }

    @Test
    void refusesAFolderThatIsTooLongAndTouchesNothing() throws Exception {
        Path path = folderOf(98).resolve("s");
        try (ServerSocketChannel dies = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dies.bind(UnixDomainSocketAddress.of(path));
        }
        assertThatIOException()
                .isThrownBy(() -> listen(path))
                .withMessage(
                        "cannot listen on unix://%s: its folder's path has 98 bytes, at most 97 are allowed", path);
        try (Stream<Path> left = Files.list(path.getParent())) {
            assertThat(left).containsExactly(path);
        }
    }

    private static FrameChannel fail(SocketChannel socket, Address address) {
        throw new LinkageError("no channel for " + socket + " of " + address);
    }

    private static void sawTheEnd(SocketChannel peer) throws IOException {
        assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void aSocketOfWhichNoChannelIsMadeIsClosed() throws IOException {
        Path path = sockets.resolve("fails");
        try (UnixListener listener = UnixListener.listen(at(path), UnixTransportTest::fail);
                SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertThatExceptionOfType(LinkageError.class).isThrownBy(listener::accept);
            sawTheEnd(peer);
        }
        try (ServerSocketChannel accepts = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            accepts.bind(UnixDomainSocketAddress.of(path));
            assertThatExceptionOfType(LinkageError.class)
                    .isThrownBy(() -> UnixSockets.channelOf(
                            UnixSockets.connect(at(path), Duration.ofSeconds(30)), at(path), UnixTransportTest::fail));
            try (SocketChannel peer = accepts.accept()) {
                sawTheEnd(peer);
            }
        }
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Path path = sockets.resolve("no/such");
        assertThatIOException()
                .isThrownBy(() -> listen(path))
                .withMessage("cannot listen on unix://%s: %s: no such folder", path, path.getParent());
    }

    @Test
    void aRelativePathIsNamedInFull() throws IOException {
        Path relative = Path.of("").toAbsolutePath().relativize(sockets.resolve("r"));
        try (Listener listener = listen(relative)) {
            assertThat(listener.address()).hasToString("unix://" + relative.toAbsolutePath());
        }
    }
}
