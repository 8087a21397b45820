package dev.ndwire.core.comm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.Background;
import dev.ndwire.core.comm.tcp.TcpTransport;
import dev.ndwire.core.memory.Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpTransportTest extends StreamTransportSuite {
    private final TcpTransport transport = new TcpTransport();

    @Override
    Transport transport() {
        return transport;
    }

    @Override
    Address anywhere() {
        return Address.parse("tcp://127.0.0.1:0");
    }

    /// A socket that answers whoever connects with some bytes, whatever it hears.
    private void answers(String answer, String problem) throws Exception {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Background<Void> answering = Background.run(() -> {
                try (Socket accepted = stranger.accept()) {
                    accepted.getOutputStream().write(answer.getBytes(US_ASCII));
                    accepted.shutdownOutput();
                    // Until the other side has enough of it.
                    accepted.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException reset) {
                    assertThat(reset).hasMessageContaining("reset");
                }
                return null;
            });
            String address = "tcp://127.0.0.1:" + stranger.getLocalPort();
            assertThatIOException()
                    .isThrownBy(() -> Connection.connect(address, settings))
                    .withMessage(problem.formatted(address));
            answering.await();
        }
    }

    @Test
    void refusesAPeerThatSpeaksAnotherProtocol() throws Exception {
        answers(
                "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
                "%s does not speak this protocol: frame count 7233135182548579360 exceeds maxFrames=1048576"
                        + " (byte 8 of the message)");
        answers(
                "SSH-2.0-",
                "%s does not speak this protocol: no message begins with 'SSH-2.0-': a head of 3256153323631825747"
                        + " bytes exceeds maxByteSize=1099511627776 (byte 0 of the message)");
        answers("SSH-", "no handshake from %1$s: %1$s closed the connection after 4 of 16 bytes");
        answers("", "no handshake from %1$s: %1$s closed the connection after 0 of 16 bytes");
    }

    @Test
    void saysWhoClosedTheConnection() throws Exception {
        try (FrameListener listener = transport.listen(anywhere(), settings)) {
            FrameChannel near = transport.connect(listener.address(), settings.connectTimeout(), settings);
            listener.accept().close();
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> near.read(Lease.none()))
                    .withMessage(listener.address() + " closed the connection after 0 of 16 bytes");
            near.close();
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> near.read(Lease.none()))
                    .withMessage("connection to " + listener.address() + " was closed here after 0 of 16 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://0.0.0.0:0", "tcp://:0", "tcp://[::]:0"})
    void listensOnEveryInterfaceAndNamesOneThatIsReached(String everywhere) throws IOException {
        assumeThat(!everywhere.contains("[") || NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null)
                .as("this machine has ::1")
                .isTrue();
        try (Server server = Server.listen(settings, List.of(everywhere));
                Client client = Client.connect(server.address().toString(), settings)) {
            client.ping();
            InetAddress named = InetAddress.ofLiteral(server.address().host());
            assertThat(named.isAnyLocalAddress()).isFalse();
            assertThat(NetworkInterface.getByInetAddress(named)).isNotNull();
            Address listens = server.listenAddresses().get(0);
            String host = Address.parse(everywhere).host();
            assertThat(listens.host()).isIn(host.isEmpty() ? List.of("::", "0.0.0.0") : List.of(host));
            assertThat(listens.port()).isEqualTo(server.address().port()).isPositive();
        }
    }

    @Test
    void listensWhereItIsReachedUnlessThatIsEverywhere() throws IOException {
        try (Server server = Server.listen(settings, List.of("tcp://127.0.0.1:0", "inproc://"))) {
            assertThat(server.listenAddresses()).isEqualTo(server.addresses());
        }
    }

    @Test
    void findsHostsByName() throws IOException {
        try (FrameListener listener = transport.listen(Address.parse("localhost:0"), settings);
                FrameChannel near = transport.connect(listener.address(), settings.connectTimeout(), settings)) {
            assertThat(near.peerAddress().host()).isEqualTo("localhost");
        }
    }

    @Test
    void refusesAddressesOfOtherTransports() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Connection.connect("carrier-pigeon://loft", settings))
                .withMessage(
                        "address 'carrier-pigeon://loft' has an unknown scheme, expected one of [tcp, tls, unix, inproc, shm]");
    }

    @ParameterizedTest
    @CsvSource({"ws://127.0.0.1:80, WebSocket", "wss://127.0.0.1:443, WebSocket", "ucx://127.0.0.1:1, UCX"})
    void namesTheTransportsOfDaskThatThereAreNone(String address, String protocol) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Connection.connect(address, settings))
                .withMessage(
                        "address '%s' asks for %s, for which ndwire has no transport, "
                                + "expected one of [tcp, tls, unix, inproc, shm]",
                        address, protocol);
    }
}
