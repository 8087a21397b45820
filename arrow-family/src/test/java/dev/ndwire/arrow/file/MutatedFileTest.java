package dev.ndwire.arrow.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.ipc.Mutations;
import dev.ndwire.arrow.ipc.TableUse;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutatedFileTest {
    private static final int PER_FILE = 80;

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(64 << 20), 0);

    @ParameterizedTest
    @ValueSource(
            strings = {"chunked.arrow", "dictionary_int8.arrow", "extensions.arrow", "metadata.arrow", "zstd.feather"})
    void readsAndMapsDamagedFilesOrSaysWhatIsWrong(String name, @TempDir Path folder) throws IOException {
        long heldBefore = ArrowMemory.root().getAllocatedMemory();
        byte[] whole;
        try (InputStream in = MutatedFileTest.class.getResourceAsStream(name)) {
            whole = in.readAllBytes();
        }
        var mutations = new Mutations(name.hashCode());
        for (int i = 0; i < PER_FILE; i++) {
            Path file = Files.write(folder.resolve(i + name), mutations.of(whole));
            String what = "mutation " + i + " of seed " + name.hashCode();
            try (Lease lease = pool.lease(Ownership.LEASED)) {
                Table table = i % 2 == 0 ? TableFiles.map(file) : TableFiles.read(file, lease);
                TableUse.all(table, lease);
            } catch (RuntimeException e) {
                assertThat(TableUse.isClear(e)).as(what + ": " + e).isTrue();
            }
            assertThat(pool.budget().usedBytes()).as(what).isZero();
        }
        assertThat(ArrowMemory.root().getAllocatedMemory()).isEqualTo(heldBefore);
    }
}
