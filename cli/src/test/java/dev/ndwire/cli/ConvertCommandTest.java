package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import dev.ndwire.ndarray.npy.ObjectArray;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
    private static final NDArray GRID = NDArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

    @TempDir
    Path folder;

    private Path grid;
    private Path two;

    @BeforeEach
    void writeFiles() throws IOException {
        grid = folder.resolve("grid.npy");
        Npy.write(grid, GRID);
        two = folder.resolve("two.npz");
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("a", GRID);
        arrays.put("b", NDArray.of(7L));
        Npz.write(two, arrays);
    }

    private static void assertDone(String out, String... args) {
        Cli.Result result = Cli.run(args);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(out);
        assertThat(result.code()).isZero();
    }

    private void assertFails(int code, String line, String... args) throws IOException {
        Map<Path, Bytes> before = files();
        Cli.Result result = Cli.run(args);

        assertThat(result.err()).isEqualTo("ndwire: " + line + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(code);
        assertThat(files()).isEqualTo(before);
    }

    /// All files with all that is in them.
    private Map<Path, Bytes> files() throws IOException {
        Map<Path, Bytes> contents = new LinkedHashMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                contents.put(file, Bytes.of(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private Map<String, NDArray> converted(DType dtype) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("a", GRID.astype(dtype));
        arrays.put("b", NDArray.of(7L).astype(dtype));
        return arrays;
    }

    @Test
    void putsAnArrayIntoAnArchiveAndTakesItOut() throws IOException {
        Path archive = folder.resolve("new.npz");
        Path expected = folder.resolve("expected.npz");

        assertDone(
                "grid: float64 (2, 3), 48 bytes, in " + archive + "\n", "convert", grid.toString(), archive.toString());
        Npz.write(expected, Map.of("grid", GRID));
        assertThat(archive).hasSameBinaryContentAs(expected);

        Path back = folder.resolve("back.npy");
        assertDone("grid: float64 (2, 3), 48 bytes, in " + back + "\n", "convert", archive.toString(), back.toString());
        assertThat(back).hasSameBinaryContentAs(grid);

        Cli.run("convert", grid.toString(), archive.toString(), "--key", "x", "--compress");
        Npz.write(expected, Map.of("x", GRID), NpzCompression.DEFLATED);
        assertThat(archive).hasSameBinaryContentAs(expected);
    }

    @Test
    void changesTheOrderOfAFileOntoItself() throws IOException {
        Path expected = folder.resolve("expected.npy");
        Npy.write(expected, GRID.copy(Order.F));

        assertDone(
                "grid: float64 (2, 3), 48 bytes, in " + grid + "\n",
                "convert",
                grid.toString(),
                grid.toString(),
                "--order",
                "F");
        assertThat(grid).hasSameBinaryContentAs(expected);

        Cli.run("convert", grid.toString(), grid.toString(), "--order", "C");
        Npy.write(expected, GRID);
        assertThat(grid).hasSameBinaryContentAs(expected);
    }

    @Test
    void ordersAAndKKeepWhatIsThere() throws IOException {
        Path fortran = folder.resolve("fortran.npy");
        Npy.write(fortran, GRID.copy(Order.F));
        Path out = folder.resolve("out.npy");

        for (String order : List.of("A", "K")) {
            assertThat(Cli.run("convert", fortran.toString(), out.toString(), "--order", order)
                            .code())
                    .isZero();
            assertThat(out).hasSameBinaryContentAs(fortran);
            assertThat(Cli.run("convert", grid.toString(), out.toString(), "--order", order)
                            .code())
                    .isZero();
            assertThat(out).hasSameBinaryContentAs(grid);
        }
        assertThat(Cli.run("convert", "--help").out()).contains("--order=C|F|A|K");
    }

    @Test
    void refusesMembersThatAreNoArraysBeforeAnythingIsWritten() throws IOException {
        Path mixed = MixedArchive.write(folder.resolve("mixed.npz"), "three", 7);
        Path out = folder.resolve("out.npz");

        assertFails(
                1,
                mixed + ": notes.txt is no array, allowed are arrays alone: --key names one of them",
                "convert",
                mixed.toString(),
                out.toString());
        assertFails(
                1,
                mixed + ": notes.txt is no array, allowed are arrays alone: --key names one of them",
                "convert",
                mixed.toString(),
                folder.resolve("out.npy").toString(),
                "--key",
                "notes.txt");
        assertFails(
                1,
                mixed + ": objects holds Python objects (object), which can be written in their own form alone",
                "convert",
                mixed.toString(),
                out.toString(),
                "--key",
                "objects",
                "--order",
                "F");
        assertDone(
                "objects: object (1,), -, in " + out + "\n",
                "convert",
                mixed.toString(),
                out.toString(),
                "--key",
                "objects");
    }

    @Test
    void changesDTypeAndByteOrder() throws IOException {
        Path out = folder.resolve("out.npy");
        Path expected = folder.resolve("expected.npy");
        assertDone(
                "grid: >f4 (2, 3), 24 bytes, in " + out + "\n",
                "convert",
                grid.toString(),
                out.toString(),
                "--dtype",
                "f4",
                "--byte-order",
                "big",
                "--order=F");
        NDArray big = NDArray.zeros(DType.parse(">f4"), 3, 2).transpose();
        for (long i = 0; i < 6; i++) {
            big.setDouble((double) i + 1, i / 3, i % 3);
        }
        Npy.write(expected, big);
        assertThat(out).hasSameBinaryContentAs(expected);

        Cli.run("convert", out.toString(), out.toString(), "--dtype", "i2", "--order", "C");
        Npy.write(expected, NDArray.of(new short[][] {{1, 2, 3}, {4, 5, 6}}));
        assertThat(out).hasSameBinaryContentAs(expected);

        Path all = folder.resolve("all.npz");
        assertDone(
                "a: <U8 (2, 3), 192 bytes, in %1$s\nb: <U8 (), 32 bytes, in %1$s\n".formatted(all),
                "convert",
                two.toString(),
                all.toString(),
                "--dtype",
                "U8");
        Path expectedAll = folder.resolve("expected.npz");
        Npz.write(expectedAll, converted(DType.parse("U8")));
        assertThat(all).hasSameBinaryContentAs(expectedAll);
        assertDone(
                "grid: <U32 (2, 3), 768 bytes, in " + out + "\n",
                "convert",
                grid.toString(),
                out.toString(),
                "--dtype",
                "U");
        Npy.write(expected, GRID.astype(DType.parse("U32")));
        assertThat(out).hasSameBinaryContentAs(expected);
        try (Npz npz = Npz.open(all)) {
            assertThat(npz.read("a").getString(1, 2)).isEqualTo("6.0");
            assertThat(npz.read("b").getString()).isEqualTo("7");
        }
    }

    @Test
    void losesNoMoreThanIsAllowed() throws IOException {
        String help = "; see 'ndwire convert --help'";
        String out = folder.resolve("out.npy").toString();
        Path words = folder.resolve("words.npy");
        Npy.write(words, NDArray.of(new String[] {"1", "two"}));

        assertFails(
                1,
                grid + ": elements of dtype float64 cannot become float32 where --casting is safe",
                "convert",
                grid.toString(),
                out,
                "--dtype",
                "f4",
                "--casting",
                "safe");
        assertFails(
                2,
                "--casting is 'mild', allowed are no, equiv, safe, same_kind and unsafe" + help,
                "convert",
                grid.toString(),
                out,
                "--casting",
                "mild");
        assertFails(
                2,
                "--byte-order is 'vax', allowed are little, big and native" + help,
                "convert",
                grid.toString(),
                out,
                "--byte-order",
                "vax");
        assertFails(
                2,
                "--dtype: elements cannot become ('<i4', (2,)) in a file, allowed are dtypes that are no sub-arrays"
                        + help,
                "convert",
                grid.toString(),
                out,
                "--dtype",
                "(2,)i4");
        assertThat(Cli.run("convert", words.toString(), out, "--dtype", "i4").err())
                .startsWith("ndwire: ")
                .contains("two");
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void convertsAllArraysOfAnArchiveOrOne() throws IOException {
        Path deflated = folder.resolve("deflated.npz");
        assertDone(
                "a: float64 (2, 3), 48 bytes, in %1$s\nb: int64 (), 8 bytes, in %1$s\n".formatted(deflated),
                "convert",
                two.toString(),
                deflated.toString(),
                "--compress",
                "--order",
                "F");
        Path expected = folder.resolve("expected.npz");
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("a", GRID.copy(Order.F));
        arrays.put("b", NDArray.of(7L));
        Npz.write(expected, arrays, NpzCompression.DEFLATED);
        assertThat(deflated).hasSameBinaryContentAs(expected);
        try (Npz npz = Npz.open(deflated)) {
            assertThat(npz.keys()).containsExactly("a", "b");
            assertThat(npz.readHeader("a").fortranOrder()).isTrue();
            assertThat(npz.read("a")).isEqualTo(GRID);
        }
        Path stored = folder.resolve("stored.npz");
        Cli.run("convert", deflated.toString(), stored.toString(), "--order", "C");
        assertThat(stored).hasSameBinaryContentAs(two);

        Path only = folder.resolve("only.npy");
        assertDone("b: int64 (), 8 bytes, in " + only + "\n", "convert", two.toString(), only.toString(), "--key", "b");
        Path seven = folder.resolve("seven.npy");
        Npy.write(seven, NDArray.of(7L));
        assertThat(only).hasSameBinaryContentAs(seven);
    }

    @Test
    void changesEveryArrayOfAnArchiveInTheSameWayAndLeavesTheSource() throws IOException {
        Path out = folder.resolve("out.npz");
        Path expected = folder.resolve("expected.npz");
        Bytes before = Bytes.of(Files.readAllBytes(two));

        for (String dtype : List.of(">f4", "<i2", ">c16", "S4", "f16")) {
            assertThat(Cli.run("convert", two.toString(), out.toString(), "--dtype", dtype)
                            .code())
                    .isZero();
            Npz.write(expected, converted(DType.parse(dtype)));
            assertThat(out).as(dtype).hasSameBinaryContentAs(expected);
        }
        for (String order : List.of("big", "little")) {
            assertThat(Cli.run("convert", two.toString(), out.toString(), "--dtype", "i4", "--byte-order", order)
                            .code())
                    .isZero();
            Npz.write(expected, converted(DType.parse(order.equals("big") ? ">i4" : "<i4")));
            assertThat(out).as(order).hasSameBinaryContentAs(expected);
        }
        assertThat(Bytes.of(Files.readAllBytes(two))).isEqualTo(before);
    }

    @Test
    void answersInJson() {
        Path copy = folder.resolve("copy.npy");

        assertDone(
                "{\"key\": \"grid\", \"file\": \"" + copy
                        + "\", \"dtype\": \"float64\", \"shape\": [2, 3], \"nbytes\": 48}\n",
                "convert",
                "--json",
                grid.toString(),
                copy.toString());
    }

    @Test
    void keepsPythonObjectsAsTheyAre() throws IOException {
        Path objects = folder.resolve("objects.npy");
        Npy.write(objects, ObjectArray.of(List.of("x", 1L), 2));
        Path archive = folder.resolve("objects.npz");
        Path back = folder.resolve("back.npy");

        assertDone("objects: object (2,), -, in " + archive + "\n", "convert", objects.toString(), archive.toString());
        assertDone("objects: object (2,), -, in " + back + "\n", "convert", archive.toString(), back.toString());
        assertThat(back).hasSameBinaryContentAs(objects);
        assertFails(
                1,
                objects + " holds Python objects (object), which can be written in their own form alone",
                "convert",
                objects.toString(),
                back.toString(),
                "--order",
                "F");
    }

    @Test
    void showsABarOnATerminalAndWipesIt() throws IOException {
        Path big = folder.resolve("big.npy");
        Npy.write(big, NDArray.zeros(DType.FLOAT64, 1 << 20, 4));

        Cli.Result result = Cli.runOnTerminal("convert", big.toString(), big.toString(), "--order", "F");

        assertThat(result.out()).isEqualTo("big: float64 (1048576, 4), 32 MiB (33554432 bytes), in " + big + "\n");
        assertThat(result.err()).contains("\rconvert big", "100%", "MiB").endsWith("\r" + " ".repeat(79) + "\r");
    }

    @Test
    void saysWhatItCannotDo() throws IOException {
        String help = "; see 'ndwire convert --help'";
        Path csv = folder.resolve("x.csv");
        Path other = folder.resolve("other.npy");
        Path nowhere = folder.resolve("no").resolve("x.npy");
        Path bent = folder.resolve("bent.npz");
        byte[] bytes = Files.readAllBytes(two);
        bytes[200] ^= 1;
        Files.write(bent, bytes);

        assertFails(
                2,
                "'" + csv
                        + "' does not end in .npy, .npz, .arrow, .arrows or .feather, the only formats that are written"
                        + help,
                "convert",
                grid.toString(),
                csv.toString());
        assertFails(
                2,
                "'" + two + "' has 2 arrays, of which a .npy file holds one: --key names which" + help,
                "convert",
                two.toString(),
                other.toString());
        assertFails(
                2,
                "--compress is for .npz files alone" + help,
                "convert",
                grid.toString(),
                other.toString(),
                "--compress");
        assertFails(
                2,
                "--key is for .npz files and tables alone" + help,
                "convert",
                grid.toString(),
                other.toString(),
                "--key",
                "x");
        assertFails(
                1,
                "there is no directory '" + nowhere.getParent() + "' to write '" + nowhere + "' in",
                "convert",
                grid.toString(),
                nowhere.toString());
        assertFails(
                1,
                "'" + two + "' has no array 'c', but a, b",
                "convert",
                two.toString(),
                other.toString(),
                "--key",
                "c");
        assertThat(Cli.run("convert", bent.toString(), other.toString(), "--key", "a")
                        .err())
                .matches("ndwire: " + Pattern.quote(bent.toString())
                        + ": member 'a.npy' has checksum [0-9a-f]{8}, the archive says [0-9a-f]{8} \\(byte 0\\)\n");
        assertThat(other).doesNotExist();
        assertFails(
                1,
                "there is no file '" + folder.resolve("absent.npy") + "'",
                "convert",
                folder.resolve("absent.npy").toString(),
                other.toString());
    }
}
