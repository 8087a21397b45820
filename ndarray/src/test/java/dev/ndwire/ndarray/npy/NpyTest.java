package dev.ndwire.ndarray.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NpyTest {
    @TempDir
    Path folder;

    static Stream<Path> numpysFiles() throws IOException {
        try (Stream<Path> files = Files.list(GoldenLines.path("npy/headers.txt").resolveSibling("."))) {
            return files.filter(file -> file.toString().endsWith(".npy")).sorted().toList().stream();
        }
    }

    @Test
    void numpysFilesAreThere() throws IOException {
        assertThat(numpysFiles()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("numpysFiles")
    void writesNumpysFilesAgainByteForByte(Path file) throws IOException {
        Path copy = folder.resolve("copy.npy");

        Npy.write(copy, Npy.read(file));

        if (file.getFileName().toString().matches("version-[23].npy")) {
            // Numpy was made to use a newer version than it would have chosen.
            NpyHeader header = Npy.readHeader(file);
            assertThat(Files.readAllBytes(file)).startsWith(header.toBytes());
            assertSame(Npy.read(copy), Npy.read(file));
        } else {
            assertThat(copy).hasSameBinaryContentAs(file);
        }
    }

    @ParameterizedTest
    @MethodSource("numpysFiles")
    void mappedAndCopiedReadsAgree(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NDArray mapped = Npy.map(file, arena);
            NDArray copied = Npy.read(file, arena);

            assertSame(mapped, copied);
            assertThat(mapped.isWriteable()).isFalse();
            assertThat(copied.isWriteable()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("numpysFiles")
    void refusesEveryTruncationOfAFile(Path file) throws IOException {
        Path cut = Files.copy(file, folder.resolve("cut.npy"));
        try (FileChannel channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
            for (long byteSize = channel.size() - 1; byteSize >= 0; byteSize--) {
                channel.truncate(byteSize);
                assertThat(refuses(() -> Npy.readHeader(cut))
                                && refuses(() -> Npy.read(cut))
                                && refuses(() -> Npy.map(cut)))
                        .as("%s cut to %d bytes", file.getFileName(), byteSize)
                        .isTrue();
            }
        }
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static boolean refuses(Reading reading) throws IOException {
        try {
            reading.read();
            return false;
        } catch (MalformedNpyException refused) {
            return true;
        }
    }

    /// Same dtype, shape, order in memory and bytes.
    private static void assertSame(NDArray actual, NDArray expected) {
        assertThat(actual.dtype()).isEqualTo(expected.dtype());
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.strides()).isEqualTo(expected.strides());
        assertThat(actual.segment().mismatch(expected.segment())).isEqualTo(-1);
    }

    @Test
    void readsWhatNumpyMeant() throws IOException {
        assertThat(read("float64-c").getDouble(1, 2)).isEqualTo(5);
        assertThat(read("float64-c").strides()).containsExactly(24, 8);
        assertThat(read("float64-f").getDouble(1, 2)).isEqualTo(5);
        assertThat(read("float64-f").strides()).containsExactly(8, 16);
        assertThat(read("float64-big-endian").getDouble(0, 1)).isEqualTo(1);
        assertThat(read("float64-strided").getDouble(1, 1)).isEqualTo(5);
        assertThat(read("zero-d").getDouble()).isEqualTo(2.5);
        assertThat(read("empty").shape()).containsExactly(0, 3);
        assertThat(read("text").getString(1)).isEqualTo("\u03b1\ud83d\ude00");
        assertThat(read("text-big-endian").getString(1)).isEqualTo("\u03b1\ud83d\ude00");
        assertThat(read("datetime").getLong(1)).isEqualTo(DType.NAT);
        assertThat(read("timedelta").getLong(1)).isEqualTo(-2);
        assertThat(read("struct").field("b").getDouble(1)).isEqualTo(4.5);
        assertThat(read("struct-gaps").dtype().fields().get(1).byteOffset()).isEqualTo(8);
        assertThat(read("struct-nested").dtype().field("t")).isPresent();
    }

    private static NDArray read(String name) throws IOException {
        return Npy.read(GoldenLines.path("npy/" + name + ".npy"));
    }

    @Test
    void readsIntoALeaseWhoseEndEndsTheArray() throws IOException {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1 << 20), 0);
        NDArray array;
        try (var lease = pool.lease(Ownership.LEASED)) {
            array = Npy.read(GoldenLines.path("npy/float64-c.npy"), lease);
            assertThat(array.getDouble(1, 1)).isEqualTo(4);
        }

        assertThatThrownBy(() -> array.getDouble(1, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsIntoHeapMemory() throws IOException {
        NDArray array = Npy.read(
                GoldenLines.path("npy/float64-c.npy"),
                (byteSize, byteAlignment) -> MemorySegment.ofArray(new double[(int) (byteSize / 8)]));

        assertSame(array, read("float64-c"));
    }

    @Test
    void writesHeapMemoryInPieces() throws IOException {
        double[] values = new Random(7).doubles(700_001).toArray();
        Path file = folder.resolve("heap.npy");

        Npy.write(file, NDArray.wrap(MemorySegment.ofArray(values), DType.FLOAT64, values.length));

        assertThat(Npy.map(file).segment().mismatch(MemorySegment.ofArray(values)))
                .isEqualTo(-1);
    }

    static Stream<NDArray> stridedViews() {
        // 12 MB, so that gathering takes several pieces; of a row, of rows, and of an axis further in.
        NDArray cube = NDArray.zeros(DType.INT32, 3, 1000, 1000);
        MemorySegment memory = cube.segment();
        for (long i = 0; i < cube.size(); i++) {
            memory.setAtIndex(ValueLayout.JAVA_INT, i, (int) (i * 0x9E3779B1L));
        }
        return Stream.of(
                cube.at("::-1"),
                cube.at(":, ::2"),
                cube.at(":, :, ::-1"),
                cube.transpose(1, 0, 2),
                cube.at("0").broadcastTo(2, 1000, 1000),
                cube.reshape(1, 3_000_000).at(":, ::2"),
                cube.reshape(1, 1, 3_000_000).broadcastTo(1, 3, 3_000_000),
                cube.at(":, 5, ::-3"),
                cube.at("0:0, ::2"));
    }

    @ParameterizedTest
    @MethodSource("stridedViews")
    void gathersStridedArraysIntoCOrder(NDArray view) throws IOException {
        Path file = folder.resolve("view.npy");

        Npy.write(file, view);

        NDArray expected = view.copy(Order.C);
        NDArray written = Npy.map(file);
        assertThat(written.shape()).isEqualTo(expected.shape());
        assertThat(written.segment().mismatch(expected.segment())).isEqualTo(-1);
    }

    @Test
    void mapsForWritingIntoTheFile() throws IOException {
        Path file = Files.copy(GoldenLines.path("npy/float64-c.npy"), folder.resolve("changed.npy"));
        try (Arena arena = Arena.ofConfined()) {
            Npy.map(file, arena, MapMode.READ_WRITE).setDouble(42, 1, 1);
        }

        assertThat(Npy.read(file).getDouble(1, 1)).isEqualTo(42);
    }

    @Test
    void mapsPrivatelyWithoutTouchingTheFile() throws IOException {
        Path file = Files.copy(GoldenLines.path("npy/float64-c.npy"), folder.resolve("private.npy"));
        try (Arena arena = Arena.ofConfined()) {
            NDArray array = Npy.map(file, arena, MapMode.PRIVATE);
            array.setDouble(42, 1, 1);
            assertThat(array.getDouble(1, 1)).isEqualTo(42);
        }

        assertThat(Npy.read(file).getDouble(1, 1)).isEqualTo(4);
    }

    @Test
    void answersAtOnceForASparseFileOf100GiB() throws IOException {
        Path file = sparse(100L << 30);

        NpyHeader header = Npy.readHeader(file);

        assertThat(header.shape()).containsExactly(100L << 27);
        assertThat(header.dataByteSize()).isEqualTo(100L << 30);
        try (Arena arena = Arena.ofConfined()) {
            NDArray array = Npy.map(file, arena);
            assertThat(array.getDouble((100L << 27) - 1)).isEqualTo(2.5);
            assertThat(array.getDouble(12_345_678_901L)).isZero();
        }
    }

    /// A float64 file of zeros and a last element of 2.5, which takes a page or two on the disk.
    private Path sparse(long byteSize) throws IOException {
        Path file = folder.resolve("sparse.npy");
        byte[] header = NpyHeader.of(DType.FLOAT64, false, byteSize / 8).toBytes();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(header));
            ByteBuffer last = ByteBuffer.allocate(8)
                    .order(ByteOrder.nativeOrder())
                    .putDouble(2.5)
                    .flip();
            channel.write(last, header.length + byteSize - 8);
        }
        return file;
    }

    @Test
    void ignoresWhatFollowsTheArray() throws IOException {
        Path file = Files.copy(GoldenLines.path("npy/float64-c.npy"), folder.resolve("longer.npy"));
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

        assertSame(Npy.read(file), read("float64-c"));
        assertSame(Npy.map(file), read("float64-c"));
    }

    @Test
    void leavesNothingBehindWhenWritingFails() throws IOException {
        Path file = folder.resolve("kept.npy");
        Npy.write(file, NDArray.of(new double[] {1, 2}));
        NDArray closed;
        try (Arena arena = Arena.ofShared()) {
            closed = NDArray.zeros(arena, DType.FLOAT64, 3);
        }

        assertThatThrownBy(() -> Npy.write(file, closed)).isInstanceOf(IllegalStateException.class);

        assertSame(Npy.read(file), NDArray.of(new double[] {1, 2}));
        assertThat(names()).containsExactly("kept.npy");
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void leavesNothingBehindWhenTheMoveFails() throws IOException {
        Path file = folder.resolve("folder.npy");
        Files.createDirectory(file);

        assertThatThrownBy(() -> Npy.write(file, NDArray.of(new double[] {1}))).isInstanceOf(FileSystemException.class);

        assertThat(names()).containsExactly("folder.npy");
    }

    @Test
    void refusesDTypeThatTheFormatCannotDescribe() {
        DType overlapping = DType.struct()
                .field("a", DType.INT32, 0)
                .field("b", DType.INT32, 2)
                .build();

        assertThatThrownBy(() -> Npy.write(folder.resolve("no.npy"), NDArray.zeros(overlapping, 1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("field 'b' begins at byte 2, before byte 4 where the fields ahead of it end: such a dtype"
                        + " has no descr");

        assertThat(names()).isEmpty();
    }

    @Test
    void namesTheFileAndNotTheTemporaryOneWhenTheFolderIsMissing() {
        Path file = folder.resolve("missing").resolve("a.npy");

        assertThatThrownBy(() -> Npy.write(file, NDArray.of(new double[] {1})))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": its directory does not exist");
    }

    @Test
    void writesThroughALink() throws IOException {
        Path real = folder.resolve("real.npy");
        Files.write(real, new byte[0]);
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), real);

        Npy.write(link, NDArray.of(new double[] {1}));

        assertThat(link).isSymbolicLink();
        assertSame(Npy.read(real), NDArray.of(new double[] {1}));
    }

    @Test
    void writesIntoWhatIsNoRegularFile() throws IOException {
        Path sink = Path.of("/dev/null");
        if (!Files.exists(sink)) {
            return;
        }

        Npy.write(sink, NDArray.of(new double[] {1}));

        assertThat(Files.isRegularFile(sink)).isFalse();
        assertThat(sink).exists();
    }

    @Test
    void saysThatAFileIsMissing() {
        Path file = folder.resolve("missing.npy");

        assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(NoSuchFileException.class);
    }
}
