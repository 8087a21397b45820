package dev.ndwire.core.comm.tls;

import dev.ndwire.core.comm.Security;
import dev.ndwire.core.comm.socket.ByteStream;
import dev.ndwire.core.comm.socket.WatchedSocket;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import tlschannel.ClientTlsChannel;
import tlschannel.NeedsReadException;
import tlschannel.ServerTlsChannel;
import tlschannel.TlsChannel;

/// An encrypted stream over a socket.
final class TlsStream implements ByteStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    // What a peer may still send before it hears that it is not trusted.
    private static final int MAX_DRAINED_BYTES = 1 << 20;
    // More than a way there and back takes; a peer that stalls is not waited for, since the failure is to be told.
    private static final Duration DRAINING = Duration.ofSeconds(1);

    private final WatchedSocket socket;
    private final RecordBatch records;
    private final RecordBuffers buffers;
    private final TlsChannel tls;
    private volatile boolean peerIsTrusted;

    private TlsStream(WatchedSocket socket, RecordBatch records, RecordBuffers buffers, TlsChannel tls) {
        this.socket = socket;
        this.records = records;
        this.buffers = buffers;
        this.tls = tls;
    }

    static TlsStream ofClient(SocketChannel channel, SSLEngine engine) {
        WatchedSocket socket = new WatchedSocket(channel);
        RecordBatch records = new RecordBatch(socket);
        RecordBuffers buffers = new RecordBuffers();
        return new TlsStream(
                socket,
                records,
                buffers,
                ClientTlsChannel.newBuilder(records, engine)
                        .withPlainBufferAllocator(buffers)
                        .withEncryptedBufferAllocator(buffers)
                        .build());
    }

    static TlsStream ofServer(SocketChannel channel, Security security) {
        WatchedSocket socket = new WatchedSocket(channel);
        RecordBatch records = new RecordBatch(socket);
        RecordBuffers buffers = new RecordBuffers();
        return new TlsStream(
                socket,
                records,
                buffers,
                ServerTlsChannel.newBuilder(records, security.sslContext())
                        .withEngineFactory(unused -> security.serverEngine())
                        .withPlainBufferAllocator(buffers)
                        .withEncryptedBufferAllocator(buffers)
                        .build());
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            int count = tls.read(target);
            // What a handshake left: reading may be all that this end does.
            records.flushUnlessBusy();
            peerIsTrusted = true;
            return count;
        } catch (SSLException e) {
            throw explained(e);
        }
    }

    @Override
    public int readNow(ByteBuffer target) throws IOException {
        records.setWaiting(false);
        try {
            return read(target);
        } catch (NeedsReadException nothingCame) {
            return 0;
        } finally {
            records.setWaiting(true);
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int from, int count) throws IOException {
        records.beginWriting();
        try {
            long taken = tls.write(sources, from, count);
            records.flush();
            return taken;
        } catch (SSLException e) {
            throw explained(e);
        } finally {
            records.endWriting();
        }
    }

    @Override
    public WatchedSocket socket() {
        return socket;
    }

    @Override
    public boolean isHolding() {
        return records.isHolding() || !buffers.areEmpty();
    }

    /// What is wrong, when the peer has been told.
    private SSLException explained(SSLException failure) {
        if (failure.getCause() instanceof IllegalStateException closed) {
            // Memory that was closed under the transfer: no fault of the peer's.
            throw closed;
        }
        try {
            sendAlert();
            if (!peerIsTrusted) {
                drain();
            }
        } catch (IOException goneBefore) {
            failure.addSuppressed(goneBefore);
        }
        return failure;
    }

    /// Sends what the engine has to say after a failure, which the channel leaves. A peer that is being written to may
    /// not be reading, and is told nothing: the failure is to be told here.
    private void sendAlert() throws IOException {
        SSLEngine engine = tls.getSslEngine();
        if (engine == null) {
            return;
        }
        ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        while (engine.wrap(NOTHING, alert).bytesProduced() > 0) {
            records.writeUnlessBusy(alert.flip());
            alert.clear();
        }
        records.flushUnlessBusy();
    }

    /// Lets a peer finish its own handshake before the socket is closed: a closed one would answer what it sends by a
    /// reset, and that is what it would see instead of the alert.
    private void drain() throws IOException {
        socket.channel().shutdownOutput();
        socket.discard(MAX_DRAINED_BYTES, DRAINING);
    }

    @Override
    public void endOutput() throws IOException {
        boolean unused = tls.shutdown();
        records.flush();
        socket.channel().shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        records.end();
        tls.close();
    }

    @Override
    public void abort() throws IOException {
        try (tls) {
            socket.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
            records.abort();
        }
    }
}
