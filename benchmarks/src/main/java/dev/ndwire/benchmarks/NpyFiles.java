package dev.ndwire.benchmarks;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of opening a `.npy` file by mapping it, at two sizes, and of saving 1 GiB.
///
/// Rival: numpy, beside which [ArrayReport] has them take turns.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class NpyFiles {
    /// A file of 1 MiB of elements.
    static final String SMALL = "small.npy";

    /// A file of 1 GiB of elements.
    static final String LARGE = "large.npy";

    private static final String SAVED = "saved.npy";
    private static final long LARGE_SIZE = 1 << 27;

    private Path folder = Path.of("");
    private NDArray large = NDArray.zeros(DType.BOOL);

    /// Writes both files to a new folder.
    ///
    /// @throws IOException if there is no room for them
    @Setup
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("ndwire-npy");
        large = NDArray.empty(DType.FLOAT64, LARGE_SIZE);
        large.segment().fill((byte) 1);
        Npy.write(folder.resolve(SMALL), large.slice(0, 0L, 1L << 17, 1));
        Npy.write(folder.resolve(LARGE), large);
    }

    /// Deletes what was written.
    ///
    /// @throws IOException if that cannot be done
    @TearDown
    public void tearDown() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(NpyFiles::delete);
        }
        Files.delete(folder);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the files are.
    Path folder() {
        return folder;
    }

    /// Opens 1 MiB, and closes it.
    ///
    /// @return how many elements there are
    /// @throws IOException if it cannot be read
    @Benchmark
    public long mapSmall() throws IOException {
        return map(SMALL);
    }

    /// Opens 1 GiB, and closes it.
    ///
    /// @return how many elements there are
    /// @throws IOException if it cannot be read
    @Benchmark
    public long mapLarge() throws IOException {
        return map(LARGE);
    }

    private long map(String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return Npy.map(folder.resolve(name), arena).size();
        }
    }

    /// Saves 1 GiB, over a file that is there already but for the first time.
    ///
    /// @return the file
    /// @throws IOException if it cannot be written
    @Benchmark
    public Path save() throws IOException {
        Path file = folder.resolve(SAVED);
        Npy.write(file, large);
        return file;
    }

    /// Deletes what [#save] wrote, so that the next one writes a new file.
    void deleteSaved() throws IOException {
        Files.deleteIfExists(folder.resolve(SAVED));
    }
}
