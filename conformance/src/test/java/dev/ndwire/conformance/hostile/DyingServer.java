package dev.ndwire.conformance.hostile;

import dev.ndwire.conformance.command.NdwireProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Stands between a client and a server process, and kills the server when it has sent so many bytes.
final class DyingServer implements AutoCloseable {
    private static final int STEP_BYTES = 64 << 10;

    private final ServerSocket listener;
    private final NdwireProcess server;
    private final long maxByteCount;
    private final Thread relay;

    DyingServer(NdwireProcess server, long maxByteCount) throws IOException {
        this.server = server;
        this.maxByteCount = maxByteCount;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.relay = Thread.ofPlatform().name("relay").start(this::relay);
    }

    String address() {
        return "tcp://127.0.0.1:" + listener.getLocalPort();
    }

    private void relay() {
        try (var client = listener.accept();
                var upstream = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var requests = Thread.ofPlatform().name("relay-requests").start(() -> copyRequests(client, upstream));
            copyAnswers(upstream, client);
            client.shutdownOutput();
            requests.join();
        } catch (IOException e) {
            throw new UncheckedIOException("the relay failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copyAnswers(Socket upstream, Socket client) throws IOException {
        var step = new byte[STEP_BYTES];
        for (long passed = 0; passed < maxByteCount; ) {
            int count = upstream.getInputStream().read(step, 0, (int) Math.min(STEP_BYTES, maxByteCount - passed));
            if (count < 0) {
                throw new IOException("the server ended after " + passed + " bytes, " + maxByteCount + " were due");
            }
            client.getOutputStream().write(step, 0, count);
            passed += count;
        }
        server.kill();
    }

    private static void copyRequests(Socket client, Socket upstream) {
        try {
            client.getInputStream().transferTo(upstream.getOutputStream());
        } catch (IOException closed) {
            // The server was killed, or the client left: both are what is played here.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        try {
            relay.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
