package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/// A peer without TLS whose every byte on the wire is the test's: it may send a part only, or one at a time.
final class RawPeer implements AutoCloseable {
    private final Schemes scheme;
    private final SocketChannel socket;

    RawPeer(Schemes scheme, Address server) throws IOException {
        this.scheme = scheme;
        SocketAddress where = scheme.isOfInternet()
                ? new InetSocketAddress(server.host(), server.port())
                : UnixDomainSocketAddress.of(server.location());
        socket = SocketChannel.open(where);
        hurry();
    }

    /// The end of a connection that was accepted.
    RawPeer(Schemes scheme, SocketChannel accepted) throws IOException {
        this.scheme = scheme;
        this.socket = accepted;
        hurry();
    }

    private void hurry() throws IOException {
        if (scheme.isOfInternet()) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    /// A peer with which hands are shaken.
    static RawPeer shaken(Schemes scheme, Address server) throws IOException {
        RawPeer peer = new RawPeer(scheme, server);
        peer.send(OnTheWire.opening(scheme));
        peer.readOpening();
        return peer;
    }

    void send(byte[] bytes) throws IOException {
        send(bytes, 0, bytes.length);
    }

    void send(byte[] bytes, int from, int count) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, from, count);
        while (left.hasRemaining()) {
            socket.write(left);
        }
    }

    /// Sends one byte at a time.
    void trickle(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at++) {
            send(bytes, at, 1);
        }
    }

    /// Says that nothing more is written.
    void endWriting() throws IOException {
        socket.shutdownOutput();
    }

    byte[] read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (socket.read(bytes) < 0) {
                throw new EOFException("the end after " + bytes.position() + " of " + count + " bytes");
            }
        }
        return bytes.array();
    }

    /// Reads a message, and has it as it came.
    byte[] readMessage() throws IOException {
        byte[] byteSize = read(Long.BYTES);
        return OnTheWire.joined(byteSize, read((int)
                ByteBuffer.wrap(byteSize).order(ByteOrder.LITTLE_ENDIAN).getLong()));
    }

    /// Reads the handshake, and what comes before it.
    void readOpening() throws IOException {
        if (scheme == Schemes.SHM) {
            // Where the other end looks for what it is handed.
            readMessage();
        }
        assertThat(readMessage()).isEqualTo(OnTheWire.handshake(scheme));
    }

    /// Reads what comes before the end of the stream.
    byte[] readToTheEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(1_000);
        for (int count = socket.read(some); count >= 0; count = socket.read(some.clear())) {
            all.write(some.array(), 0, count);
        }
        return all.toByteArray();
    }

    /// Reads until there is nothing more, because of an end or a reset.
    ///
    /// @return how many bytes came before
    long awaitEnd() {
        ByteBuffer some = ByteBuffer.allocate(1 << 16);
        long total = 0;
        try {
            for (int count = socket.read(some); count >= 0; count = socket.read(some.clear())) {
                total += count;
            }
        } catch (IOException reset) {
            // An end, too.
        }
        return total;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
