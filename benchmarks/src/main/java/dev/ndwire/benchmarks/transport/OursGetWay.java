package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.Pattern;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.ndarray.array.NDArray;
import org.jspecify.annotations.Nullable;

/// Ours, the other way round: a client gets the array that it has put before.
final class OursGetWay extends GetWay {
    private final Client client;
    private @Nullable Received received;

    /// Prepares.
    ///
    /// @param name what it is called
    /// @param peer where a server of ours is, or one of `distributed`
    /// @param client connected to that; it is closed with the way
    /// @param pool that the client receives into
    OursGetWay(String name, Peer peer, Client client, MemoryPool pool) {
        super(name, peer, pool);
        this.client = client;
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.OURS;
    }

    @Override
    public void fill(long seed) throws Exception {
        super.fill(seed);
        client.put(Peer.KEY, numbers().array());
    }

    @Override
    public void move() throws Exception {
        received = client.get(Peer.KEY);
    }

    private Received received() {
        if (received == null) {
            throw new IllegalStateException("nothing was moved");
        }
        return received;
    }

    @Override
    public long check(long seed) {
        NDArray array = received().as(NDArray.class);
        if (array.byteSize() != numbers().byteSize()) {
            throw new IllegalStateException(
                    array.byteSize() + " bytes came, expected " + numbers().byteSize());
        }
        return Pattern.firstDifference(array.segment(), seed);
    }

    @Override
    public void drop() throws Exception {
        received().close();
        super.drop();
    }

    @Override
    public void close() {
        client.close();
    }
}
