package dev.ndwire.cli;

import dev.ndwire.arrow.table.Column;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes tables of the arrays in a file, and arrays of a table.
final class TableArrays {
    private TableArrays() {}

    /// The table that a file holds, or that its arrays are: a structured array's fields, the columns of two axes, or
    /// else each array as a column.
    ///
    /// @param file any file
    /// @param wanted the array or column that it is all about; null for all
    static Table table(ArrayFile file, @Nullable String wanted) throws IOException {
        Table table = file.table();
        if (table != null) {
            return wanted == null ? table : table.select(wanted);
        }
        List<String> keys = file.keys(wanted);
        for (String key : keys) {
            file.check(key);
        }
        if (file.archive() == null || wanted != null) {
            return table(wanted == null ? keys.get(0) : wanted, file.load(keys.get(0)));
        }
        Map<String, NDArray> columns = new LinkedHashMap<>();
        for (String key : keys) {
            columns.put(key, file.load(key));
        }
        return Table.ofArrays(columns, Lease.none());
    }

    private static Table table(String name, NDArray array) {
        if (array.dtype().isStruct()) {
            return Table.ofStruct(array);
        }
        if (array.ndim() == 2) {
            List<String> names = new ArrayList<>();
            for (long column = 0; column < array.shape(1); column++) {
                names.add(Long.toString(column));
            }
            return Table.ofMatrix(names, array, Lease.none());
        }
        return Table.ofArrays(Map.of(name, array), Lease.none());
    }

    /// One array of a table: columns of one dtype side by side, or else a field for each.
    ///
    /// @param isStruct whether it is fields at any rate
    /// @param file where the table is, for messages
    static NDArray array(Table table, boolean isStruct, Path file) {
        List<NDArray> columns = List.copyOf(columns(table, file).values());
        boolean isMatrix = !isStruct
                && !columns.isEmpty()
                && columns.stream()
                        .allMatch(column -> column.ndim() == 1
                                && column.dtype().equals(columns.get(0).dtype()));
        return isMatrix ? table.toMatrix(Arena.ofAuto()) : table.toStruct(Arena.ofAuto());
    }

    /// The columns of a table by name, in their order.
    static Map<String, NDArray> columns(Table table, Path file) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (Column column :
                IntStream.range(0, table.columnCount()).mapToObj(table::column).toList()) {
            if (arrays.put(column.name(), array(column, file)) != null) {
                throw new FailureException(file + ": two columns are named '" + column.name() + "'");
            }
        }
        return arrays;
    }

    /// A column that has an element for each row.
    static NDArray array(Column column, Path file) {
        if (column.nullCount() > 0) {
            throw new FailureException(file + ": column '" + column.name() + "' is null in " + column.nullCount()
                    + " of " + column.size() + " rows, which no element of an array can be");
        }
        MaskedArray masked = column.maskedArray();
        return masked.data();
    }
}
