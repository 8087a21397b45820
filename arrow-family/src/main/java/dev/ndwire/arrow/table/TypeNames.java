package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.Batch;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Types as pyarrow names them, such as `timestamp[ns, tz=UTC]` and `list<item: int64>`.
public final class TypeNames {
    private static final String EXTENSION_NAME = "ARROW:extension:name";

    private TypeNames() {}

    /// The name of a column's type, encoded ones as `dictionary<values=…, indices=…>`.
    static String of(Table table, int column) {
        Field field = table.schema().getFields().get(column);
        if (field.getDictionary() == null) {
            return of(field);
        }
        List<Batch> batches = table.batches();
        String values = batches.isEmpty()
                ? "?"
                : of(batches.get(0)
                        .dictionaries()
                        .lookup(field.getDictionary().getId())
                        .getVector()
                        .getField());
        return "dictionary<values=" + values + ", indices=" + of(field.getType()) + ", ordered="
                + (field.getDictionary().isOrdered() ? 1 : 0) + ">";
    }

    /// The name of a field's type, without what a dictionary encodes.
    ///
    /// @param field the field
    /// @return the name
    public static String of(Field field) {
        String extension = field.getMetadata().get(EXTENSION_NAME);
        if (extension != null) {
            return "extension<" + extension + ">";
        }
        return switch (field.getType()) {
            case ArrowType.List ignored -> "list<" + children(field) + ">";
            case ArrowType.LargeList ignored -> "large_list<" + children(field) + ">";
            case ArrowType.ListView ignored -> "list_view<" + children(field) + ">";
            case ArrowType.LargeListView ignored -> "large_list_view<" + children(field) + ">";
            case ArrowType.FixedSizeList list -> "fixed_size_list<" + children(field) + ">[" + list.getListSize() + "]";
            case ArrowType.Struct ignored -> "struct<" + children(field) + ">";
            case ArrowType.Map ignored -> {
                List<Field> entry = field.getChildren().get(0).getChildren();
                yield "map<" + of(entry.get(0)) + ", " + of(entry.get(1)) + ">";
            }
            case ArrowType.Union union ->
                (union.getMode() == UnionMode.Sparse ? "sparse_union<" : "dense_union<") + children(field) + ">";
            case ArrowType.RunEndEncoded ignored ->
                "run_end_encoded<run_ends: " + of(field.getChildren().get(0)) + ", values: "
                        + of(field.getChildren().get(1)) + ">";
            default -> of(field.getType());
        };
    }

    private static String children(Field field) {
        return field.getChildren().stream()
                .map(child -> child.getName() + ": " + of(child) + (child.isNullable() ? "" : " not null"))
                .collect(Collectors.joining(", "));
    }

    private static String of(ArrowType type) {
        return switch (type) {
            case ArrowType.Null ignored -> "null";
            case ArrowType.Bool ignored -> "bool";
            case ArrowType.Int number -> (number.getIsSigned() ? "int" : "uint") + number.getBitWidth();
            case ArrowType.FloatingPoint number -> floating(number.getPrecision());
            case ArrowType.Decimal number ->
                "decimal" + number.getBitWidth() + "(" + number.getPrecision() + ", " + number.getScale() + ")";
            case ArrowType.Utf8 ignored -> "string";
            case ArrowType.LargeUtf8 ignored -> "large_string";
            case ArrowType.Utf8View ignored -> "string_view";
            case ArrowType.Binary ignored -> "binary";
            case ArrowType.LargeBinary ignored -> "large_binary";
            case ArrowType.BinaryView ignored -> "binary_view";
            case ArrowType.FixedSizeBinary binary -> "fixed_size_binary[" + binary.getByteWidth() + "]";
            case ArrowType.Date date ->
                date.getUnit() == org.apache.arrow.vector.types.DateUnit.DAY ? "date32[day]" : "date64[ms]";
            case ArrowType.Time time -> "time" + time.getBitWidth() + "[" + unit(time.getUnit()) + "]";
            case ArrowType.Timestamp time ->
                "timestamp[" + unit(time.getUnit()) + (time.getTimezone() == null ? "" : ", tz=" + time.getTimezone())
                        + "]";
            case ArrowType.Duration time -> "duration[" + unit(time.getUnit()) + "]";
            case ArrowType.Interval span -> interval(span);
            default -> type.toString().toLowerCase(Locale.ROOT);
        };
    }

    private static String floating(FloatingPointPrecision precision) {
        return switch (precision) {
            case HALF -> "halffloat";
            case SINGLE -> "float";
            case DOUBLE -> "double";
        };
    }

    private static String interval(ArrowType.Interval span) {
        return switch (span.getUnit()) {
            case YEAR_MONTH -> "month_interval";
            case DAY_TIME -> "day_time_interval";
            case MONTH_DAY_NANO -> "month_day_nano_interval";
        };
    }

    private static String unit(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> "s";
            case MILLISECOND -> "ms";
            case MICROSECOND -> "us";
            case NANOSECOND -> "ns";
        };
    }
}
