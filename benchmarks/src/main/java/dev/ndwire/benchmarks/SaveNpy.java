package dev.ndwire.benchmarks;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of saving float64 numbers to a `.npy` file in the folder for temporary files (`-Djava.io.tmpdir=…` for another
/// disk).
///
/// Ours, [#save], writes under another name and moves; its rival [#numpy] writes in place, and is asked over a pipe.
/// Floor: the same bytes by a plain channel. No one forces the bytes to the disk; the file is deleted in between.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(
        value = 2,
        jvmArgs = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class SaveNpy {
    private static final int PIECE_BYTES = 64 << 20;

    /// The bytes of the elements.
    @Param({"1048576", "1073741824"})
    public long byteSize;

    private NDArray array = NDArray.zeros(DType.FLOAT64, 1);
    private Path file = Path.of("");
    private @Nullable PythonDialogue python;

    /// Makes the array.
    ///
    /// @throws IOException if there is no room for files
    @Setup
    public void setUp() throws IOException {
        file = Files.createTempFile("ndwire-save", ".npy");
        array = NDArray.zeros(DType.FLOAT64, byteSize / Double.BYTES);
        for (long i = 0; i < array.size(); i++) {
            array.doubles().set(i, (double) i);
        }
    }

    /// Removes what the last one wrote.
    ///
    /// @throws IOException if it cannot be
    @Setup(Level.Invocation)
    public void removeFile() throws IOException {
        Files.deleteIfExists(file);
    }

    /// Ends Python and removes the file.
    ///
    /// @throws IOException if it cannot be
    @TearDown
    public void tearDown() throws IOException {
        if (python != null) {
            python.close();
        }
        Files.deleteIfExists(file);
    }

    /// Ours.
    ///
    /// @return the file's bytes
    /// @throws IOException if the disk is full
    @Benchmark
    public long save() throws IOException {
        Npy.write(file, array);
        return Files.size(file);
    }

    /// Numpy's `save`.
    ///
    /// @return the file's bytes
    /// @throws IOException if Python ended
    @Benchmark
    @Rival(value = "numpy", needs = Rival.PYTHON)
    public long numpy() throws IOException {
        if (python == null) {
            // While it warms up: the others need none.
            python = new PythonDialogue("npy_save.py", file.toString(), Long.toString(byteSize));
            python.askNumber("n");
        }
        return python.askNumber("s");
    }

    /// The floor.
    ///
    /// @return the file's bytes
    /// @throws IOException if the disk is full
    @Benchmark
    @Floor
    public long channel() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (long at = 0; at < byteSize; at += PIECE_BYTES) {
                ByteBuffer piece = array.segment()
                        .asSlice(at, Math.min(PIECE_BYTES, byteSize - at))
                        .asByteBuffer();
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
        }
        return byteSize;
    }
}
