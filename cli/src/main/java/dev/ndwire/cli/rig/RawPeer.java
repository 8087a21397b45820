package dev.ndwire.cli.rig;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicReference;

/// The other end of the raw socket: takes memory from a pool, reads into it, and holds it until it is dropped.
///
/// One connection after another has a platform thread.
public final class RawPeer implements AutoCloseable {
    private static final long ALIGNMENT = 64;

    private final MemoryPool pool;
    private final ServerSocketChannel listener;
    private final AtomicReference<MemorySegment> held = new AtomicReference<>(MemorySegment.NULL);

    private RawPeer(MemoryPool pool, ServerSocketChannel listener) {
        this.pool = pool;
        this.listener = listener;
    }

    /// Listens on this host.
    ///
    /// @param pool has the memory that is read into
    /// @return the peer, which serves until it is closed
    /// @throws IOException if it cannot listen
    public static RawPeer listen(MemoryPool pool) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        RawPeer peer = new RawPeer(pool, listener);
        Thread.ofPlatform().daemon().name("raw-socket").start(peer::serve);
        return peer;
    }

    /// Where it listens.
    ///
    /// @return the port
    /// @throws IOException if it is closed
    public int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    /// What came last and was not dropped yet.
    ///
    /// @return the memory, or none
    public MemorySegment held() {
        return held.get();
    }

    private void serve() {
        while (listener.isOpen()) {
            try (RawSocket socket = new RawSocket(listener.accept())) {
                while (true) {
                    exchange(socket);
                }
            } catch (IOException e) {
                // The first process has gone, or is told by its own end of the socket.
                held.set(MemorySegment.NULL);
            }
        }
    }

    /// Takes an array, gives it back as often as it is asked for, and drops it.
    private void exchange(RawSocket socket) throws IOException {
        if (socket.readWord() != RawSocket.TAKE) {
            throw new IOException("the raw socket is out of step");
        }
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = lease.allocate(socket.readWord(), ALIGNMENT);
            socket.read(memory);
            held.set(memory);
            socket.writeWord(RawSocket.DONE);
            while (socket.readWord() == RawSocket.GIVE) {
                socket.write(memory);
            }
        } finally {
            held.set(MemorySegment.NULL);
        }
        socket.writeWord(RawSocket.DONE);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
