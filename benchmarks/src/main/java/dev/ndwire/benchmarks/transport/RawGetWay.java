package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.Pattern;
import dev.ndwire.cli.rig.RawSocket;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The floor, the other way round: the numbers and nothing else come back by blocking NIO, into a lease.
final class RawGetWay extends GetWay {
    private static final long ALIGNMENT = 64;

    private final RawSocket socket;
    private Lease lease = Lease.none();
    private MemorySegment memory = MemorySegment.NULL;

    /// Prepares.
    ///
    /// @param name what it is called
    /// @param peer where the other end of the socket is
    /// @param socket connected; it is closed with the way
    /// @param pool to receive into
    RawGetWay(String name, Peer peer, RawSocket socket, MemoryPool pool) {
        super(name, peer, pool);
        this.socket = socket;
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.FLOOR;
    }

    @Override
    public void fill(long seed) throws Exception {
        super.fill(seed);
        RawWay.put(socket, numbers());
    }

    @Override
    public void move() throws IOException {
        socket.writeWord(RawSocket.GIVE);
        lease = pool().lease(Ownership.LEASED);
        memory = lease.allocate(numbers().byteSize(), ALIGNMENT);
        socket.read(memory);
    }

    @Override
    public long check(long seed) {
        return Pattern.firstDifference(memory, seed);
    }

    @Override
    public void drop() throws IOException {
        lease.close();
        RawWay.drop(socket);
    }

    @Override
    public void close() throws IOException {
        lease.close();
        socket.close();
    }
}
