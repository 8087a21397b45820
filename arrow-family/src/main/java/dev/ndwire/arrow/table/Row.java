package dev.ndwire.arrow.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// The values of one row, as [Column#get] gives them. Immutable, and independent of the table it came from.
public final class Row {
    private final Schema schema;
    private final @Nullable Object[] values;

    Row(Schema schema, @Nullable Object[] values) {
        this.schema = schema;
        this.values = values;
    }

    /// The value in a column.
    ///
    /// @param name a name that one column has
    /// @return the value, or null where there is none
    /// @throws IllegalArgumentException if no column, or several, have the name
    public @Nullable Object get(String name) {
        return values[indexOf(schema, name)];
    }

    /// The value in a column.
    ///
    /// @param column from 0 up to the number of columns
    /// @return the value, or null where there is none
    /// @throws IndexOutOfBoundsException if there is none
    public @Nullable Object get(int column) {
        return values[column];
    }

    /// All values in the order of the columns.
    ///
    /// @return an unmodifiable list
    public List<@Nullable Object> values() {
        var list = new ArrayList<@Nullable Object>();
        Collections.addAll(list, values);
        return Collections.unmodifiableList(list);
    }

    static int indexOf(Schema schema, String name) {
        List<Field> fields = schema.getFields();
        int[] found = IntStream.range(0, fields.size())
                .filter(i -> fields.get(i).getName().equals(name))
                .toArray();
        if (found.length != 1) {
            throw new IllegalArgumentException(
                    (found.length == 0 ? "no column" : found.length + " columns") + " of name '" + name + "' in "
                            + fields.stream().map(Field::getName).toList());
        }
        return found[0];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row
                && schema.getFields().equals(row.schema.getFields())
                && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /// The row as `name=value, …`.
    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(schema.getFields().get(i).getName())
                    .append('=')
                    .append(values[i]);
        }
        return text.append('}').toString();
    }
}
