package dev.ndwire.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/// Stands between one peer and a server, and passes on only the first bytes of the server's.
final class Relay implements AutoCloseable {
    private static final int STEP_BYTES = 4096;

    private final ServerSocket listener;
    private final int serverPort;
    private final long maxByteSize;
    private final boolean closes;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Relay(int serverPort, long maxByteSize, boolean closes) throws IOException {
        this.serverPort = serverPort;
        this.maxByteSize = maxByteSize;
        this.closes = closes;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::run);
    }

    static Relay closingAfter(int serverPort, long maxByteSize) throws IOException {
        return new Relay(serverPort, maxByteSize, true);
    }

    static Relay stallingAfter(int serverPort, long maxByteSize) throws IOException {
        return new Relay(serverPort, maxByteSize, false);
    }

    String address() {
        return "tcp://127.0.0.1:" + listener.getLocalPort();
    }

    void awaitReached() throws InterruptedException {
        reached.await();
    }

    private void run() {
        try (Socket peer = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            Thread.ofPlatform().daemon().start(() -> forward(peer, server));
            InputStream in = server.getInputStream();
            OutputStream out = peer.getOutputStream();
            byte[] step = new byte[STEP_BYTES];
            for (long left = maxByteSize; left > 0; ) {
                int count = in.read(step, 0, (int) Math.min(step.length, left));
                if (count < 0) {
                    return;
                }
                out.write(step, 0, count);
                left -= count;
            }
            reached.countDown();
            if (!closes) {
                closed.await();
            }
        } catch (IOException e) {
            // The peer went first, as some tests have it.
            reached.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forward(Socket peer, Socket server) {
        try {
            peer.getInputStream().transferTo(server.getOutputStream());
            server.shutdownOutput();
        } catch (IOException e) {
            // Either end is gone, and so is the relay.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}
