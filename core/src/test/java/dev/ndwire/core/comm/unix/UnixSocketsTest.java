package dev.ndwire.core.comm.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.Background;
import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.Connection;
import dev.ndwire.core.comm.ConnectionSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixSocketsTest {
    private static final ConnectionSettings STANDARD = ConnectionSettings.standard();
    private static final Duration LONG = Duration.ofMinutes(10);

    private final List<SocketChannel> waiting = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws IOException {
        for (SocketChannel one : waiting) {
            one.close();
        }
    }

    private Path path() {
        return folder.resolve("a.sock");
    }

    private Address address() {
        return new Address("unix", path().toString());
    }

    private ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path()), 1);
    }

    /// Connects as often as the listener's queue takes it.
    private void fillQueue() throws IOException {
        boolean isConnected = true;
        while (isConnected) {
            SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
            waiting.add(one);
            one.configureBlocking(false);
            try {
                isConnected = one.connect(UnixDomainSocketAddress.of(path()));
            } catch (SocketException full) {
                isConnected = false;
            }
        }
    }

    private static void failsAtOnce(String address, String because) {
        // With the standard patience of 30 s, what may pass would say how often it was tried.
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> Connection.connect(address, STANDARD))
                .withMessage("cannot connect to " + address + ": " + because)
                .extracting(ConnectFailedException::reason)
                .isEqualTo(Reason.NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "shm"})
    void aListenerThatNeverAcceptsIsToldInTime(String scheme) throws IOException {
        try (ServerSocketChannel listener = listen()) {
            fillQueue();
            assertThatExceptionOfType(ConnectFailedException.class)
                    .isThrownBy(() -> Connection.connect(
                            scheme + "://" + path(), STANDARD.withConnectTimeout(Duration.ofMillis(200))))
                    .withMessageMatching("cannot connect to " + scheme + "://" + path()
                            + ": the queue of connections that wait to be accepted is full"
                            + "( \\([0-9]+ attempts in 200 ms\\))?")
                    .extracting(ConnectFailedException::reason)
                    .isEqualTo(Reason.TIMED_OUT);
            assertThat(listener.isOpen()).isTrue();
        }
    }

    @Test
    void waitsForRoomInTheQueue() throws Exception {
        try (ServerSocketChannel listener = listen()) {
            fillQueue();
            Background<SocketChannel> connecting =
                    Background.run(() -> UnixSockets.connect(address(), LONG)).awaitInside(UnixSockets.class, "pause");
            listener.accept().close();
            try (SocketChannel socket = connecting.await()) {
                assertThat(socket.isConnected()).isTrue();
                assertThat(socket.isBlocking()).isTrue();
            }
        }
    }

    @Test
    void anInterruptEndsTheWaitingForRoom() throws Exception {
        try (ServerSocketChannel listener = listen()) {
            fillQueue();
            Background<Boolean> connecting = Background.run(() -> {
                assertThatExceptionOfType(InterruptedIOException.class)
                        .isThrownBy(() -> UnixSockets.connect(address(), LONG))
                        .withMessage("interrupted while connecting to " + address());
                return Thread.interrupted();
            });
            connecting.awaitInside(UnixSockets.class, "pause").interrupt();
            assertThat(connecting.await()).isTrue();
            assertThat(listener.isOpen()).isTrue();
        }
    }

    @Test
    void aSocketThatBelongsToOthersIsToldAtOnce() throws IOException {
        try (ServerSocketChannel listener = listen()) {
            Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("---------"));
            assumeThat(Files.isWritable(path()))
                    .as("this is root, who may connect everywhere")
                    .isFalse();
            failsAtOnce(address().toString(), "Permission denied");
            assertThat(listener.isOpen()).isTrue();
        }
    }

    @Test
    void tellsWhatIsForbiddenFromWhatMayPass() {
        assertThat(UnixSockets.reasonOf(new BindException("Permission denied"))).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(UnixSockets.reasonOf(new ConnectException("Connection refused")))
                .isEqualTo(Reason.REFUSED);
        assertThat(UnixSockets.reasonOf(new SocketException("No such file or directory")))
                .isEqualTo(Reason.REFUSED);
        assertThat(Reason.NOT_ALLOWED.isPassing()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "shm"})
    void aPathThatIsTooLongIsToldAtOnce(String scheme) {
        Path path = folder.resolve("x".repeat(120));
        failsAtOnce(
                scheme + "://" + path, "its path has " + path.toString().length() + " bytes, at most 106 are allowed");
    }
}
