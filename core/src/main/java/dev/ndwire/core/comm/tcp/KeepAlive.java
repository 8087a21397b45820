package dev.ndwire.core.comm.tcp;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/// How the operating system asks a silent peer whether it is there.
///
/// Source: `set_tcp_timeout` of `distributed.comm.tcp`, which divides its 30 s into 10 s of silence and ten questions,
/// 2 s apart.
///
/// @param idleSeconds the silence before the first question
/// @param intervalSeconds the time between questions
/// @param count how many questions may stay without an answer
record KeepAlive(int idleSeconds, int intervalSeconds, int count) {
    private static final int COUNT = 10;
    private static final int LEAST_IDLE = 2;
    private static final int IDLE_SHARE = 4;
    // An hour of questions is more than an operating system asks for.
    private static final long MAX_SECONDS = 32_000;

    static KeepAlive of(Duration silence) {
        int seconds = (int) Math.clamp(silence.toSeconds(), 1, MAX_SECONDS);
        int interval = Math.max(1, (seconds - Math.max(LEAST_IDLE, seconds / IDLE_SHARE)) / COUNT);
        return new KeepAlive(Math.max(LEAST_IDLE, seconds - interval * COUNT), interval, COUNT);
    }

    /// Sets it, as far as this operating system lets a program say so.
    void set(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        Set<SocketOption<?>> supported = socket.supportedOptions();
        Map<SocketOption<Integer>, Integer> options = Map.of(
                ExtendedSocketOptions.TCP_KEEPIDLE, idleSeconds,
                ExtendedSocketOptions.TCP_KEEPINTERVAL, intervalSeconds,
                ExtendedSocketOptions.TCP_KEEPCOUNT, count);
        for (Map.Entry<SocketOption<Integer>, Integer> option : options.entrySet()) {
            if (supported.contains(option.getKey())) {
                socket.setOption(option.getKey(), option.getValue());
            }
        }
    }
}
