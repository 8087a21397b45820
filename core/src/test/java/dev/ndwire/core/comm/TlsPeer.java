package dev.ndwire.core.comm;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/// A peer that speaks TLS and whose every byte on the wire is the test's: it may send a part only, or one at a time.
final class TlsPeer implements AutoCloseable {
    private static final int RECORD_BYTES = 40 << 10;
    private static final Security TRUSTED = Certificates.of("ca", "peer");
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final byte[] NOTHING = {};

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final ByteBuffer came = ByteBuffer.allocate(RECORD_BYTES).limit(0);
    private int allowed = Integer.MAX_VALUE;
    private int atOnce = Integer.MAX_VALUE;
    private int sent;

    TlsPeer(Address server, String version) throws IOException {
        this(SocketChannel.open(new InetSocketAddress(server.host(), server.port())), version, true);
    }

    /// @param socket connected; it is closed with this
    TlsPeer(SocketChannel socket, String version, boolean isClient) throws IOException {
        this.socket = socket;
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // Another name each time, so that no handshake is cut short by the one before.
        engine = isClient ? TRUSTED.clientEngine("peer", NEXT.incrementAndGet()) : TRUSTED.serverEngine();
        engine.setEnabledProtocols(new String[] {version});
    }

    /// Sends no more bytes than so many, from now on.
    TlsPeer stoppingAfter(int bytes) {
        allowed = sent + bytes;
        return this;
    }

    /// Sends no more bytes than so many at a time.
    TlsPeer trickling(int bytes) {
        atOnce = bytes;
        return this;
    }

    SocketChannel socket() {
        return socket;
    }

    /// How many bytes went out.
    int sent() {
        return sent;
    }

    Address address() throws IOException {
        return Address.of("tls", "127.0.0.1", ((InetSocketAddress) socket.getLocalAddress()).getPort());
    }

    /// The TLS handshake, as far as it may be sent.
    ///
    /// @return false if it may not be ended
    boolean begin() throws IOException {
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap(ByteBuffer.allocate(RECORD_BYTES));
                case NEED_WRAP -> {
                    if (!sendRaw(records(NOTHING))) {
                        return false;
                    }
                }
                default -> {
                    return true;
                }
            }
        }
    }

    /// Shakes hands, and sends messages, as far as all that may be sent, or until the other end has had enough.
    void converse(byte[]... messages) {
        try {
            boolean goesOn = begin();
            for (int i = 0; goesOn && i < messages.length; i++) {
                goesOn = send(messages[i]);
            }
        } catch (IOException ended) {
            // As the other end may.
        }
    }

    /// What bytes look like on the wire.
    byte[] records(byte[] plain) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer source = ByteBuffer.wrap(plain);
        do {
            ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
            engine.wrap(source, record);
            all.write(record.array(), 0, record.position());
        } while (source.hasRemaining());
        return all.toByteArray();
    }

    boolean send(byte[] plain) throws IOException {
        return sendRaw(records(plain));
    }

    /// Sends bytes that are, or are not, records.
    ///
    /// @return false if not all of them may be sent
    boolean sendRaw(byte[] bytes) throws IOException {
        int end = Math.min(bytes.length, allowed - sent);
        ByteBuffer left = ByteBuffer.wrap(bytes, 0, end);
        while (left.hasRemaining()) {
            int now = Math.min(left.remaining(), atOnce);
            left.position(left.position() + socket.write(left.slice(left.position(), now)));
        }
        sent += end;
        return end == bytes.length && sent < allowed;
    }

    /// Says that nothing more is written, as TLS has it.
    void closeNotify() throws IOException {
        engine.closeOutbound();
        sendRaw(records(NOTHING));
    }

    byte[] read(int count) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < count) {
            ByteBuffer plain = ByteBuffer.allocate(RECORD_BYTES);
            if (!unwrap(plain)) {
                throw new EOFException("the end after " + all.size() + " of " + count + " bytes");
            }
            all.write(plain.array(), 0, plain.position());
        }
        return all.toByteArray();
    }

    /// Reads until the peer says in TLS that it ends.
    byte[] readToCloseNotify() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean goesOn = true;
        while (goesOn) {
            ByteBuffer plain = ByteBuffer.allocate(RECORD_BYTES);
            goesOn = unwrap(plain);
            all.write(plain.array(), 0, plain.position());
        }
        return all.toByteArray();
    }

    /// Reads bytes as they are until there are none, because of an end or a reset.
    void awaitEnd() {
        try {
            while (socket.read(came.clear()) >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException reset) {
            // An end, too.
        }
    }

    /// @return false at the end that TLS knows
    private boolean unwrap(ByteBuffer plain) throws IOException {
        SSLEngineResult result = engine.unwrap(came, plain);
        while (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            int count = socket.read(came.compact());
            came.flip();
            if (count < 0) {
                throw new EOFException("the end, and TLS had not said so");
            }
            result = engine.unwrap(came, plain);
        }
        return result.getStatus() != SSLEngineResult.Status.CLOSED;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
