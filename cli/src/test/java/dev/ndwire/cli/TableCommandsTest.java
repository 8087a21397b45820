package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `info` and `head` on tables.
class TableCommandsTest {
    @TempDir
    Path folder;

    private static String done(String... args) {
        Cli.Result result = Cli.run(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out();
    }

    private static void assertFails(String line, String... args) {
        Cli.Result result = Cli.run(args);
        assertThat(result.err()).isEqualTo("ndwire: " + line + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void tellsWhatATableIs() throws IOException {
        Path file = TestTables.items(folder.resolve("t.arrow"));
        Path stream = TestTables.items(folder.resolve("t.arrows"));
        String told = """
                file     %s
                format   arrow %s
                rows     3
                columns  3
                batches  1
                size     %s

                COLUMN  TYPE             NULLS
                id      int64 not null   0
                name    string           1
                price   double not null  0
                """;
        String size = sizeOf(done("info", "--json", file.toString()));

        assertThat(done("info", file.toString(), stream.toString()))
                .isEqualTo(told.formatted(file, "file", size) + "\n" + told.formatted(stream, "stream", size));
    }

    private static String sizeOf(String json) {
        return json.replaceAll("(?s).*\"nbytes\": ([0-9]+).*", "$1 bytes");
    }

    @Test
    void tellsProgramsWhatATableIs() throws IOException {
        Path file = TestTables.numbers(folder.resolve("t.feather"));

        assertThat(done("info", "--json", file.toString()).replaceAll("\"nbytes\": [0-9]+", "\"nbytes\": 0"))
                .isEqualTo("{\"file\": \"" + file + "\", \"format\": \"arrow file\", \"rows\": 3,"
                        + " \"batches\": 1, \"nbytes\": 0, \"metadata\": {}, \"columns\":"
                        + " [{\"name\": \"a\", \"type\": \"double\", \"nullable\": true, \"nulls\": 0},"
                        + " {\"name\": \"b\", \"type\": \"double\", \"nullable\": true, \"nulls\": 0}]}\n");
    }

    @Test
    void printsTheFirstRows() throws IOException {
        Path file = TestTables.items(folder.resolve("t.arrow"));

        assertThat(done("head", file.toString())).isEqualTo("""
                3 rows × 3 columns
                id     name    price
                int64  string  double
                -----  ------  ------
                    1  one        1.5
                    2  (null)     NaN
                    3  three     -0.0
                """);
        assertThat(done("head", "-n", "1", "--key", "name", file.toString())).isEqualTo("""
                3 rows × 1 column
                name
                string
                ------
                one
                …
                """);
        assertThat(done("head", "-n", "1", "--json", "--key", "id", file.toString()))
                .startsWith(
                        "{\"file\": \"" + file + "\", \"key\": \"t\", \"dtype\": \"pyarrow.Table\", \"shape\": [3, 1],")
                .endsWith(
                        "\"text\": \"3 rows \\u00d7 1 column\\u000aid\\u000aint64\\u000a-----\\u000a    1\\u000a    \\u2026\"}\n");
    }

    @Test
    void namesWhatIsWrongWithAFile() throws IOException {
        Path cut = TestTables.items(folder.resolve("cut.arrow"));
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
        Path old = Files.writeString(folder.resolve("old.feather"), "FEA1....");
        Path table = TestTables.items(folder.resolve("t.arrow"));

        assertFails(
                cut + ": file of " + (bytes.length - 1) + " bytes does not begin and end with ARROW1",
                "info",
                cut.toString());
        assertFails(old + ": file is Feather version 1, which holds no Arrow; version 2 does", "head", old.toString());
        assertFails("there is no file '" + folder + "/no.arrows'", "info", folder + "/no.arrows");
        assertFails("no column of name 'x' in [id, name, price]", "head", "--key", "x", table.toString());
    }
}
