package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.NpyHeader;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import dev.ndwire.ndarray.npy.ObjectArray;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadCommandTest {
    @TempDir
    Path folder;

    private Path write(String name, NDArray array) throws IOException {
        Path file = folder.resolve(name);
        Npy.write(file, array);
        return file;
    }

    private Path writeArchive(NpzCompression compression) throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("a", NDArray.of(new double[][] {{1, 2.5}, {3, 4}, {-5, 1e6}}));
        arrays.put("b", NDArray.of(7L));
        Path file = folder.resolve("two.npz");
        Npz.write(file, arrays, compression);
        return file;
    }

    private static void assertPrints(String text, String... args) {
        Cli.Result result = Cli.run(args);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(text);
        assertThat(result.code()).isZero();
    }

    private static void assertFails(int code, String line, String... args) {
        Cli.Result result = Cli.run(args);

        assertThat(result.err()).isEqualTo("ndwire: " + line + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void printsTheFirstRowsAsNumpyDoes() throws IOException {
        Path grid = write("grid.npy", NDArray.of(new double[12][2]));
        Path words = write("words.npy", NDArray.of(new String[] {"one", "tw\u001bo"}));

        assertPrints("[[0. 0.]\n" + " [0. 0.]\n".repeat(8) + " [0. 0.]]\n", "head", grid.toString());
        assertPrints("[[0. 0.]\n [0. 0.]]\n", "head", "-n", "2", grid.toString());
        assertPrints("[]\n", "head", "--rows", "0", grid.toString());
        assertPrints("[[0. 0.]\n" + " [0. 0.]\n".repeat(10) + " [0. 0.]]\n", "head", "-n", "100", grid.toString());
        assertPrints("['one' 'tw\\x1bo']\n", "head", words.toString());
        assertPrints("7\n", "head", write("scalar.npy", NDArray.of(7L)).toString());
    }

    @Test
    void printsTheEdgesOfWideRows() throws IOException {
        Path wide = write("wide.npy", NDArray.zeros(DType.INT8, 5, 2000));

        assertPrints("[[0 0 0 ... 0 0 0]\n [0 0 0 ... 0 0 0]]\n", "head", "-n", "2", wide.toString());
    }

    @Test
    void namesEveryArrayWhereThereAreSeveral() throws IOException {
        for (NpzCompression compression : NpzCompression.values()) {
            Path two = writeArchive(compression);
            String text = """
                    %1$s: a: float64 (3, 2), 48 bytes
                    [[1.  2.5]
                     [3.  4. ]]

                    %1$s: b: int64 (), 8 bytes
                    7
                    """.formatted(two);

            assertPrints(text, "head", "-n2", two.toString());
            assertPrints("7\n", "head", "--key", "b", two.toString());
        }
    }

    @Test
    void tellsOfMembersThatHaveNoRows() throws IOException {
        Path mixed = MixedArchive.write(folder.resolve("mixed.npz"), "three", 7);

        assertPrints("""
                %1$s: notes.txt: 5 bytes, not an array

                %1$s: objects: Python objects

                %1$s: x: int64 (), 8 bytes
                7
                """.formatted(mixed), "head", mixed.toString());
        assertPrints("7\n", "head", "--key", "x", mixed.toString());
        assertPrints(
                ("{\"file\": \"%1$s\", \"key\": \"notes.txt\", \"dtype\": \"bytes\", \"shape\": null, \"nbytes\": 5,"
                                + " \"text\": null}\n"
                                + "{\"file\": \"%1$s\", \"key\": \"objects\", \"dtype\": \"object\", \"shape\": [1],"
                                + " \"nbytes\": null, \"text\": null}\n"
                                + "{\"file\": \"%1$s\", \"key\": \"x\", \"dtype\": \"int64\", \"shape\": [],"
                                + " \"nbytes\": 8, \"text\": \"7\"}\n")
                        .formatted(mixed),
                "head",
                "--json",
                mixed.toString());
        assertFails(
                1,
                mixed + ": objects holds Python objects (object), allowed are arrays of plain bytes",
                "head",
                "--key",
                "objects",
                mixed.toString());
    }

    @Test
    void answersInJsonALineAnArray() throws IOException {
        Path two = writeArchive(NpzCompression.STORED);

        assertPrints(
                ("{\"file\": \"%1$s\", \"key\": \"a\", \"dtype\": \"float64\", \"shape\": [3, 2], \"nbytes\": 48,"
                                + " \"text\": \"[[1.  2.5]]\"}\n"
                                + "{\"file\": \"%1$s\", \"key\": \"b\", \"dtype\": \"int64\", \"shape\": [],"
                                + " \"nbytes\": 8, \"text\": \"7\"}\n")
                        .formatted(two),
                "head",
                "--json",
                "-n",
                "1",
                two.toString());
    }

    @Test
    void readsNoMoreThanItPrintsOfAHundredGibibytes() throws IOException {
        Path file = folder.resolve("sparse.npy");
        NpyHeader header = NpyHeader.of(DType.FLOAT32, false, 25L << 27, 8);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(header.toBytes());
            sparse.setLength(header.dataByteOffset() + (100L << 30));
        }

        assertPrints("[[0. 0. 0. 0. 0. 0. 0. 0.]]\n", "head", "-n", "1", file.toString());
    }

    @Test
    void saysWhatItCannotPrint() throws IOException {
        Path two = writeArchive(NpzCompression.STORED);
        Path objects = folder.resolve("objects.npy");
        Npy.write(objects, ObjectArray.of(List.of("x"), 1));

        assertFails(1, "'" + two + "' has no array 'c', but a, b", "head", two.toString(), "--key", "c");
        assertFails(
                1,
                objects + " holds Python objects (object), allowed are arrays of plain bytes",
                "head",
                objects.toString());
        assertFails(
                2,
                "--key is for .npz files and tables alone; see 'ndwire head --help'",
                "head",
                "--key",
                "a",
                two.toString(),
                objects.toString());
        assertFails(
                2,
                "--rows -1 is negative, allowed are 0 and more; see 'ndwire head --help'",
                "head",
                "-n",
                "-1",
                two.toString());
    }
}
