package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.RawSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The floor of many small arrays: nothing but their bytes, piece by piece in gathering writes, into one region.
final class RawManyWay extends PutWay {
    private final RawSocket socket;
    private final int count;
    private List<MemorySegment> parts = List.of();

    /// Prepares.
    ///
    /// @param name what it is called
    /// @param peer where the other end of the socket is
    /// @param socket connected; it is closed with the way
    /// @param count how many pieces
    RawManyWay(String name, Peer peer, RawSocket socket, int count) {
        super(name, peer);
        this.socket = socket;
        this.count = count;
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.FLOOR;
    }

    @Override
    public void prepare(Numbers numbers) throws Exception {
        super.prepare(numbers);
        long partByteSize = numbers.byteSize() / count;
        parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(numbers.part(i * partByteSize, partByteSize).segment());
        }
    }

    @Override
    public void move() throws IOException {
        socket.writeWord(RawSocket.TAKE);
        socket.writeWord(numbers().byteSize());
        socket.write(parts);
        socket.expectDone();
    }

    @Override
    public void drop() throws IOException {
        RawWay.drop(socket);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
