package dev.ndwire.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterEach;

/// Streams in a pool of their own: nothing is left of it, nor of Arrow's memory, when a test is over.
abstract class PooledStreams {
    final MemoryPool pool;
    private final long heldBefore = ArrowMemory.root().getAllocatedMemory();

    PooledStreams(long budget) {
        this.pool = MemoryPool.of(MemoryBudget.ofBytes(budget), 0);
    }

    @AfterEach
    void leaksNothing() {
        assertThat(pool.budget().usedBytes()).isZero();
        assertThat(ArrowMemory.root().getAllocatedMemory()).isEqualTo(heldBefore);
    }

    /// A copy of a stream in memory of a lease, as messages align it.
    static MemorySegment in(Lease lease, byte[] stream) {
        return lease.allocate(stream.length, Long.BYTES).copyFrom(MemorySegment.ofArray(stream));
    }

    static byte[] ints(int... values) {
        var bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    /// Reading a stream fails, and holds nothing afterwards.
    void refused(byte[] stream, String message) {
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = in(lease, stream);
            long held = pool.budget().usedBytes();
            assertThatThrownBy(() -> Table.ofStream(memory, lease))
                    .isInstanceOf(MalformedArrowException.class)
                    .hasMessage(message);
            assertThat(pool.budget().usedBytes()).isEqualTo(held);
        }
    }
}
