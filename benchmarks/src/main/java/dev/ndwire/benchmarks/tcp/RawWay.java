package dev.ndwire.benchmarks.tcp;

import dev.ndwire.cli.rig.RawSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The floor: the numbers and nothing else, by blocking NIO on a platform thread, in gathering writes.
final class RawWay implements Way {
    private final String name;
    private final RawSocket socket;
    private List<MemorySegment> buffers = List.of();

    /// Connects.
    ///
    /// @param name what it is called
    /// @param port where a raw peer listens on this host
    RawWay(String name, int port) throws IOException {
        this.name = name;
        this.socket = RawSocket.connect(port);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare(Numbers numbers) {
        buffers = numbers.buffers();
    }

    @Override
    public void send() throws IOException {
        socket.writeWord(RawSocket.TAKE);
        socket.writeWord(buffers.stream().mapToLong(MemorySegment::byteSize).sum());
        socket.write(buffers);
        socket.expectDone();
    }

    @Override
    public void drop() throws IOException {
        socket.writeWord(RawSocket.DROP);
        socket.expectDone();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
