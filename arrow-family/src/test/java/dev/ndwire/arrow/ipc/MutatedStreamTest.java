package dev.ndwire.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.ipc.GoldenStreams.Golden;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.Ownership;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MutatedStreamTest extends PooledStreams {
    /// More than 2,000 streams in all.
    private static final int PER_KIND = 40;

    private static final long SEED = Long.getLong("ndwire.seed", 6_2026);

    MutatedStreamTest() {
        super(64 << 20);
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void readsDamagedStreamsOrSaysWhatIsWrong(Golden golden) {
        long seed = SEED + golden.name().hashCode();
        var mutations = new Mutations(seed);
        byte[] whole = GoldenStreams.bytes(golden.name());
        for (int i = 0; i < PER_KIND; i++) {
            use(mutations.of(whole), i % 4 == 0, "mutation " + i + " of seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "empty", "no_columns", "dictionary_int8", "null", "same_names"})
    void readsEveryPrefixOrSaysWhatIsWrong(String name) {
        byte[] whole = GoldenStreams.bytes(name);
        for (int size = 0; size < whole.length; size++) {
            use(Arrays.copyOf(whole, size), false, size + " bytes of " + whole.length);
        }
    }

    private void use(byte[] bytes, boolean isOnHeap, String what) {
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment stream = isOnHeap ? MemorySegment.ofArray(bytes) : lease.allocate(bytes.length, 64);
            if (!isOnHeap) {
                stream.copyFrom(MemorySegment.ofArray(bytes));
            }
            Table table;
            try {
                table = Table.ofStream(stream, isOnHeap ? Lease.none() : lease);
            } catch (RuntimeException e) {
                if (!TableUse.isClear(e)) {
                    throw new AssertionError(what, e);
                }
                return;
            }
            TableUse.all(table, lease);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
        assertThat(pool.budget().usedBytes()).as(what).isZero();
    }
}
