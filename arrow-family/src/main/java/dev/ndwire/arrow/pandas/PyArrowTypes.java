package dev.ndwire.arrow.pandas;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// Types of pyarrow, as it pickles them: calls of the functions that make them.
final class PyArrowTypes {
    private static final int MAX_DEPTH = 64;
    private static final int DECIMAL_128 = 128;
    private static final int DECIMAL_256 = 256;

    private static final Map<String, ArrowType> BY_ALIAS = Map.ofEntries(
            Map.entry("null", new ArrowType.Null()),
            Map.entry("bool", new ArrowType.Bool()),
            Map.entry("int8", new ArrowType.Int(Byte.SIZE, true)),
            Map.entry("int16", new ArrowType.Int(Short.SIZE, true)),
            Map.entry("int32", new ArrowType.Int(Integer.SIZE, true)),
            Map.entry("int64", new ArrowType.Int(Long.SIZE, true)),
            Map.entry("uint8", new ArrowType.Int(Byte.SIZE, false)),
            Map.entry("uint16", new ArrowType.Int(Short.SIZE, false)),
            Map.entry("uint32", new ArrowType.Int(Integer.SIZE, false)),
            Map.entry("uint64", new ArrowType.Int(Long.SIZE, false)),
            Map.entry("halffloat", new ArrowType.FloatingPoint(FloatingPointPrecision.HALF)),
            Map.entry("float", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            Map.entry("double", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Map.entry("string", new ArrowType.Utf8()),
            Map.entry("large_string", new ArrowType.LargeUtf8()),
            Map.entry("string_view", new ArrowType.Utf8View()),
            Map.entry("binary", new ArrowType.Binary()),
            Map.entry("large_binary", new ArrowType.LargeBinary()),
            Map.entry("binary_view", new ArrowType.BinaryView()),
            Map.entry("date32[day]", new ArrowType.Date(DateUnit.DAY)),
            Map.entry("date64[ms]", new ArrowType.Date(DateUnit.MILLISECOND)),
            Map.entry("time32[s]", new ArrowType.Time(TimeUnit.SECOND, Integer.SIZE)),
            Map.entry("time32[ms]", new ArrowType.Time(TimeUnit.MILLISECOND, Integer.SIZE)),
            Map.entry("time64[us]", new ArrowType.Time(TimeUnit.MICROSECOND, Long.SIZE)),
            Map.entry("time64[ns]", new ArrowType.Time(TimeUnit.NANOSECOND, Long.SIZE)),
            Map.entry("duration[s]", new ArrowType.Duration(TimeUnit.SECOND)),
            Map.entry("duration[ms]", new ArrowType.Duration(TimeUnit.MILLISECOND)),
            Map.entry("duration[us]", new ArrowType.Duration(TimeUnit.MICROSECOND)),
            Map.entry("duration[ns]", new ArrowType.Duration(TimeUnit.NANOSECOND)),
            Map.entry("month_day_nano_interval", new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO)));

    private static final Map<String, TimeUnit> UNITS = Map.of(
            "s", TimeUnit.SECOND, "ms", TimeUnit.MILLISECOND, "us", TimeUnit.MICROSECOND, "ns", TimeUnit.NANOSECOND);

    private final Workspace workspace;
    private final String where;

    /// @param workspace has ids for dictionaries
    /// @param where names the types in errors
    PyArrowTypes(Workspace workspace, String where) {
        this.workspace = workspace;
        this.where = where;
    }

    /// Makes a field without a name.
    Field field(@Nullable Object type) {
        return field("", type, true, Map.of(), 0);
    }

    private Field field(
            String name, @Nullable Object type, boolean isNullable, Map<String, String> metadata, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedPandasException(where + " has types within types, more than " + MAX_DEPTH + " deep");
        }
        if (!(type instanceof PyObject call) || !call.isOf("pyarrow.lib", function(type))) {
            throw unknown(type);
        }
        PyTuple arguments = call.arguments();
        String function = function(type);
        if (function.equals("dictionary")) {
            return dictionary(name, arguments, isNullable, metadata, depth);
        }
        ArrowType plain = plain(function, arguments);
        List<Field> children = plain == null ? children(function, arguments, depth) : List.of();
        ArrowType nested = plain == null ? nested(function, arguments) : plain;
        if (nested == null) {
            throw unknown(type);
        }
        return new Field(name, new FieldType(isNullable, nested, null, metadata), children);
    }

    private static String function(@Nullable Object type) {
        return type instanceof PyObject call && call.function() instanceof PyGlobal global ? global.name() : "";
    }

    private UnsupportedPandasException unknown(@Nullable Object type) {
        return new UnsupportedPandasException(
                where + " is of type " + Parts.describe(type) + " of pyarrow, which is not read");
    }

