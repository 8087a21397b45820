package dev.ndwire.arrow.table;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a table of records.
final class RecordWriter {
    private final Class<? extends Record> type;
    private final RecordAccess access;

    private RecordWriter(Class<? extends Record> type, RecordAccess access) {
        this.type = type;
        this.access = access;
    }

    static RecordWriter of(Class<? extends Record> type, MethodHandles.Lookup lookup) {
        return new RecordWriter(type, new RecordAccess(lookup));
    }

    Table write(List<? extends Record> records) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (Record row : records) {
            rows.add(new ArrayList<>(values(row).values()));
        }
        return RowWriter.write(Columns.of(type), null, rows);
    }

    /// Writes records into the columns of a table: what no component is called is null.
    Table write(Table like, List<? extends Record> records) {
        RecordComponent[] components = type.getRecordComponents();
        int[] columns = new int[components.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Row.indexOf(like.schema(), components[i].getName());
        }
        var rows = new ArrayList<List<@Nullable Object>>();
        for (Record record : records) {
            var row = new @Nullable Object[like.columnCount()];
            int component = 0;
            for (Object value : values(record).values()) {
                row[columns[component++]] = value;
            }
            rows.add(Arrays.asList(row));
        }
        return like.withRows(rows);
    }

    private Map<String, @Nullable Object> values(Record row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            MethodHandle accessor = access.accessor(component);
            values.put(component.getName(), plain(RecordAccess.call(accessor, row)));
        }
        return values;
    }

    private @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Record inner) {
            return values(inner);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Collection<?> collection) {
            var list = new ArrayList<@Nullable Object>();
            collection.forEach(element -> list.add(plain(element)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            var plain = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            map.forEach((key, element) -> plain.put(plain(key), plain(element)));
            return plain;
        }
        if (value instanceof Object[] array) {
            var list = new ArrayList<@Nullable Object>();
            for (Object element : array) {
                list.add(plain(element));
            }
            return list;
        }
        return value;
    }
}
