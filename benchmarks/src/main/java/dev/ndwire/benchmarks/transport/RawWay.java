package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.RawSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The floor: the numbers and nothing else, by blocking NIO on a platform thread, in gathering writes.
final class RawWay extends PutWay {
    private final RawSocket socket;

    /// Prepares.
    ///
    /// @param name what it is called
    /// @param peer where the other end of the socket is
    /// @param socket connected; it is closed with the way
    RawWay(String name, Peer peer, RawSocket socket) {
        super(name, peer);
        this.socket = socket;
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.FLOOR;
    }

    @Override
    public void move() throws IOException {
        put(socket, numbers());
    }

    static void put(RawSocket socket, Numbers numbers) throws IOException {
        socket.writeWord(RawSocket.TAKE);
        socket.writeWord(
                numbers.buffers().stream().mapToLong(MemorySegment::byteSize).sum());
        socket.write(numbers.buffers());
        socket.expectDone();
    }

    @Override
    public void drop() throws IOException {
        drop(socket);
    }

    static void drop(RawSocket socket) throws IOException {
        socket.writeWord(RawSocket.DROP);
        socket.expectDone();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
