package dev.ndwire.core.comm.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    @Test
    void dividesTheSilenceAsDaskDoes() {
        assertThat(KeepAlive.of(Duration.ofSeconds(30))).isEqualTo(new KeepAlive(10, 2, 10));
        assertThat(KeepAlive.of(Duration.ofSeconds(100))).isEqualTo(new KeepAlive(30, 7, 10));
        assertThat(KeepAlive.of(Duration.ofMillis(1))).isEqualTo(new KeepAlive(2, 1, 10));
        assertThat(KeepAlive.of(Duration.ofDays(365)).idleSeconds()).isLessThan(32_767);
    }

    @Test
    void isWhatTheSocketSays() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel socket = SocketChannel.open(listener.getLocalAddress())) {
                KeepAlive.of(Duration.ofSeconds(30)).set(socket);
                assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
                assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(10);
                assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                        .isEqualTo(2);
                assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT))
                        .isEqualTo(10);
            }
        }
    }
}
