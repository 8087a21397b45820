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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of opening a `.npy` file by mapping it, and of saving over one.
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
    private static final String MAPPED = "mapped.npy";
    private static final String SAVED = "saved.npy";

    /// The bytes of the elements.
    @Param({"1048576", "1073741824"})
    public long byteSize;

    private Path folder = Path.of("");
    private NDArray array = NDArray.zeros(DType.BOOL);

    /// Some, set up.
    ///
    /// @param byteSize of the elements
    /// @throws IOException if there is no room for them
    static NpyFiles of(long byteSize) throws IOException {
        NpyFiles files = new NpyFiles();
        files.byteSize = byteSize;
        files.setUp();
        return files;
    }

    /// Writes a file to a new folder.
    ///
    /// @throws IOException if there is no room for it
    @Setup
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("ndwire-npy");
        array = NDArray.empty(DType.FLOAT64, byteSize / Double.BYTES);
        array.segment().fill((byte) 1);
        Npy.write(mapped(), array);
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

    /// The file that is mapped.
    Path mapped() {
        return folder.resolve(MAPPED);
    }

    /// Opens a file, and closes it.
    ///
    /// @return how many elements there are
    /// @throws IOException if it cannot be read
    @Benchmark
    public long map() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return Npy.map(mapped(), arena).size();
        }
    }

    /// Saves an array, over a file that is there already but for the first time.
    ///
    /// @return the file
    /// @throws IOException if it cannot be written
    @Benchmark
    public Path save() throws IOException {
        Path file = folder.resolve(SAVED);
        Npy.write(file, array);
        return file;
    }

    /// Deletes what [#save] wrote, so that the next one writes a new file.
    void deleteSaved() throws IOException {
        Files.deleteIfExists(folder.resolve(SAVED));
    }
}
