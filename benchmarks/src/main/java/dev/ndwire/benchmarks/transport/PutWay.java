package dev.ndwire.benchmarks.transport;

import org.jspecify.annotations.Nullable;

/// A way from here to another process.
abstract class PutWay implements Way {
    private final String name;
    private final Peer peer;
    private @Nullable Numbers numbers;

    /// @param name what it is called
    /// @param peer where the numbers come
    PutWay(String name, Peer peer) {
        this.name = name;
        this.peer = peer;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public void prepare(Numbers numbers) throws Exception {
        this.numbers = numbers;
    }

    final Numbers numbers() {
        if (numbers == null) {
            throw new IllegalStateException("not prepared");
        }
        return numbers;
    }

    final Peer peer() {
        return peer;
    }

    @Override
    public void fill(long seed) throws Exception {
        numbers().fill(seed);
    }

    @Override
    public long check(long seed) throws Exception {
        return peer.check(seed, numbers().byteSize());
    }

    @Override
    public void drop() throws Exception {
        peer.drop();
    }

    @Override
    public void trim() throws Exception {
        peer.trim();
    }

    @Override
    public Work work() throws Exception {
        return new Work(Spent.here(), peer.spent());
    }
}
