package dev.ndwire.conformance.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A connection that writes whatever bytes it is told to. Closing it closes the socket.
final class RawPeer implements AutoCloseable {
    private static final int REMOTE_COLUMN = 2;
    private static final int LOCAL_COLUMN = 1;
    private static final int QUEUES_COLUMN = 4;

    private final Socket socket;

    private RawPeer(Socket socket) {
        this.socket = socket;
    }

    static RawPeer connect(int port) throws IOException {
        return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// Writes as much as the other side takes before it closes.
    void send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closedEarly) {
            // What is read next tells.
        }
    }

    /// Says that no more bytes come, and waits until the other side closes.
    ///
    /// @return the count of the bytes that came before
    long endAndDrain() throws IOException {
        try {
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes().length;
        } catch (SocketException closedEarly) {
            return 0;
        }
    }

    /// Whether the other side begins to shake hands; else it has closed.
    boolean isGreeted() throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketException closedEarly) {
            return false;
        }
    }

    /// Waits until the other side has taken all that was sent, or has closed: what the system says of its socket.
    void awaitTaken() throws IOException {
        while (isUntaken(Path.of("/proc/net/tcp")) || isUntaken(Path.of("/proc/net/tcp6"))) {
            Thread.onSpinWait();
        }
    }

    private boolean isUntaken(Path table) throws IOException {
        if (!Files.exists(table)) {
            return false;
        }
        var ours = String.format(":%04X", socket.getLocalPort());
        var theirs = String.format(":%04X", socket.getPort());
        for (var line : Files.readAllLines(table)) {
            var columns = line.strip().split("\\s+", -1);
            boolean isTheirEnd = columns[LOCAL_COLUMN].endsWith(theirs) && columns[REMOTE_COLUMN].endsWith(ours);
            boolean isOurEnd = columns[LOCAL_COLUMN].endsWith(ours) && columns[REMOTE_COLUMN].endsWith(theirs);
            var queues = columns[QUEUES_COLUMN];
            if ((isTheirEnd && !queues.endsWith(":00000000")) || (isOurEnd && !queues.startsWith("00000000:"))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
