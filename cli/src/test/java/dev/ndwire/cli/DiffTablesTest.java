package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.cli.TestTables.Item;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTablesTest {
    @TempDir
    Path folder;

    private Path items;

    @BeforeEach
    void write() throws IOException {
        items = TestTables.items(folder.resolve("items.arrow"));
    }

    private static void assertDiff(int code, String out, Object... args) {
        List<String> all = new ArrayList<>(List.of("diff"));
        for (Object arg : args) {
            all.add(arg.toString());
        }
        Cli.Result result = Cli.run(all.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(out);
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void saysNothingOfTheSameTableInAnotherForm() throws IOException {
        assertDiff(0, "", items, TestTables.items(folder.resolve("x.arrows")));
        assertDiff(
                0,
                "{\"key\": \"items\", \"same\": true, \"columns\": [], \"reordered\": false, \"rows\": [3, 3],"
                        + " \"size\": 9, \"different\": 0, \"first\": null}\n",
                "--json",
                items,
                items);
    }

    @Test
    void tellsTheFirstDifferentCellByRow() throws IOException {
        Path other = TestTables.items(
                folder.resolve("x.arrow"),
                List.of(new Item(1, "one", 1.5), new Item(2, "two", Double.NaN), new Item(4, "three", 0.25)));

        assertDiff(1, """
                different  3 of 9 cells
                first      row 1, column name: (null) and two
                """, items, other);
        assertDiff(
                1,
                "{\"key\": \"items\", \"same\": false, \"columns\": [], \"reordered\": false, \"rows\": [3, 3],"
                        + " \"size\": 9, \"different\": 3, \"first\": {\"row\": 1, \"column\": \"name\","
                        + " \"values\": [\"(null)\", \"two\"]}}\n",
                "--json",
                items,
                other);
        assertDiff(1, "different  1 of 3 cells\nfirst      row 2, column id: 3 and 4\n", items, other, "--key", "id");
        assertDiff(0, "", items, other, "--key", "id", "--atol", "1");
        assertDiff(
                1,
                "different  1 of 3 cells\nfirst      row 2, column price: -0.0 and 0.25\n",
                items,
                other,
                "--key",
                "price");
    }

    @Test
    void tellsDifferencesOfTheSchema() throws IOException {
        Map<String, NDArray> one = new LinkedHashMap<>();
        one.put("a", NDArray.of(new int[] {1, 2}));
        one.put("b", NDArray.of(new int[] {1, 2}));
        one.put("c", NDArray.of(new int[] {1, 2}));
        Map<String, NDArray> other = new LinkedHashMap<>();
        other.put("d", NDArray.of(new int[] {1, 2}));
        other.put("b", NDArray.of(new long[] {1, 2}));
        other.put("a", NDArray.of(new int[] {1, 2}));
        Path left = TestTables.arrays(folder.resolve("l.arrow"), one);
        Path right = TestTables.arrays(folder.resolve("r.arrow"), other);

        assertDiff(1, """
                column b   int32 and int64
                column c   only in %s
                column d   only in %s
                columns    in another order
                different  0 of 2 cells
                """.formatted(left, right), left, right);
        assertDiff(0, "", left, right, "--values", "--key", "b");
    }

    @Test
    void tellsNumbersOfRowsThatDiffer() throws IOException {
        Path shorter = TestTables.items(folder.resolve("x.arrow"), TestTables.ITEMS.subList(0, 2));
        assertDiff(1, "rows  3 and 2\n", items, shorter);
    }

    @Test
    void findsTheOneDifferentCellOfMany() throws IOException {
        long[] values = LongStream.range(0, 100_000).toArray();
        Path left = TestTables.arrays(folder.resolve("l.arrow"), Map.of("x", NDArray.of(values)));
        values[77_777] = -1;
        Path right = TestTables.arrays(folder.resolve("r.arrow"), Map.of("x", NDArray.of(values)));

        assertDiff(1, "different  1 of 100000 cells\nfirst      row 77777, column x: 77777 and -1\n", left, right);
    }

    @Test
    void comparesNoTableWithAnArray() throws IOException {
        Path array = folder.resolve("x.npy");
        Npy.write(array, NDArray.of(1L));

        Cli.Result result = Cli.run("diff", array.toString(), items.toString());

        assertThat(result.err())
                .isEqualTo("ndwire: '" + items + "' holds a table and '" + array
                        + "' arrays: convert one of them first\n");
        assertThat(result.code()).isEqualTo(2);
    }
}