    private static @Nullable ArrowType plain(String function, PyTuple arguments) {
        Object first = Parts.at(arguments, 0);
        Object second = Parts.at(arguments, 1);
        return switch (function) {
            case "type_for_alias" -> first instanceof String alias ? BY_ALIAS.get(alias) : null;
            case "binary" -> width(first) < 0 ? null : new ArrowType.FixedSizeBinary(width(first));
            case "timestamp" ->
                first instanceof String unit && UNITS.containsKey(unit) && (second == null || second instanceof String)
                        ? new ArrowType.Timestamp(UNITS.get(unit), (String) second)
                        : null;
            case "decimal128" -> decimal(first, second, DECIMAL_128);
            case "decimal256" -> decimal(first, second, DECIMAL_256);
            default -> null;
        };
    }

    private static int width(@Nullable Object width) {
        return width instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE ? number.intValue() : -1;
    }

    private static @Nullable ArrowType decimal(@Nullable Object precision, @Nullable Object scale, int bits) {
        return precision instanceof Long digits
                        && scale instanceof Long behind
                        && Math.abs(behind) <= bits
                        && digits > 0
                        && digits <= bits
                ? new ArrowType.Decimal(digits.intValue(), behind.intValue(), bits)
                : null;
    }

    private static @Nullable ArrowType nested(String function, PyTuple arguments) {
        return switch (function) {
            case "list_" ->
                arguments.size() == 1
                        ? new ArrowType.List()
                        : width(arguments.get(1)) < 0 ? null : new ArrowType.FixedSizeList(width(arguments.get(1)));
            case "large_list" -> new ArrowType.LargeList();
            case "list_view" -> new ArrowType.ListView();
            case "large_list_view" -> new ArrowType.LargeListView();
            case "struct" -> new ArrowType.Struct();
            case "map_" -> new ArrowType.Map(Boolean.TRUE.equals(Parts.at(arguments, 2)));
            default -> null;
        };
    }

    private List<Field> children(String function, PyTuple arguments, int depth) {
        return switch (function) {
            case "list_", "large_list", "list_view", "large_list_view" ->
                List.of(child("item", Parts.at(arguments, 0), true, depth));
            case "struct" -> {
                List<Field> fields = new ArrayList<>();
                for (Object field : Parts.list(Parts.at(arguments, 0), where + "'s struct")) {
                    fields.add(child("", field, true, depth));
                }
                yield fields;
            }
            case "map_" -> {
                Field key = child("key", Parts.at(arguments, 0), false, depth);
                Field value = child("value", Parts.at(arguments, 1), true, depth);
                yield List.of(new Field("entries", FieldType.notNullable(new ArrowType.Struct()), List.of(key, value)));
            }
            default -> List.of();
        };
    }

    /// A field, or the type of one that has the name that is usual.
    private Field child(String usual, @Nullable Object fieldOrType, boolean isNullable, int depth) {
        PyTuple parts = Parts.pyarrowCall(fieldOrType, "field");
        if (parts == null) {
            return field(usual, fieldOrType, isNullable, Map.of(), depth + 1);
        }
        if (!(Parts.at(parts, 0) instanceof String name)) {
            throw new MalformedPandasException(where + " has a field whose name is no text");
        }
        boolean own = !Boolean.FALSE.equals(Parts.at(parts, 2));
        return field(name, Parts.at(parts, 1), own, metadata(Parts.at(parts, 3)), depth + 1);
    }

    private static Map<String, String> metadata(@Nullable Object metadata) {
        Map<String, String> texts = new HashMap<>();
        if (metadata instanceof PyDict dict) {
            dict.forEach((key, value) -> {
                if (key instanceof Bytes name && value instanceof Bytes text) {
                    texts.put(name.toUtf8(), text.toUtf8());
                }
            });
        }
        return texts;
    }

    private Field dictionary(
            String name, PyTuple arguments, boolean isNullable, Map<String, String> metadata, int depth) {
        Field index = field("", Parts.at(arguments, 0), true, Map.of(), depth + 1);
        Field value = field("", Parts.at(arguments, 1), true, Map.of(), depth + 1);
        if (!(index.getType() instanceof ArrowType.Int indexType)
                || index.getDictionary() != null
                || value.getDictionary() != null) {
            throw new UnsupportedPandasException(where + " is a dictionary with indices of " + index + " and values of "
                    + value + ", which is not read");
        }
        boolean isOrdered = Boolean.TRUE.equals(Parts.at(arguments, 2));
        var encoding = new DictionaryEncoding(workspace.nextDictionary(), isOrdered, indexType);
        return new Field(name, new FieldType(isNullable, value.getType(), encoding, metadata), value.getChildren());
    }
}
