package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.RawSocket;
import dev.ndwire.core.memory.SharedMemory;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The floor of handing over: one more name for the file, its size over a Unix socket, a mapping, two elements.
///
/// @param socket to the process that [#serve] runs in; it is closed with this
/// @param name the one more
/// @param words what is sent: a size, and what both elements are
record RawHandOver(RawSocket socket, Path name, MemorySegment words) implements AutoCloseable {
    private static final String SOCKET = "raw-hand-over";

    static RawHandOver connect(Path folder) throws IOException {
        SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(SOCKET)));
        return new RawHandOver(
                RawSocket.of(socket), sharedName(), Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES));
    }

    private static Path sharedName() throws IOException {
        return SharedMemory.standard().base().resolve(SOCKET);
    }

    /// Serves one connection.
    static void listen(Path folder) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(folder.resolve(SOCKET)));
        Path name = sharedName();
        Thread.ofPlatform().daemon().name(SOCKET).start(() -> serve(listener, name));
    }

    private static void serve(ServerSocketChannel listener, Path name) {
        MemorySegment words = Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES);
        try (listener;
                RawSocket socket = RawSocket.of(listener.accept())) {
            while (true) {
                socket.read(words);
                long byteSize = words.get(ValueLayout.JAVA_LONG, 0);
                long expected = words.get(ValueLayout.JAVA_LONG, Long.BYTES);
                socket.writeWord(read(name, byteSize, expected));
            }
        } catch (IOException e) {
            // The first process has gone, or finds out by its own end of the socket, and says what this one said last.
            System.err.println(e.getMessage());
        }
    }

    /// Says when both elements were read; by then they are let go of.
    private static long read(Path name, long byteSize, long expected) throws IOException {
        try (FileChannel file = FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofShared()) {
            HandOverPeer.requireEnds(file.map(MapMode.PRIVATE, 0, byteSize, arena), expected);
            return System.nanoTime();
        } finally {
            Files.delete(name);
        }
    }

    /// Hands an array over that lies at the start of its file.
    ///
    /// @return when its ends were read
    long handOver(NDArray array, long expected) throws IOException {
        MemorySegment memory = array.segment();
        SharedMemory.Place place = SharedMemory.standard().find(memory).orElseThrow();
        Files.createLink(name, place.file());
        words.set(ValueLayout.JAVA_LONG, 0, memory.byteSize());
        words.set(ValueLayout.JAVA_LONG, Long.BYTES, expected);
        socket.write(words);
        return socket.readWord();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
