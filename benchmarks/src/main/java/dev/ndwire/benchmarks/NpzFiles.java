package dev.ndwire.benchmarks;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
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

/// Cost of saving float64 numbers to a `.npz` archive in the folder for temporary files, and of loading them from one
/// that is in the system's memory; stored, as numpy's `savez` does, and deflated, as `savez_compressed` does.
///
/// What is saved is a new file, deleted in between, and no one forces its bytes to the disk. What is loaded goes to a
/// lease, which is closed; [#mapStored] ends with the array mapped, whose numbers nobody has read. Floors: the same
/// bytes by a plain channel, to a new file or into memory that was used before; the JDK's zlib alone, at the same
/// level,
/// from memory to memory; a plain file mapped. Rival: numpy, timed by `npz_times.py`; it maps no archive.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx1g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class NpzFiles {
    /// The name of the array.
    static final String KEY = "x";

    /// The bytes of the elements.
    @Param({"1024", "1048576", "67108864"})
    public int byteSize;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private Path folder = Path.of("");
    private NDArray array = NDArray.zeros(DType.FLOAT64, 1);
    private MemorySegment target = MemorySegment.NULL;
    private MemorySegment deflated = MemorySegment.NULL;

    /// A file to save to, which is not there.
    @State(Scope.Benchmark)
    public static class NewFile {
        private Path folder = Path.of("");

        /// Makes a folder.
        ///
        /// @throws IOException if there is no room for it
        @Setup
        public void setUp() throws IOException {
            folder = Files.createTempDirectory("ndwire-npz");
        }

        /// Deletes what the last one saved.
        ///
        /// @throws IOException if it cannot be
        @Setup(Level.Invocation)
        public void delete() throws IOException {
            Files.deleteIfExists(path());
        }

        /// Deletes the folder.
        ///
        /// @throws IOException if it cannot be
        @TearDown
        public void tearDown() throws IOException {
            delete();
            Files.delete(folder);
        }

        Path path() {
            return folder.resolve("new");
        }
    }

    /// Makes the array, and files that have it.
    ///
    /// @throws IOException if there is no room for them
    @Setup
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("ndwire-npz");
        array = NDArray.empty(DType.FLOAT64, byteSize / Double.BYTES);
        array.segment().copyFrom(MemorySegment.ofArray(Compressible.READINGS.bytes(byteSize)));
        Npz.write(stored(), Map.of(KEY, array), NpzCompression.STORED);
        Npz.write(deflated(), Map.of(KEY, array), NpzCompression.DEFLATED);
        write(plain());
        target = Arena.ofAuto().allocate(2L * byteSize, Long.BYTES).fill((byte) 1);
        MemorySegment output = target.asSlice(0, deflate());
        deflated = Arena.ofAuto().allocate(output.byteSize()).copyFrom(output);
    }

    /// Deletes the files.
    ///
    /// @throws IOException if they cannot be
    @TearDown
    public void tearDown() throws IOException {
        for (Path file : new Path[] {stored(), deflated(), plain(), folder}) {
            Files.delete(file);
        }
        deflater.end();
        inflater.end();
    }

    /// The archive that is loaded and mapped.
    Path stored() {
        return folder.resolve("stored.npz");
    }

    /// The archive that is loaded and inflated.
    Path deflated() {
        return folder.resolve("deflated.npz");
    }

    private Path plain() {
        return folder.resolve("plain");
    }

    /// Saves the array as it is.
    ///
    /// @param file where to
    /// @return the file
    /// @throws IOException if the disk is full
    @Benchmark
    public Path saveStored(NewFile file) throws IOException {
        Npz.write(file.path(), Map.of(KEY, array), NpzCompression.STORED);
        return file.path();
    }

    /// Saves the array deflated.
    ///
    /// @param file where to
    /// @return the file
    /// @throws IOException if the disk is full
    @Benchmark
    public Path saveDeflated(NewFile file) throws IOException {
        Npz.write(file.path(), Map.of(KEY, array), NpzCompression.DEFLATED);
        return file.path();
    }

    /// Loads the array that is stored.
    ///
    /// @return how many elements there are
    /// @throws IOException if it cannot be read
    @Benchmark
    public long loadStored() throws IOException {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            return load(stored(), lease).size();
        }
    }

    /// Loads the array that is deflated.
    ///
    /// @return how many elements there are
    /// @throws IOException if it cannot be read
    @Benchmark
    public long loadDeflated() throws IOException {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            return load(deflated(), lease).size();
        }
    }

    /// Loads an array.
    ///
    /// @param lease has its memory
    static NDArray load(Path file, Lease lease) throws IOException {
        try (Npz npz = Npz.open(file)) {
            return npz.read(KEY, lease);
        }
    }

    /// Maps the array that is stored, and ends that.
    ///
    /// @return how many elements there are
    /// @throws IOException if it cannot be mapped
    @Benchmark
    public long mapStored() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return map(arena).size();
        }
    }

    /// Maps the array that is stored.
    NDArray map(Arena arena) throws IOException {
        try (Npz npz = Npz.open(stored())) {
            return npz.map(KEY, arena);
        }
    }

    /// The floor of saving: the bytes by a plain channel.
    ///
    /// @param file where to
    /// @return the file
    /// @throws IOException if the disk is full
    @Benchmark
    @Floor(of = "saveStored")
    public Path write(NewFile file) throws IOException {
        write(file.path());
        return file.path();
    }

    private void write(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = array.segment().asByteBuffer();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /// The floor of loading: the bytes by a plain channel.
    ///
    /// @return where they are
    /// @throws IOException if they cannot be read
    @Benchmark
    @Floor(of = "loadStored")
    public MemorySegment read() throws IOException {
        MemorySegment read = target.asSlice(0, byteSize);
        try (FileChannel channel = FileChannel.open(plain())) {
            ByteBuffer bytes = read.asByteBuffer();
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        }
        return read;
    }

    /// The floor of mapping: a plain file mapped.
    ///
    /// @return how many bytes there are
    /// @throws IOException if it cannot be mapped
    @Benchmark
    @Floor(of = "mapStored")
    public long mapPlain() throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(plain())) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, byteSize, arena)
                    .byteSize();
        }
    }

    /// The floor of deflating: zlib alone, from memory to memory.
    ///
    /// @return how many bytes there are then
    @Benchmark
    @Floor(of = "saveDeflated")
    public long deflate() {
        ByteBuffer output = target.asByteBuffer();
        deflater.reset();
        deflater.setInput(array.segment().asByteBuffer());
        deflater.finish();
        while (!deflater.finished()) {
            deflater.deflate(output);
        }
        return output.position();
    }

    /// The floor of inflating: zlib alone, from memory to memory.
    ///
    /// @return where the bytes are
    /// @throws DataFormatException never
    @Benchmark
    @Floor(of = "loadDeflated")
    public MemorySegment inflate() throws DataFormatException {
        MemorySegment whole = target.asSlice(0, byteSize);
        ByteBuffer output = whole.asByteBuffer();
        inflater.reset();
        inflater.setInput(deflated.asByteBuffer());
        while (!inflater.finished()) {
            inflater.inflate(output);
        }
        return whole;
    }
}
