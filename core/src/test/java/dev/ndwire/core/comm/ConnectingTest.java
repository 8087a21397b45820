package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.Background;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectingTest {
    private static final ConnectionSettings STANDARD = ConnectionSettings.standard();

    @TempDir
    private Path folder;

    private static ConnectionSettings attempts(int count) {
        return STANDARD.with(STANDARD.timeouts().withAttempts(count));
    }

    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "tcp://127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static void fails(String address, ConnectionSettings settings, Reason reason, String message) {
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> Connection.connect(address, settings))
                .withMessage(message)
                .extracting(ConnectFailedException::reason)
                .isEqualTo(reason);
    }

    @Test
    void waitsForAPeerThatDoesNotListenYet() throws Exception {
        String address = "unix://" + folder.resolve("late");
        Background<Client> connecting =
                Background.run(() -> Client.connect(address)).awaitInside(Connecting.class, "pauseAfter");
        try (Server server = Server.listen(address);
                Client client = connecting.await()) {
            client.ping();
            assertThat(server.address()).hasToString(address);
        }
    }

    @Test
    void triesAsOftenAsItIsToldTo() throws IOException {
        String address = nobody();
        fails(address, attempts(1), Reason.REFUSED, "cannot connect to " + address + ": Connection refused");
        fails(
                address,
                attempts(3),
                Reason.REFUSED,
                "cannot connect to " + address + ": Connection refused (3 attempts in 30000 ms)");
    }

    @Test
    void triesUntilTheTimeIsOver() throws IOException {
        String address = nobody();
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> Connection.connect(address, STANDARD.withConnectTimeout(Duration.ofMillis(50))))
                .withMessageMatching(
                        "cannot connect to " + address + ": Connection refused \\([0-9]+ attempts in 50 ms\\)");
    }

    @Test
    void waitsLongerAfterEachAttempt() {
        long hour = Duration.ofHours(1).toNanos();
        assertThat(Connecting.longestPause(1, hour)).isEqualTo(10_000_000);
        assertThat(Connecting.longestPause(2, hour)).isEqualTo(20_000_000);
        assertThat(Connecting.longestPause(7, hour)).isEqualTo(640_000_000);
        assertThat(Connecting.longestPause(7, 5)).isEqualTo(5);
        assertThat(Connecting.longestPause(Integer.MAX_VALUE, hour)).isEqualTo(hour);
    }

    /// Connects until nobody else can: nobody accepts.
    private static void fill(ServerSocket full, List<Socket> waiting) throws IOException {
        try {
            while (true) {
                Socket one = new Socket();
                waiting.add(one);
                one.connect(full.getLocalSocketAddress(), 200);
            }
        } catch (SocketTimeoutException isFull) {
            // As wanted.
        }
    }

    @Test
    void tellsAHostThatAnswersNothing() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, waiting);
            String address = "tcp://127.0.0.1:" + full.getLocalPort();
            ConnectionSettings impatient = attempts(1).withConnectTimeout(Duration.ofMillis(100));
            fails(address, impatient, Reason.TIMED_OUT, "cannot connect to " + address + ": Connect timed out");
        } finally {
            for (Socket one : waiting) {
                one.close();
            }
        }
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        String address = nobody();
        Background<Boolean> connecting = Background.run(() -> {
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> Connection.connect(address, STANDARD))
                    .withMessage("interrupted while connecting to " + address);
            return Thread.interrupted();
        });
        connecting.awaitInside(Connecting.class, "pauseAfter").interrupt();
        assertThat(connecting.await()).isTrue();
    }

    @Test
    void tellsAHostThatIsNotThere() {
        fails(
                "tcp://no-such-host.invalid:1",
                attempts(1),
                Reason.UNREACHABLE,
                "cannot find host 'no-such-host.invalid' of tcp://no-such-host.invalid:1");
    }

    @Test
    void tellsAPeerThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "tcp://127.0.0.1:" + silent.getLocalPort();
            fails(
                    address,
                    STANDARD.withConnectTimeout(Duration.ofMillis(100)),
                    Reason.TIMED_OUT,
                    "no handshake from " + address + " within 100 ms");
        }
    }

    @Test
    void doesNotTryAgainWhereThatIsOfNoUse() throws Exception {
        try (ServerSocket closes = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<Void> closing = Background.run(() -> {
                closes.accept().close();
                return null;
            });
            String address = "tcp://127.0.0.1:" + closes.getLocalPort();
            assertThatExceptionOfType(ConnectFailedException.class)
                    .isThrownBy(() -> Connection.connect(address, STANDARD))
                    .withMessageStartingWith("no handshake from " + address + ": ")
                    .extracting(ConnectFailedException::reason)
                    .isEqualTo(Reason.CLOSED_BY_PEER);
            closing.await();
        }
    }

    @Test
    void refusesTimesThatAreNone() {
        Timeouts standard = Timeouts.standard();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.withConnect(Duration.ZERO))
                .withMessage("connect is PT0S, expected more than zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.withSilence(Duration.ofSeconds(-1)))
                .withMessage("silence is PT-1S, expected more than zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> standard.withAttempts(0))
                .withMessage("attempts is 0, expected at least 1");
        assertThat(List.of(standard.connect(), standard.silence())).containsOnly(Duration.ofSeconds(30));
    }
}
