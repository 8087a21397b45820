package dev.ndwire.cli.rig;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;

/// The other end of the raw socket: takes memory from a pool, reads into it, and holds it until it is dropped.
///
/// One connection after another has a platform thread.
public final class RawPeer implements AutoCloseable {
    private static final long ALIGNMENT = 64;

    private final MemoryPool pool;
    private final ServerSocketChannel listener;
    private final Opener opener;
    private final AtomicReference<MemorySegment> held = new AtomicReference<>(MemorySegment.NULL);

    /// Lays something over an accepted socket, or nothing.
    @FunctionalInterface
    public interface Opener {
        /// Opens a connection.
        ///
        /// @param socket accepted and blocking
        /// @return what speaks over it
        /// @throws IOException if that fails
        RawSocket open(SocketChannel socket) throws IOException;
    }

    private RawPeer(MemoryPool pool, ServerSocketChannel listener, Opener opener) {
        this.pool = pool;
        this.listener = listener;
        this.opener = opener;
    }

    /// Listens on this host.
    ///
    /// @param pool has the memory that is read into
    /// @return the peer, which serves until it is closed
    /// @throws IOException if it cannot listen
    public static RawPeer listen(MemoryPool pool) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return listen(pool, listener, RawSocket::of);
    }

    /// Listens where it is told to.
    ///
    /// @param pool has the memory that is read into
    /// @param listener bound; it is closed with the peer
    /// @param opener lays what is to be measured over each socket
    /// @return the peer, which serves until it is closed
    public static RawPeer listen(MemoryPool pool, ServerSocketChannel listener, Opener opener) {
        RawPeer peer = new RawPeer(pool, listener, opener);
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
            try (RawSocket socket = opener.open(listener.accept())) {
                while (true) {
                    exchange(socket);
                }
            } catch (IOException e) {
                // The first process has gone, or is told by its own end of the socket.
                held.set(MemorySegment.NULL);
            }
        }
    }

    private void exchange(RawSocket socket) throws IOException {
        long word = socket.readWord();
        if (word == RawSocket.ECHO) {
            echo(socket);
        } else if (word == RawSocket.TAKE) {
            hold(socket);
        } else {
            throw new IOException("the raw socket is out of step");
        }
    }

    private static void echo(RawSocket socket) throws IOException {
        long count = socket.readWord();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(socket.readWord(), ALIGNMENT);
            socket.writeWord(RawSocket.DONE);
            for (long i = 0; i < count; i++) {
                socket.read(memory);
                socket.write(memory);
            }
        }
    }

    /// Takes an array, gives it back as often as it is asked for, and drops it.
    private void hold(RawSocket socket) throws IOException {
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
