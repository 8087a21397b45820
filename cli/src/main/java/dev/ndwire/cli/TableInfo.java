package dev.ndwire.cli;

import dev.ndwire.arrow.file.TableFiles;
import dev.ndwire.arrow.table.Column;
import dev.ndwire.arrow.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is in a table's file: as people and programs are told.
record TableInfo(Path path, Table table) {
    List<String> lines() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("file", Text.printable(path.toString())));
        rows.add(List.of("format", format()));
        rows.add(List.of("rows", Long.toString(table.rowCount())));
        rows.add(List.of("columns", Integer.toString(table.columnCount())));
        rows.add(List.of("batches", Integer.toString(table.batches().size())));
        rows.add(List.of("size", Text.size(table.byteSize())));
        if (!metadata().isEmpty()) {
            rows.add(List.of(
                    "metadata", Text.printable(String.join(", ", metadata().keySet()))));
        }
        List<String> lines = new ArrayList<>(Text.table(rows));
        if (table.columnCount() > 0) {
            lines.add("");
            lines.addAll(Text.table(columnRows()));
        }
        return lines;
    }

    private String format() throws IOException {
        return TableFiles.isStream(path) ? "arrow stream" : "arrow file";
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = table.schema().getCustomMetadata();
        return metadata == null ? Map.of() : metadata;
    }

    private List<Column> columns() {
        return IntStream.range(0, table.columnCount()).mapToObj(table::column).toList();
    }

    private List<List<String>> columnRows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("COLUMN", "TYPE", "NULLS"));
        for (Column column : columns()) {
            String type = column.typeName() + (column.field().isNullable() ? "" : " not null");
            rows.add(List.of(Text.printable(column.name()), Text.printable(type), Long.toString(column.nullCount())));
        }
        return rows;
    }

    Map<String, @Nullable Object> addTo(Map<String, @Nullable Object> members) throws IOException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(members);
        all.put("format", format());
        all.put("rows", table.rowCount());
        all.put("batches", table.batches().size());
        all.put("nbytes", table.byteSize());
        all.put("metadata", metadata());
        List<Map<String, Object>> columns = new ArrayList<>();
        for (Column column : columns()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("name", column.name());
            each.put("type", column.typeName());
            each.put("nullable", column.field().isNullable());
            each.put("nulls", column.nullCount());
            columns.add(each);
        }
        all.put("columns", columns);
        return all;
    }
}
