package dev.ndwire.core.comm.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.FrameChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpSocketsTest {
    private static final InetAddress FIRST = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress SECOND = InetAddress.ofLiteral("::1");
    private static final Duration LONG = Duration.ofMinutes(1);

    /// Listens on the second address only.
    private static ServerSocket listen() throws IOException {
        assumeThat(NetworkInterface.getByInetAddress(SECOND))
                .as("this machine has ::1")
                .isNotNull();
        return new ServerSocket(0, 1, SECOND);
    }

    private static List<InetSocketAddress> both(int port) {
        return List.of(new InetSocketAddress(FIRST, port), new InetSocketAddress(SECOND, port));
    }

    @Test
    void triesTheAddressesOfAHostInTurn() throws IOException {
        try (ServerSocket listener = listen()) {
            int port = listener.getLocalPort();
            try (SocketChannel socket = TcpSockets.connectToOne(both(port), Address.of("tcp", "both", port), LONG)) {
                assertThat(socket.getRemoteAddress()).isEqualTo(new InetSocketAddress(SECOND, port));
            }
        }
    }

    @Test
    void aNameStandsForAllOfItsAddresses() throws IOException {
        assumeThat(InetAddress.getAllByName("localhost"))
                .as("this machine calls ::1 localhost")
                .contains(SECOND);
        try (ServerSocket listener = listen()) {
            Address address = Address.of("tcp", "localhost", listener.getLocalPort());
            FrameChannel channel = new TcpTransport().connect(address, LONG, ConnectionSettings.standard());
            assertThat(channel.peerAddress()).isEqualTo(address);
            assertThat(channel.localAddress().host()).isEqualTo("0:0:0:0:0:0:0:1");
            assertThat(channel.isSameHost()).isTrue();
            channel.close();
        }
    }

    @Test
    void tellsWhatTheFirstAddressDidIfNoneAccepts() throws IOException {
        int port;
        try (ServerSocket listener = listen()) {
            port = listener.getLocalPort();
        }
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> TcpSockets.connectToOne(both(port), Address.of("tcp", "both", port), LONG))
                .withMessage("cannot connect to tcp://both:" + port + ": Connection refused")
                .returns(Reason.REFUSED, ConnectFailedException::reason)
                .havingCause()
                .satisfies(cause -> assertThat(cause.getSuppressed()).hasSize(1));
    }
}
