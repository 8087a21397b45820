package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.file.TableFiles;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `put`, `get`, `ls` and `serve --dir` with tables.
class ServedTablesTest {
    @TempDir
    Path folder;

    private RunningServe serve;
    private String address;
    private Path items;

    @BeforeEach
    void start() throws IOException {
        items = TestTables.items(folder.resolve("items.arrow"));
        Npy.write(folder.resolve("x.npy"), NDArray.of(new long[] {1, 2}));
        serve = RunningServe.start("--dir", folder.toString());
        address = serve.address();
    }

    @AfterEach
    void stop() throws IOException {
        serve.close();
    }

    private static String done(String... args) {
        Cli.Result result = Cli.run(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out();
    }

    private static void assertFails(String line, String... args) {
        Cli.Result result = Cli.run(args);
        assertThat(result.err()).isEqualTo("ndwire: " + line + "\n");
        assertThat(result.code()).isEqualTo(1);
    }

    private void assertIsItems(Path file) throws IOException {
        try (Table table = TableFiles.map(file);
                Table original = TableFiles.map(items)) {
            assertThat(table.schema()).isEqualTo(original.schema());
            assertThat(table.rows().toList()).isEqualTo(original.rows().toList());
        }
    }

    @Test
    void servesTheTablesOfADirectory() throws IOException {
        assertThat(done("ls", address)).matches("""
                KEY    DTYPE          SHAPE   SIZE
                items  pyarrow.Table  \\(3, 3\\)  [0-9]+ bytes
                x      int64          \\(2,\\)    16 bytes
                """);
        Path stream = folder.resolve("got.arrows");
        assertThat(done("get", address, "items", "-o", stream.toString()))
                .startsWith("items: pyarrow.Table (3, 3), ")
                .endsWith(" bytes, in " + stream + "\n");
        assertThat(TableFiles.isStream(stream)).isTrue();
        assertIsItems(stream);
    }

    @Test
    void putsAndGetsByWhatAKeyHolds() throws IOException {
        assertThat(done("put", address, items.toString(), "--key", "t")).startsWith("t: pyarrow.Table (3, 3), ");
        assertThat(done("put", "--json", address, items.toString()))
                .startsWith("{\"key\": \"items\", \"dtype\": \"pyarrow.Table\", \"shape\": [3, 3], \"nbytes\": ");
        Path target = Files.createDirectory(folder.resolve("results"));
        done("get", address, "t", "x", "-o", target.toString());
        assertIsItems(target.resolve("t.arrow"));
        assertThat(Npy.read(target.resolve("x.npy"))).isEqualTo(NDArray.of(new long[] {1, 2}));
    }

    @Test
    void writesAStreamToStandardOutput() throws IOException {
        Cli.Result result = Cli.run("get", address, "items", "-o", "-");

        assertThat(result.err()).isEmpty();
        assertIsItems(Files.write(folder.resolve("piped.bin"), result.raw().toArray()));
    }

    @Test
    void refusesAFileOfTheWrongKind() {
        Path array = folder.resolve("no.npy");
        assertFails(
                "key 'items' holds a pyarrow.Table, only arrays can be written to .npy or .npz files",
                "get",
                address,
                "items",
                "-o",
                array.toString());
        Path table = folder.resolve("no.arrow");
        assertFails(
                "key 'x' holds an array, only tables can be written to .arrow, .arrows or .feather files",
                "get",
                address,
                "x",
                "-o",
                table.toString());
        assertThat(array).doesNotExist();
        assertThat(table).doesNotExist();
    }

    @Test
    void aProcessLogsNothingOfArrow() throws IOException, InterruptedException {
        Process head = CliProcess.start(folder, "head", "items.arrow");
        assertThat(new String(head.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(head.waitFor()).isZero();
        Process get = CliProcess.start(folder, "get", address, "items", "-o", "got.feather");
        assertThat(new String(get.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(get.waitFor()).isZero();
        assertIsItems(folder.resolve("got.feather"));
    }
}
