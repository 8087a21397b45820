package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npz;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The variants of [NpzFiles] save and load the same numbers, and so does numpy.
class SameArchivesTest {
    private static final int BYTE_SIZE = 1024;

    private final byte[] bytes = Compressible.READINGS.bytes(BYTE_SIZE);
    private final NpzFiles benchmark = new NpzFiles();
    private final NpzFiles.NewFile file = new NpzFiles.NewFile();

    @BeforeEach
    void setUp() throws IOException {
        benchmark.byteSize = BYTE_SIZE;
        benchmark.setUp();
        file.setUp();
    }

    @AfterEach
    void tearDown() throws IOException {
        file.tearDown();
        benchmark.tearDown();
    }

    private void assertSame(NDArray array) {
        assertThat(array.shape()).containsExactly(BYTE_SIZE / Double.BYTES);
        assertThat(array.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
    }

    private void assertSame(Path archive) throws IOException {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            assertSame(NpzFiles.load(archive, lease));
        }
    }

    private static boolean isStored(Path archive) throws IOException {
        try (Npz npz = Npz.open(archive)) {
            return npz.isMappable(NpzFiles.KEY);
        }
    }

    @Test
    void everyArchiveHoldsTheArray() throws IOException {
        assertSame(benchmark.saveStored(file));
        assertThat(isStored(file.path())).isTrue();
        file.delete();
        assertSame(benchmark.saveDeflated(file));
        assertThat(isStored(file.path())).isFalse();
    }

    @Test
    void loadsAndMapsTheArray() throws IOException {
        assertSame(benchmark.stored());
        assertSame(benchmark.deflated());
        assertThat(isStored(benchmark.stored())).isTrue();
        assertThat(isStored(benchmark.deflated())).isFalse();
        try (Arena arena = Arena.ofConfined()) {
            assertSame(benchmark.map(arena));
        }
        assertThat(benchmark.loadStored()).isEqualTo(BYTE_SIZE / Double.BYTES);
        assertThat(benchmark.loadDeflated()).isEqualTo(BYTE_SIZE / Double.BYTES);
        assertThat(benchmark.mapStored()).isEqualTo(BYTE_SIZE / Double.BYTES);
    }

    @Test
    void floorsWorkOnTheSameBytes() throws Exception {
        assertThat(Files.readAllBytes(benchmark.write(file))).isEqualTo(bytes);
        assertThat(benchmark.read().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
        assertThat(benchmark.mapPlain()).isEqualTo(BYTE_SIZE);
        assertThat(benchmark.deflate()).isLessThan(BYTE_SIZE);
        assertThat(benchmark.inflate().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
    }

    @Test
    void numpySavesTheSameAndLoadsOurs(@TempDir Path folder) throws IOException {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        PythonRival.Named rivals;
        try (CompressibleFiles files = CompressibleFiles.write(2 * BYTE_SIZE)) {
            rivals = PythonRival.byBenchmark(
                    "npz_times.py",
                    "--sizes",
                    "" + BYTE_SIZE,
                    "--files",
                    files.argument(),
                    "--archives",
                    benchmark.stored() + "," + benchmark.deflated());
        }

        assertThat(rivals.all())
                .containsOnlyKeys(
                        "NpzFiles.saveStored", "NpzFiles.loadStored", "NpzFiles.saveDeflated", "NpzFiles.loadDeflated");
        for (String kind : new String[] {"Stored", "Deflated"}) {
            Path theirs = folder.resolve(kind);
            Files.write(theirs, rivals.get("NpzFiles.save" + kind).bytes());
            assertThat(isStored(theirs)).isEqualTo(kind.equals("Stored"));
            assertSame(theirs);
            assertSame(rivals.get("NpzFiles.load" + kind).array().copy());
        }
        assertThat(folder.resolve("Stored")).hasSameBinaryContentAs(benchmark.stored());
    }

    @Test
    void whatIsMappedLiesInTheFile() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = benchmark.map(arena).segment();
            assertThat(mapped.isMapped()).isTrue();
        }
    }
}
