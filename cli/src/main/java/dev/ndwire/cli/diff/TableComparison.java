package dev.ndwire.cli.diff;

import dev.ndwire.arrow.table.Column;
import dev.ndwire.arrow.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where two tables differ. Columns are compared by their names, those of one name in their order.
///
/// @param columns those that are in one table alone, or of another type in the other
/// @param isReordered whether both have the same columns in another order
/// @param size how many cells were compared: those of columns of one type, if there are as many rows on both sides
/// @param count how many of them differ
/// @param first the first of them, by row and then by column; null if there is none
public record TableComparison(
        List<ColumnDifference> columns,
        boolean isReordered,
        long size,
        long count,
        @Nullable Cell first) {
    /// A column that is not the same.
    ///
    /// @param name its name
    /// @param left its type; null if only the right table has it
    /// @param right its type; null if only the left table has it
    public record ColumnDifference(
            String name, @Nullable String left, @Nullable String right) {}

    /// Where a row and a column meet.
    ///
    /// @param row from 0 on
    /// @param column the column's name
    /// @param left what is there
    /// @param right what is there on the other side
    public record Cell(long row, String column, String left, String right) {}

    /// Columns that are compared.
    record Pair(int left, int right) {}

    /// Compares two tables.
    ///
    /// @param left one
    /// @param right the other
    /// @param tolerance for numbers
    /// @param isByValue whether values are compared across types
    /// @return what differs
    public static TableComparison of(Table left, Table right, Tolerance tolerance, boolean isByValue) {
        Map<Name, Integer> others = names(right);
        List<Pair> pairs = new ArrayList<>();
        List<ColumnDifference> differences = new ArrayList<>();
        boolean isReordered = false;
        for (Map.Entry<Name, Integer> entry : names(left).entrySet()) {
            Integer other = others.remove(entry.getKey());
            Column one = left.column(entry.getValue());
            String type = type(one);
            if (other == null) {
                differences.add(new ColumnDifference(one.name(), type, null));
                continue;
            }
            isReordered |= !pairs.isEmpty() && pairs.get(pairs.size() - 1).right() > other;
            String otherType = type(right.column(other));
            if (isByValue || type.equals(otherType)) {
                pairs.add(new Pair(entry.getValue(), other));
            } else {
                differences.add(new ColumnDifference(one.name(), type, otherType));
            }
        }
        others.values().stream()
                .map(right::column)
                .forEach(only -> differences.add(new ColumnDifference(only.name(), null, type(only))));
        CellComparer cells = new CellComparer(left, right, pairs, tolerance);
        if (left.rowCount() == right.rowCount()) {
            cells.run();
        }
        return new TableComparison(differences, isReordered, cells.size(), cells.count(), cells.first());
    }

    /// Whether tables of as many rows are the same.
    ///
    /// @return true if nothing differs
    public boolean isSame() {
        return columns.isEmpty() && !isReordered && count == 0;
    }

    /// A name, and how many columns before have it, too.
    private record Name(String text, int occurrence) {}

    private static Map<Name, Integer> names(Table table) {
        Map<String, Integer> seen = new HashMap<>();
        Map<Name, Integer> names = new LinkedHashMap<>();
        IntStream.range(0, table.columnCount()).forEach(index -> {
            String name = table.column(index).name();
            names.put(new Name(name, seen.merge(name, 1, Integer::sum)), index);
        });
        return names;
    }

    private static String type(Column column) {
        return column.typeName() + (column.field().isNullable() ? "" : " not null");
    }
}
