package dev.ndwire.cli;

import dev.ndwire.cli.diff.TableComparison;
import dev.ndwire.cli.diff.TableComparison.Cell;
import dev.ndwire.cli.diff.TableComparison.ColumnDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How two tables differ: as people and programs are told.
///
/// @param left the file of the one
/// @param right that of the other
/// @param leftRows how many rows the one has
/// @param rightRows and the other
record TableDiffReport(String left, String right, long leftRows, long rightRows, TableComparison comparison) {
    boolean isSame() {
        return leftRows == rightRows && comparison.isSame();
    }

    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (ColumnDifference column : comparison.columns()) {
            rows.add(row("column " + column.name(), text(column)));
        }
        if (comparison.isReordered()) {
            rows.add(row("columns", "in another order"));
        }
        if (leftRows != rightRows) {
            rows.add(row("rows", leftRows + " and " + rightRows));
        } else if (comparison.size() > 0) {
            rows.add(row("different", comparison.count() + " of " + comparison.size() + " cells"));
        }
        Cell first = comparison.first();
        if (first != null) {
            rows.add(row(
                    "first",
                    "row " + first.row() + ", column " + first.column() + ": " + first.left() + " and "
                            + first.right()));
        }
        return rows;
    }

    private String text(ColumnDifference column) {
        if (column.left() == null) {
            return "only in " + right;
        }
        return column.right() == null ? "only in " + left : column.left() + " and " + column.right();
    }

    private static List<String> row(String name, String value) {
        return List.of(Text.printable(name), Text.printable(value));
    }

    Map<String, @Nullable Object> addTo(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(members);
        List<Map<String, @Nullable Object>> columns = new ArrayList<>();
        for (ColumnDifference column : comparison.columns()) {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("name", column.name());
            List<@Nullable String> types = new ArrayList<>();
            types.add(column.left());
            types.add(column.right());
            each.put("types", types);
            columns.add(each);
        }
        all.put("columns", columns);
        all.put("reordered", comparison.isReordered());
        all.put("rows", List.of(leftRows, rightRows));
        boolean isCompared = leftRows == rightRows;
        all.put("size", isCompared ? comparison.size() : null);
        all.put("different", isCompared ? comparison.count() : null);
        Cell first = comparison.first();
        if (first == null) {
            all.put("first", null);
        } else {
            Map<String, @Nullable Object> cell = new LinkedHashMap<>();
            cell.put("row", first.row());
            cell.put("column", first.column());
            cell.put("values", List.of(first.left(), first.right()));
            all.put("first", cell);
        }
        return all;
    }
}
