package dev.ndwire.ndarray.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyAppendTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("a.npy");
    }

    private void begin(NDArray array) throws IOException {
        Npy.write(file, array);
    }

    private static NDArray count(long from, long rows, long columns) {
        NDArray array = NDArray.zeros(DType.INT32, rows, columns);
        for (long i = 0; i < rows * columns; i++) {
            array.reshape(-1).setLong(from * columns + i, i);
        }
        return array;
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "c", "none", "nothing", "f", "struct"})
    void givesTheFileThatNumpyWritesOfTheWhole(String name) throws IOException {
        Path grown = Files.copy(GoldenLines.path("append/" + name + "-before.npy"), folder.resolve("grown.npy"));

        Npy.append(grown, Npy.read(GoldenLines.path("append/" + name + "-added.npy")));

        assertThat(grown).hasSameBinaryContentAs(GoldenLines.path("append/" + name + "-after.npy"));
    }

    @Test
    void growsManyTimesInPlace() throws IOException {
        begin(count(0, 1, 3));
        Object before = Files.readAttributes(file, "unix:ino").get("ino");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long rows = 1;
        while (rows < 2000) {
            long more = random.nextInt(100);
            Npy.append(file, count(rows, more, 3));
            rows += more;
        }
        Path whole = folder.resolve("whole.npy");
        Npy.write(whole, count(0, rows, 3));

        assertThat(file).as("seed %d", seed).hasSameBinaryContentAs(whole);
        assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isEqualTo(before);
    }

    @Test
    void gathersWhateverLayoutIntoTheFilesOrder() throws IOException {
        NDArray whole = count(0, 900, 2000);
        begin(whole.slice(0, 0L, 1L, 1));
        Npy.append(file, whole.slice(0, 1L, 3L, 1).copy(Order.F));
        Npy.append(file, whole.slice(0, 3L, 900L, 1).at("::-1").at("::-1"));
        assertThat(Npy.read(file)).isEqualTo(whole);

        begin(whole.slice(1, 0L, 2L, 1).copy(Order.F));
        Npy.append(file, whole.slice(1, 2L, 2000L, 1));
        NDArray grown = Npy.read(file);
        assertThat(grown.isFContiguous()).isTrue();
        assertThat(grown).isEqualTo(whole);
    }

    @Test
    void appendsAFileToItself() throws IOException {
        begin(count(0, 5, 4));

        Npy.append(file, Npy.map(file));

        assertThat(Npy.read(file).at("5:")).isEqualTo(count(0, 5, 4));
        assertThat(Npy.read(file).at(":5")).isEqualTo(count(0, 5, 4));
    }

    @Test
    void keepsAHeaderOfAnotherWritersWhereItHasRoom() throws IOException {
        writeByAnother("{'descr': '<i4', 'fortran_order': False, 'shape': (9, 2), }   \n", count(0, 9, 2));

        Npy.append(file, count(9, 2, 2));

        assertThat(text(73)).isEqualTo("{'descr': '<i4', 'fortran_order': False, 'shape': (11, 2), }  \n");
        assertThat(Npy.read(file)).isEqualTo(count(0, 11, 2));
    }

    @Test
    void rewritesTheFileWhereTheHeaderHasNoRoom() throws IOException {
        writeByAnother("{'shape': (9, 2), 'descr': '<i4', 'fortran_order': False}\n", count(0, 9, 2));
        Path expected = folder.resolve("expected.npy");
        Npy.write(expected, count(0, 11, 2));

        Npy.append(file, count(9, 2, 2));

        assertThat(file).hasSameBinaryContentAs(expected);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    private void writeByAnother(String header, NDArray array) throws IOException {
        begin(array);
        byte[] elements = Files.readAllBytes(file);
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0});
        Files.write(file, text, StandardOpenOption.APPEND);
        Files.write(file, java.util.Arrays.copyOfRange(elements, 128, elements.length), StandardOpenOption.APPEND);
    }

    private String text(int end) throws IOException {
        return new String(Files.readAllBytes(file), 10, end - 10, StandardCharsets.ISO_8859_1);
    }

    @Test
    void writesOverWhatABrokenOffAppendLeft() throws IOException {
        begin(count(0, 2, 3));
        Files.write(file, new byte[1000], StandardOpenOption.APPEND);
        Path expected = folder.resolve("expected.npy");
        Npy.write(expected, count(0, 3, 3));

        Npy.append(file, count(2, 1, 3));

        assertThat(file).hasSameBinaryContentAs(expected);
    }

    @Test
    void leavesTheFileAsItWasWhenTheNewElementsAreGone() throws IOException {
        begin(count(0, 2, 3));
        byte[] before = Files.readAllBytes(file);
        NDArray closed;
        try (Arena arena = Arena.ofShared()) {
            closed = count(2, 5, 3).copy(arena, Order.C);
        }

        assertThatThrownBy(() -> Npy.append(file, closed)).isInstanceOf(IllegalStateException.class);

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void refusesAFileOfSeveralArrays() throws IOException {
        begin(count(0, 2, 3));
        byte[] one = Files.readAllBytes(file);
        Files.write(file, one, StandardOpenOption.APPEND);

        assertRefuses(count(2, 1, 3), file + " has another array behind the first (byte 152), allowed is one");
        assertThat(Files.size(file)).isEqualTo(2L * one.length);
    }

    @Test
    void refusesWhatDoesNotMatch() throws IOException {
        begin(count(0, 2, 3));

        assertRefuses(NDArray.zeros(DType.INT64, 1, 3), "array is of dtype int64, " + file + " is of dtype int32");
        assertRefuses(NDArray.zeros(DType.parse(">i4"), 1, 3), "array is of dtype >i4, " + file + " is of dtype int32");
        assertRefuses(
                count(0, 1, 4), "array has shape (1, 4), " + file + " has (2, 3): they may differ on axis 0 alone");
        assertRefuses(
                NDArray.zeros(DType.INT32, 3),
                "array has shape (3,), " + file + " has (2, 3): they may differ on axis 0 alone");

        begin(count(0, 2, 3).copy(Order.F));
        assertRefuses(
                count(0, 1, 3), "array has shape (1, 3), " + file + " has (2, 3): they may differ on axis 1 alone");

        begin(NDArray.of(2.5));
        assertRefuses(NDArray.of(2.5), file + " has shape (), allowed are arrays with an axis to grow along");
    }

    private void assertRefuses(NDArray added, String message) {
        assertThatThrownBy(() -> Npy.append(file, added))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesObjects() throws IOException {
        Path objects = Files.copy(GoldenLines.path("objects/flat.npy"), folder.resolve("objects.npy"));

        assertThatThrownBy(() -> Npy.append(objects, count(0, 1, 1)))
                .isInstanceOf(MalformedNpyException.class)
                .hasMessage(objects + ": descr '|O' holds Python objects, of which there is a pickle: only readObjects"
                        + " reads it, with the PickleReader that it is given");
    }
}
