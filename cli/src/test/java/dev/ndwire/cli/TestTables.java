package dev.ndwire.cli;

import dev.ndwire.arrow.file.TableFiles;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tables in files, for tests.
final class TestTables {
    private TestTables() {}

    record Item(long id, @Nullable String name, double price) {}

    static final List<Item> ITEMS =
            List.of(new Item(1, "one", 1.5), new Item(2, null, Double.NaN), new Item(3, "three", -0.0));

    static Path items(Path file, List<Item> items) throws IOException {
        try (Table table = Table.ofRecords(Item.class, MethodHandles.lookup(), items)) {
            TableFiles.write(file, table);
        }
        return file;
    }

    static Path items(Path file) throws IOException {
        return items(file, ITEMS);
    }

    /// Two columns of float64, `a` and `b`.
    static Path numbers(Path file) throws IOException {
        Map<String, NDArray> columns = new LinkedHashMap<>();
        columns.put("a", NDArray.of(new double[] {1, 2, 3}));
        columns.put("b", NDArray.of(new double[] {4, 5, 6}));
        return arrays(file, columns);
    }

    static Path arrays(Path file, Map<String, NDArray> columns) throws IOException {
        try (Table table = Table.ofArrays(columns, Lease.none())) {
            TableFiles.write(file, table);
        }
        return file;
    }
}
