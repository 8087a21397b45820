package dev.ndwire.ndarray.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    private static final NDArray GRID = NDArray.of(new double[][] {{0, 1, 2}, {3, 4, 5}});

    @TempDir
    Path folder;

    private static Path file(String name) {
        return GoldenLines.path("npz/" + name + ".npz");
    }

    private static Map<String, NDArray> readAll(Path file) throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        try (Npz npz = Npz.open(file)) {
            for (String key : npz.keys()) {
                arrays.put(key, npz.read(key));
            }
        }
        return arrays;
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-stored", "same-none", "same-unnamed", "same-deflated"})
    void writesNumpysFilesAgainByteForByte(String name) throws IOException {
        Path copy = folder.resolve("copy.npz");

        Npz.write(
                copy, readAll(file(name)), name.endsWith("deflated") ? NpzCompression.DEFLATED : NpzCompression.STORED);

        assertThat(copy).hasSameBinaryContentAs(file(name));
    }

    @Test
    void writesNumpysObjectsAgainByteForByte() throws IOException {
        Path copy = folder.resolve("copy.npz");
        try (Npz npz = Npz.open(file("same-objects"))) {
            Npz.write(copy, NpzCompression.STORED, writer -> {
                for (String key : npz.keys()) {
                    writer.put(
                            key, (ObjectArray) Objects.requireNonNull(npz.readObjects(key, PickleReader.standard())));
                }
            });
        }

        assertThat(copy).hasSameBinaryContentAs(file("same-objects"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-stored", "same-deflated"})
    void readsWhatNumpyMeant(String name) throws IOException {
        Map<String, NDArray> arrays = readAll(file(name));

        assertThat(arrays.keySet())
                .containsExactly(
                        "c",
                        "f",
                        "strided",
                        "big-endian",
                        "zero-d",
                        "empty",
                        "folder/inside",
                        "text",
                        "struct",
                        "when",
                        "αβ",
                        "long",
                        "noise");
        assertThat(arrays.get("c")).isEqualTo(GRID);
        assertThat(arrays.get("f")).isEqualTo(GRID);
        assertThat(array(arrays, "f").strides()).containsExactly(8, 16);
        assertThat(array(arrays, "strided")).isEqualTo(GRID.at(":, ::2"));
        assertThat(array(arrays, "big-endian").dtype()).isEqualTo(DType.parse(">f4"));
        assertThat(array(arrays, "zero-d").getDouble()).isEqualTo(2.5);
        assertThat(array(arrays, "empty").shape()).containsExactly(0, 3);
        assertThat(array(arrays, "text").getString(1)).isEqualTo("\u03b1\ud83d\ude00");
        assertThat(array(arrays, "struct").field("b").getDouble(1, 1)).isEqualTo(6);
        assertThat(array(arrays, "when").getLong(1)).isEqualTo(DType.NAT);
        assertThat(array(arrays, "long").getLong(4999)).isEqualTo(4999 % 251);
    }

    private static NDArray array(Map<String, NDArray> arrays, String key) {
        return Objects.requireNonNull(arrays.get(key));
    }

    @Test
    void mapsStoredMembersWhereTheyLie() throws IOException {
        Map<String, NDArray> read = readAll(file("same-stored"));
        NDArray kept;
        try (Arena arena = Arena.ofConfined()) {
            try (Npz npz = Npz.open(file("same-stored"))) {
                for (String key : npz.keys()) {
                    NDArray mapped = npz.map(key, arena);
                    assertThat(mapped).isEqualTo(read.get(key));
                    assertThat(mapped.strides()).isEqualTo(array(read, key).strides());
                    assertThat(mapped.isWriteable()).isFalse();
                }
                kept = npz.map("c", arena);
            }
            assertThat(kept.getDouble(1, 2)).isEqualTo(5);
        }
        assertThatThrownBy(() -> kept.getDouble(1, 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysThatDeflatedMembersCannotBeMapped() throws IOException {
        Path file = file("same-deflated");
        try (Npz npz = Npz.open(file)) {
            assertThatThrownBy(() -> npz.map("c"))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(file + ": member 'c.npy' is deflated: it can be read, not mapped");
        }
    }

    @Test
    void listsWithoutReadingData() throws IOException {
        try (Npz npz = Npz.open(file("same-deflated"))) {
            NpzMember last = npz.members().get(11);
            assertThat(last.name()).isEqualTo("long.npy");
            assertThat(last.key()).isEqualTo("long");
            assertThat(last.compression()).isEqualTo(NpzCompression.DEFLATED);
            assertThat(last.byteSize()).isEqualTo(128 + 5000 * 8);
            assertThat(last.compressedByteSize()).isLessThan(2000);
            NpyHeader header = npz.readHeader("f");
            assertThat(header.fortranOrder()).isTrue();
            assertThat(header.shape()).containsExactly(2, 3);
        }
    }

    @Test
    void findsMembersAsNumpyDoes() throws IOException {
        Path file = folder.resolve("names.npz");
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("a.npy", NDArray.of(1L));
        arrays.put("a", NDArray.of(2L));
        arrays.put("b", NDArray.of(3L));
        Npz.write(file, arrays);

        try (Npz npz = Npz.open(file)) {
            assertThat(npz.keys()).containsExactly("a.npy", "a", "b");
            // A whole name comes before a key.
            assertThat(npz.read("a.npy").getLong()).isEqualTo(2);
            assertThat(npz.read("a.npy.npy").getLong()).isEqualTo(1);
            assertThat(npz.read("a").getLong()).isEqualTo(2);
            assertThat(npz.read("b.npy").getLong()).isEqualTo(3);
            assertThat(npz.contains("b")).isTrue();
            assertThat(npz.contains("c")).isFalse();
            assertThatThrownBy(() -> npz.read("c"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("'c' is no member of " + file);
        }
    }

    @Test
    void membersThatAreNoArraysAreBytes() throws IOException {
        Path file = file("other-members");
        try (Npz npz = Npz.open(file)) {
            assertThat(npz.keys())
                    .containsExactly("readme.txt", "empty", "café.txt", "bare", "x", "longer", "packed", "text");
            assertThat(npz.isArray("readme.txt")).isFalse();
            assertThat(npz.isArray("empty")).isFalse();
            assertThat(npz.readBytes("readme.txt")).isEqualTo(Bytes.utf8("not an array"));
            assertThat(npz.readBytes("café.txt")).isEqualTo(Bytes.utf8("text"));
            assertThat(npz.readBytes("empty")).isEqualTo(Bytes.EMPTY);
            assertThat(npz.readBytes("text")).isEqualTo(Bytes.utf8("no array either"));
            assertThat(npz.isArray("bare")).isTrue();
            assertThat(npz.read("bare")).isEqualTo(GRID);
            assertThat(npz.read("x")).isEqualTo(GRID);
            assertThat(npz.read("longer")).isEqualTo(GRID);
            assertThatThrownBy(() -> npz.read("text"))
                    .isInstanceOf(MalformedNpyException.class)
                    .hasMessage(file + ": member 'text.npy': magic is 6e 6f 20 61 72 72, allowed is 93 4e 55 4d 50 59"
                            + " (byte 0)");
            assertThatThrownBy(() -> npz.read("packed"))
                    .isInstanceOf(MalformedNpyException.class)
                    .hasMessage(file + ": member 'packed.npy' is compressed by method 12, allowed are 0 (stored) and 8"
                            + " (deflated) (byte 684)");
        }
    }

    @Test
    void readsWhatWasWrittenToAPipe() throws IOException {
        Map<String, NDArray> arrays = readAll(file("other-streamed"));

        assertThat(arrays.get("c")).isEqualTo(GRID);
        assertThat(arrays.get("d")).isEqualTo(NDArray.of(new long[] {0, 1, 2, 3}));
    }

    @Test
    void writesToAPipeWhatNumpyWritesToOne() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
            return;
        }
        byte[][] received = new byte[1][];
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                received[0] = Files.readAllBytes(pipe);
            } catch (IOException e) {
                received[0] = new byte[0];
            }
        });

        Npz.write(pipe, readAll(file("other-streamed")));
        reader.join();

        assertThat(received[0]).isEqualTo(Files.readAllBytes(file("other-streamed")));
    }

    @Test
    void objectsNeedAPickleReader() throws IOException {
        Path file = file("same-objects");
        try (Npz npz = Npz.open(file)) {
            assertThat(npz.readHeader("flat").hasObjects()).isTrue();
            assertThatThrownBy(() -> npz.read("flat"))
                    .isInstanceOf(MalformedNpyException.class)
                    .hasMessage(file + ": member 'flat.npy': descr '|O' holds Python objects, of which there is a"
                            + " pickle: only readObjects reads it, with the PickleReader that it is given");
            ObjectArray flat = (ObjectArray) Objects.requireNonNull(npz.readObjects("flat", PickleReader.standard()));
            assertThat(flat.elements()).containsExactly("a", null, 1.5);
        }
        try (Npz npz = Npz.open(file("same-stored"))) {
            assertThat(npz.readObjects("c", PickleReader.standard())).isEqualTo(GRID);
        }
    }

    @ParameterizedTest
    @EnumSource(NpzCompression.class)
    void keepsLargeHeapAndStridedArrays(NpzCompression compression) throws IOException {
        double[] values =
                new Random(11).doubles(1_500_000).map(x -> Math.rint(x * 50)).toArray();
        NDArray heap = NDArray.wrap(MemorySegment.ofArray(values), DType.FLOAT64, 1500, 1000);
        Path file = folder.resolve("large.npz");

        Npz.write(file, Map.of("strided", heap.at("::-1, ::3")), compression);

        assertThat(readAll(file)).containsExactlyEntriesOf(Map.of("strided", heap.at("::-1, ::3")));
        Npz.write(file, Map.of("heap", heap), compression);
        assertThat(readAll(file)).containsExactlyEntriesOf(Map.of("heap", heap));
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-stored", "same-deflated"})
    void readsIntoALeaseOfTheExactSize(String name) throws IOException {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1 << 20), 0);
        NDArray array;
        try (var lease = pool.lease(Ownership.LEASED);
                Npz npz = Npz.open(file(name))) {
            array = npz.read("noise", lease);
            assertThat(array.size()).isEqualTo(70000);
            assertThat(pool.budget().usedBytes()).isBetween(70000L, 1L << 17);
        }
        assertThatThrownBy(() -> array.getLong(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writesMoreThan65535Members() throws IOException {
        Path file = folder.resolve("many.npz");
        NDArray array = NDArray.of(new byte[0]);
        Npz.write(file, NpzCompression.STORED, writer -> {
            for (int i = 0; i < 65_600; i++) {
                writer.put(Integer.toString(i), array);
            }
        });

        try (Npz npz = Npz.open(file)) {
            assertThat(npz.keys()).hasSize(65_600).contains("65599");
            assertThat(npz.read("65599")).isEqualTo(array);
        }
    }

    /// Numpy's archive of a member of 5 GiB and another behind it, with a hole for the zeros.
    private Path wide() throws IOException {
        byte[] begin = Files.readAllBytes(GoldenLines.path("npz/wide-begin.bin"));
        byte[] end = Files.readAllBytes(GoldenLines.path("npz/wide-end.bin"));
        Path file = folder.resolve("wide.npz");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(begin));
            channel.write(ByteBuffer.wrap(end), begin.length + (5L << 30));
        }
        return file;
    }

    @Test
    void mapsAndReadsBeyondFourGibibytes() throws IOException {
        try (Arena arena = Arena.ofConfined();
                Npz npz = Npz.open(wide())) {
            assertThat(npz.keys()).containsExactly("wide", "far");
            assertThat(npz.members().get(0).byteSize()).isEqualTo((5L << 30) + 128);
            NDArray wide = npz.map("wide", arena);
            assertThat(wide.shape()).containsExactly(5L << 30);
            assertThat(wide.getLong((5L << 30) - 1)).isZero();
            assertThat(npz.map("far", arena)).isEqualTo(GRID);
            assertThat(npz.read("far")).isEqualTo(GRID);
        }
    }

    @Test
    void writesWideNumbersAsNumpyDoes() throws IOException {
        List<ZipMember> members;
        try (ArchiveFile archive = ArchiveFile.open(wide())) {
            members = ZipDirectoryReader.read(new ZipSource(archive));
        }
        byte[] end = Files.readAllBytes(GoldenLines.path("npz/wide-end.bin"));
        ByteBuffer first = ZipRecords.entry(members.get(0));
        ByteBuffer second = ZipRecords.entry(members.get(1));
        long directoryByteSize = (long) first.remaining() + second.remaining();
        long directoryByteOffset = Files.size(folder.resolve("wide.npz")) - 98 - directoryByteSize;
        ByteBuffer written = ByteBuffer.allocate((int) directoryByteSize + 98)
                .put(first)
                .put(second)
                .put(ZipRecords.end(2, directoryByteSize, directoryByteOffset));

        assertThat(ZipRecords.head(members.get(0)).array())
                .isEqualTo(Arrays.copyOf(Files.readAllBytes(GoldenLines.path("npz/wide-begin.bin")), 58));
        assertThat(written.array()).isEqualTo(Arrays.copyOfRange(end, end.length - written.capacity(), end.length));
    }

    private static void isInterrupted(ThrowingCallable reading) {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(reading).isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void readsOnAfterAnInterrupt() throws IOException {
        try (Npz npz = Npz.open(file("same-stored"))) {
            isInterrupted(() -> npz.read("c"));
            assertThat(npz.read("c")).isEqualTo(GRID);
            isInterrupted(() -> npz.map("c"));
            assertThat(npz.map("c")).isEqualTo(GRID);
        }
    }

    @ParameterizedTest
    @EnumSource(NpzCompression.class)
    void anInterruptOfOneThreadEndsNoReadingOfAnother(NpzCompression compression) throws Exception {
        NDArray array = NDArray.arange(200_000);
        Path file = folder.resolve("shared.npz");
        Npz.write(file, Map.of("a", array), compression);
        AtomicBoolean isDone = new AtomicBoolean();
        AtomicInteger interrupts = new AtomicInteger();
        try (Npz npz = Npz.open(file)) {
            Thread interrupted = Thread.ofPlatform().start(() -> {
                while (!isDone.get()) {
                    isInterrupted(() -> npz.verify("a"));
                    interrupts.incrementAndGet();
                }
            });
            for (int i = 0; i < 50 || (interrupts.get() < 50 && interrupted.isAlive()); i++) {
                assertThat(npz.read("a")).isEqualTo(array);
            }
            isDone.set(true);
            interrupted.join();
        }
        assertThat(interrupts).hasValueGreaterThanOrEqualTo(50);
    }

    @Test
    void readsOnInNoOtherFile() throws IOException {
        Path file = folder.resolve("replaced.npz");
        Npz.write(file, Map.of("a", GRID));
        try (Npz npz = Npz.open(file)) {
            Npz.write(file, Map.of("a", GRID.at("::-1")));
            assertThat(npz.read("a")).isEqualTo(GRID);
            isInterrupted(() -> npz.read("a"));
            assertThatThrownBy(() -> npz.read("a"))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage(file + ": an interrupt closed it, and it is not the file any more that was opened");
            Files.delete(file);
            assertThatThrownBy(() -> npz.read("a")).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void aClosedArchiveStillKnowsItsMembers() throws IOException {
        Path file = file("same-stored");
        Npz npz = Npz.open(file);
        NDArray mapped = npz.map("c");
        npz.close();
        npz.close();

        assertThat(mapped).isEqualTo(GRID);
        assertThat(npz.keys()).contains("c");
        assertThat(npz.isMappable("c")).isTrue();
        for (ThrowingCallable reading : List.<ThrowingCallable>of(
                () -> npz.read("c"),
                () -> npz.map("c"),
                () -> npz.readHeader("c"),
                () -> npz.readBytes("c"),
                () -> npz.isArray("c"),
                () -> npz.verify("c"))) {
            assertThatThrownBy(reading)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(file + " is closed");
        }
    }

    @Test
    void leavesTheOldFileWhenWritingFails() throws IOException {
        Path file = folder.resolve("kept.npz");
        Npz.write(file, Map.of("a", GRID));
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Npz.write(file, NpzCompression.STORED, writer -> {
                    writer.put("a", GRID);
                    writer.put("a", GRID);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("member 'a.npy' is there already");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void refusesKeysThatCannotBeNames() {
        for (Map.Entry<String, String> fault : List.of(
                Map.entry("../a", "member '../a.npy' has '..' in its name"),
                Map.entry("a/../b", "member 'a/../b.npy' has '..' in its name"),
                Map.entry("/a", "member '/a.npy' has an absolute path for its name"),
                Map.entry("a\0b", "member 'a\\x00b.npy' has a zero in its name"),
                Map.entry("a\ud800", "member 'a\\ud800.npy' has half a character in its name"),
                Map.entry("a".repeat(65532), "name of a member has 65536 bytes, allowed are 65535"))) {
            assertThatThrownBy(() -> Npz.write(folder.resolve("x.npz"), Map.of(fault.getKey(), GRID)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(fault.getValue());
        }
        assertThat(folder).isEmptyDirectory();
    }
}
