package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.RawSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/// The floor of TLS: an engine of Java's over a socket, several records to a system call.
///
/// Encrypted bytes are in arrays, on which Java's ciphers work. Used by one thread; keys are not renewed.
final class RawTls implements ReadableByteChannel, GatheringByteChannel {
    private static final int RECORDS = 16;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final int recordBytes;
    private final ByteBuffer outgoing;
    private final ByteBuffer incoming;
    // Of a record that has more than was asked for.
    private final ByteBuffer rest;

    private RawTls(SocketChannel socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
        this.recordBytes = engine.getSession().getPacketBufferSize();
        this.outgoing = ByteBuffer.allocate(RECORDS * recordBytes);
        this.incoming = ByteBuffer.allocate(RECORDS * recordBytes).limit(0);
        // Engines ask for room by the size of the encrypted record.
        this.rest = ByteBuffer.allocate(recordBytes).limit(0);
    }

    /// Shakes hands.
    ///
    /// @param socket connected and blocking; it is closed with what is returned
    static RawSocket opened(SocketChannel socket, SSLEngine engine) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        RawTls tls = new RawTls(socket, engine);
        tls.shakeHands();
        return new RawSocket(tls, tls);
    }

    private void shakeHands() throws IOException {
        engine.beginHandshake();
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
            switch (status) {
                case NEED_WRAP -> write(NOTHING);
                case NEED_TASK -> engine.getDelegatedTask().run();
                default -> unwrap(rest.clear());
            }
            status = engine.getHandshakeStatus();
        }
        rest.limit(0);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return (int) write(new ByteBuffer[] {source}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return write(sources, 0, sources.length);
    }

    @Override
    public long write(ByteBuffer[] sources, int from, int count) throws IOException {
        long taken = 0;
        int first = from;
        do {
            outgoing.clear();
            do {
                SSLEngineResult result = engine.wrap(sources, first, from + count - first, outgoing);
                taken += result.bytesConsumed();
                while (first < from + count && !sources[first].hasRemaining()) {
                    first++;
                }
            } while (first < from + count && outgoing.remaining() >= recordBytes);
            outgoing.flip();
            while (outgoing.hasRemaining()) {
                socket.write(outgoing);
            }
        } while (first < from + count);
        return taken;
    }

    // Nothing comes of a record of TLS's own, such as a ticket.
    @Override
    public int read(ByteBuffer target) throws IOException {
        int before = target.position();
        if (!rest.hasRemaining() && target.remaining() >= rest.capacity()) {
            unwrap(target);
            return target.position() - before;
        }
        if (!rest.hasRemaining()) {
            unwrap(rest.clear());
            rest.flip();
        }
        int count = Math.min(rest.remaining(), target.remaining());
        target.put(before, rest, rest.position(), count);
        target.position(before + count);
        rest.position(rest.position() + count);
        return count;
    }

    /// Decrypts one record, or one message of the handshake.
    private void unwrap(ByteBuffer target) throws IOException {
        SSLEngineResult result = engine.unwrap(incoming, target);
        while (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            incoming.compact();
            int count = socket.read(incoming);
            incoming.flip();
            if (count < 0) {
                throw new EOFException("the raw socket ended");
            }
            result = engine.unwrap(incoming, target);
        }
        if (result.getStatus() != Status.OK) {
            throw new EOFException("the raw TLS ended: " + result.getStatus());
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
