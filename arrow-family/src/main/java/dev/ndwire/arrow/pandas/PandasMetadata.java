package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.pandas.PandasFrame.Column;
import dev.ndwire.arrow.pandas.PandasFrame.Labels;
import dev.ndwire.arrow.pandas.PandasFrame.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// What a table's schema says under `pandas`, so that `to_pandas()` makes the frame again: names, indexes and dtypes.
final class PandasMetadata {
    private static final String CREATOR = "{\"library\": \"ndwire\", \"version\": null}";

    private PandasMetadata() {}

    static String of(PandasFrame frame) {
        return "{\"index_columns\": " + list(frame.indexColumns(), PandasMetadata::index) + ", \"column_indexes\": "
                + list(frame.labels(), PandasMetadata::labels) + ", \"columns\": "
                + list(frame.columns(), PandasMetadata::column) + ", \"attributes\": " + frame.attributes()
                + ", \"creator\": " + CREATOR + ", \"pandas_version\": null}";
    }

    private static <T> String list(List<T> elements, Function<T, String> text) {
        return elements.stream().map(text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String index(Object level) {
        if (!(level instanceof Range range)) {
            return PythonJson.of(level);
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("kind", "range");
        parts.put("name", range.name());
        parts.put("start", range.start());
        parts.put("stop", range.stop());
        parts.put("step", range.step());
        return PythonJson.of(parts);
    }

    private static String labels(Labels level) {
        return described(level.name(), level.name(), level.type(), level.dtype(), level.details());
    }

    private static String column(Column column) {
        Field field = column.values().content().field();
        String dtype = column.values().dtype();
        Map<String, Object> details = column.values().details();
        if (field.getDictionary() == null && field.getType() instanceof ArrowType.Decimal decimal) {
            dtype = "object";
            details = new LinkedHashMap<>();
            details.put("precision", (long) decimal.getPrecision());
            details.put("scale", (long) decimal.getScale());
        }
        return described(column.name(), column.fieldName(), logicalType(field), dtype, details);
    }

    private static String described(
            @Nullable Object name, @Nullable Object fieldName, String type, String dtype, Map<String, Object> details) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("name", name);
        parts.put("field_name", fieldName);
        parts.put("pandas_type", type);
        parts.put("numpy_type", dtype);
        parts.put("metadata", details.isEmpty() ? null : details);
        return PythonJson.of(parts);
    }

    /// What kind of values a type is to pandas.
    static String logicalType(Field field) {
        if (field.getDictionary() != null) {
            return "categorical";
        }
        return switch (field.getType()) {
            case ArrowType.Null ignored -> "empty";
            case ArrowType.Bool ignored -> "bool";
            case ArrowType.Int number -> (number.getIsSigned() ? "int" : "uint") + number.getBitWidth();
            case ArrowType.FloatingPoint number -> "float" + bits(number.getPrecision());
            case ArrowType.Date ignored -> "date";
            case ArrowType.Time ignored -> "time";
            case ArrowType.Binary ignored -> "bytes";
            case ArrowType.FixedSizeBinary ignored -> "bytes";
            case ArrowType.Utf8 ignored -> "unicode";
            case ArrowType.List ignored ->
                "list[" + logicalType(field.getChildren().get(0)) + "]";
            case ArrowType.Timestamp time -> time.getTimezone() == null ? "datetime" : "datetimetz";
            case ArrowType.Decimal ignored -> "decimal";
            default -> "object";
        };
    }

    private static int bits(FloatingPointPrecision precision) {
        return switch (precision) {
            case HALF -> Short.SIZE;
            case SINGLE -> Float.SIZE;
            case DOUBLE -> Double.SIZE;
        };
    }
}
