package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.file.TableFiles;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `convert` between tables, and between tables and arrays.
class ConvertTablesTest {
    @TempDir
    Path folder;

    private Path items;
    private Path numbers;

    @BeforeEach
    void write() throws IOException {
        items = TestTables.items(folder.resolve("items.arrow"));
        numbers = TestTables.numbers(folder.resolve("numbers.arrow"));
    }

    private static String convert(Path from, Path to, String... options) {
        Cli.Result result = run(from, to, options);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out();
    }

    private static Cli.Result run(Path from, Path to, String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "convert";
        args[1] = from.toString();
        args[2] = to.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return Cli.run(args);
    }

    private void assertFails(int code, String line, Path from, Path to, String... options) {
        Cli.Result result = run(from, to, options);
        assertThat(result.err()).isEqualTo("ndwire: " + line + "\n");
        assertThat(result.code()).isEqualTo(code);
        assertThat(to).doesNotExist();
    }

    private static void assertSameTable(Path one, Path other) throws IOException {
        try (Table a = TableFiles.map(one);
                Table b = TableFiles.map(other)) {
            assertThat(b.schema()).isEqualTo(a.schema());
            assertThat(b.rows().toList()).isEqualTo(a.rows().toList());
        }
    }

    @Test
    void filesBecomeStreamsAndFilesAgain() throws IOException {
        Path stream = folder.resolve("x.arrows");
        assertThat(convert(items, stream))
                .startsWith("items: pyarrow.Table (3, 3), ")
                .endsWith(", in " + stream + "\n");
        assertThat(TableFiles.isStream(stream)).isTrue();
        Path feather = folder.resolve("x.feather");
        convert(stream, feather);
        assertThat(TableFiles.isStream(feather)).isFalse();
        assertSameTable(items, feather);
        convert(feather, feather);
        assertSameTable(items, feather);
    }

    @Test
    void columnsOfOneDTypeBecomeAMatrixAndBack() throws IOException {
        Path matrix = folder.resolve("m.npy");
        assertThat(convert(numbers, matrix)).isEqualTo("numbers: float64 (3, 2), 48 bytes, in " + matrix + "\n");
        assertThat(Npy.read(matrix)).isEqualTo(NDArray.of(new double[][] {{1, 4}, {2, 5}, {3, 6}}));
        Path table = folder.resolve("m.arrow");
        convert(matrix, table);
        try (Table read = TableFiles.map(table)) {
            assertThat(read.column("0").array()).isEqualTo(NDArray.of(new double[] {1, 2, 3}));
            assertThat(read.column("1").array()).isEqualTo(NDArray.of(new double[] {4, 5, 6}));
        }
    }

    @Test
    void columnsBecomeFieldsAndBack() throws IOException {
        Path struct = folder.resolve("s.npy");
        convert(numbers, struct, "--struct");
        NDArray array = Npy.read(struct);
        assertThat(array.dtype())
                .isEqualTo(DType.struct()
                        .field("a", DType.FLOAT64)
                        .field("b", DType.FLOAT64)
                        .build());
        assertThat(array.field("b")).isEqualTo(NDArray.of(new double[] {4, 5, 6}));
        Path table = folder.resolve("s.arrow");
        convert(struct, table);
        assertSameTable(numbers, table);
    }

    @Test
    void columnsOfSeveralDTypesBecomeFields() throws IOException {
        Map<String, NDArray> columns = new LinkedHashMap<>();
        columns.put("n", NDArray.of(new int[] {1, 2}));
        columns.put("x", NDArray.of(new double[] {0.5, 1.5}));
        Path table = TestTables.arrays(folder.resolve("t.arrow"), columns);
        Path struct = folder.resolve("t.npy");
        assertThat(convert(table, struct))
                .isEqualTo("t: [('n', '<i4'), ('x', '<f8')] (2,), 24 bytes, in " + struct + "\n");
        assertThat(Npy.read(struct).field("x")).isEqualTo(NDArray.of(new double[] {0.5, 1.5}));
    }

    @Test
    void columnsBecomeAnArchiveAndBack() throws IOException {
        Path archive = folder.resolve("x.npz");
        assertThat(convert(numbers, archive, "--dtype", "f4", "--compress")).isEqualTo("""
                a: float32 (3,), 12 bytes, in %1$s
                b: float32 (3,), 12 bytes, in %1$s
                """.formatted(archive));
        try (Npz npz = Npz.open(archive)) {
            assertThat(npz.read("b")).isEqualTo(NDArray.of(new float[] {4, 5, 6}));
        }
        convert(numbers, archive);
        Path table = folder.resolve("x.feather");
        convert(archive, table);
        assertSameTable(numbers, table);
    }

    @Test
    void takesOneColumnOrArray() throws IOException {
        Path column = folder.resolve("id.npy");
        assertThat(convert(items, column, "--key", "id")).isEqualTo("id: int64 (3,), 24 bytes, in " + column + "\n");
        assertThat(Npy.read(column)).isEqualTo(NDArray.of(new long[] {1, 2, 3}));
        Path table = folder.resolve("name.arrow");
        convert(items, table, "--key", "name");
        try (Table read = TableFiles.map(table)) {
            assertThat(read.column("name").values()).containsExactly("one", null, "three");
        }
        Path archive = folder.resolve("x.npz");
        Npz.write(archive, Map.of("y", NDArray.of(new int[] {7})), NpzCompression.STORED);
        convert(archive, table, "--key", "y");
        try (Table read = TableFiles.map(table)) {
            assertThat(read.column("y").values()).containsExactly(7);
        }
    }

    @Test
    void namesWhatCannotBecomeWhat() throws IOException {
        Path npy = folder.resolve("x.npy");
        Path arrow = folder.resolve("x.arrow");
        assertFails(
                1, items + ": column 'name' is null in 1 of 3 rows, which no element of an array can be", items, npy);
        Path archive = folder.resolve("x.npz");
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("a", NDArray.of(new int[] {1}));
        arrays.put("b", NDArray.of(new int[] {1, 2}));
        Npz.write(archive, arrays, NpzCompression.STORED);
        assertFails(1, "column 'b' has 2 rows, column 'a' has 1", archive, arrow);
        String help = "; see 'ndwire convert --help'";
        assertFails(
                2,
                "--order, --dtype and --byte-order are for what goes to .npy or .npz files" + help,
                numbers,
                arrow,
                "--dtype",
                "f4");
        assertFails(2, "--struct is for what goes from a table to a .npy file" + help, archive, npy, "--struct");
    }
}
