package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.NpyHeader;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import dev.ndwire.ndarray.npy.ObjectArray;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {
    @TempDir
    Path folder;

    private Path write(String name, NDArray array) throws IOException {
        Path file = folder.resolve(name);
        Npy.write(file, array);
        return file;
    }

    @Test
    void tellsWhatAFileHolds() throws IOException {
        Path file = write("t.npy", NDArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));

        Cli.Result result = Cli.run("info", file.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("""
                        file       %s
                        format     npy 1.0
                        dtype      float64
                        shape      (2, 3)
                        order      C
                        size       48 bytes
                        data from  byte 128
                        """.formatted(file));
    }

    @Test
    void answersInJsonALineAFile() throws IOException {
        Path first =
                write("a.npy", NDArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}).copy(Order.F));
        Path second = write("b.npy", NDArray.of(7L));

        Cli.Result result = Cli.run("info", "--json", first.toString(), second.toString());

        assertThat(result.out())
                .isEqualTo(("{\"file\": \"%s\", \"format\": \"npy\", \"version\": \"1.0\", \"dtype\": \"float64\","
                                + " \"shape\": [2, 3], \"nbytes\": 48, \"order\": \"F\", \"offset\": 128}\n"
                                + "{\"file\": \"%s\", \"format\": \"npy\", \"version\": \"1.0\", \"dtype\": \"int64\","
                                + " \"shape\": [], \"nbytes\": 8, \"order\": \"C\", \"offset\": 128}\n")
                        .formatted(first, second));
        assertThat(result.code()).isZero();
    }

    private Path writeArchive(NpzCompression compression) throws IOException {
        Path file = folder.resolve("several.npz");
        Npz.write(file, compression, writer -> {
            writer.put("grid", NDArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}).copy(Order.F));
            writer.put("folder/zeros", NDArray.zeros(DType.INT16, 1000));
            writer.put("objects", ObjectArray.of(List.of("x"), 1));
        });
        return file;
    }

    @Test
    void tellsWhatAnArchiveHolds() throws IOException {
        Path stored = writeArchive(NpzCompression.STORED);
        assertThat(Cli.run("info", stored.toString()).out()).isEqualTo("""
                        file     %s
                        format   npz
                        members  3

                        KEY           DTYPE    SHAPE    ORDER  SIZE                  KEPT
                        grid          float64  (2, 3)   F      48 bytes              stored
                        folder/zeros  int16    (1000,)  C      2.0 KiB (2000 bytes)  stored
                        objects       object   (1,)     C      -                     stored
                        """.formatted(stored));

        Path deflated = writeArchive(NpzCompression.DEFLATED);
        assertThat(Cli.run("info", "--json", deflated.toString()).out())
                .matches(Pattern.quote("{\"file\": \"" + deflated + "\", \"format\": \"npz\", \"members\": ["
                                + "{\"key\": \"grid\", \"dtype\": \"float64\", \"shape\": [2, 3], \"nbytes\": 48,"
                                + " \"order\": \"F\", \"kept\": \"deflated\", \"kept_nbytes\": ")
                        + "[0-9]+.*\n");
    }

    @Test
    void tellsOfMembersThatAreNoArrays() throws IOException {
        Path file = folder.resolve("other.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write("not an array".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(Cli.run("info", file.toString()).out()).endsWith("""

                        KEY         DTYPE  SHAPE  ORDER  SIZE      KEPT
                        readme.txt  bytes  -      -      12 bytes  deflated
                        """);
        assertThat(Cli.run("head", file.toString()).out()).isEqualTo(file + ": readme.txt: 12 bytes, not an array\n");
        assertThat(Cli.run("head", "--key", "readme.txt", file.toString()).err())
                .isEqualTo("ndwire: " + file
                        + ": member 'readme.txt': magic is 6e 6f 74 20 61 6e, allowed is 93 4e 55 4d 50 59 (byte 0)\n");
    }

    @Test
    void readsTheHeaderOnlyOfAHundredGibibytes() throws IOException {
        Path file = folder.resolve("sparse.npy");
        NpyHeader header = NpyHeader.of(DType.FLOAT32, false, 25L << 30);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(header.toBytes());
            sparse.setLength(header.dataByteOffset() + (100L << 30));
        }

        Cli.Result result = Cli.run("info", file.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("shape      (26843545600,)\n", "size       100 GiB (107374182400 bytes)\n");
    }

    @Test
    void namesWhatIsWrongWithAFile() throws IOException {
        Path cut = write("cut.npy", NDArray.of(new long[] {1, 2, 3}));
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 140));
        Path text = Files.writeString(folder.resolve("text.npy"), "name,value\n");
        Path other = Files.writeString(folder.resolve("x.csv"), "");
        Path absent = folder.resolve("absent.npy");

        assertFails(
                "'" + folder + "' is a directory, allowed are .npy, .npz, .arrow, .arrows or .feather files", folder);
        assertFails("there is no file '" + absent + "'", absent);
        assertFails(
                "'" + other
                        + "' does not end in .npy, .npz, .arrow, .arrows or .feather, the only formats that are read",
                other);
        assertFails(cut + ": shape (3,) of 8-byte elements needs 24 bytes, 12 are left (byte 128)", cut);
        assertFails(text + ": magic is 6e 61 6d 65 2c 76, allowed is 93 4e 55 4d 50 59 (byte 0)", text);
    }

    private static void assertFails(String line, Path file) {
        Cli.Result result = Cli.run("info", file.toString());

        assertThat(result.err()).isEqualTo("ndwire: " + line + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(1);
    }
}
