package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.numpy.ArrayColumns;
import dev.ndwire.arrow.pandas.PandasFrame.Values;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.Kind;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// The arrays of pandas, which blocks and indexes hold, as columns.
///
/// ```text
///   numpy.ndarray                                                    numbers, bool; of one axis, or two in a block
///   numpy.ndarray of objects                                         _reconstruct, state (1, shape, O8, is Fortran,
/// list)
///   __pyx_unpickle_NDArrayBacked(class, …), state (dtype, ndarray)   times, categoricals, texts as objects
///   IntegerArray, FloatingArray, BooleanArray                        state {_data, _mask}
///   ArrowStringArray, ArrowExtensionArray                            state {_pa_array, _dtype}
/// ```
final class ArrayReader {
    private final Workspace workspace;
    private final IndexReader indexes;

    /// @param indexes reads the categories of categoricals
    ArrayReader(Workspace workspace, IndexReader indexes) {
        this.workspace = workspace;
        this.indexes = indexes;
    }

    /// Reads an array that has to have one axis.
    Values one(@Nullable Object array, String where) {
        List<Values> columns = read(array, where);
        if (columns.size() != 1) {
            throw new MalformedPandasException(where + " is a block of " + columns.size() + " columns, expected one");
        }
        return columns.get(0);
    }

    /// Reads an array: one column, or in a block those of its rows.
    ///
    /// @param array what the pickle has
    /// @param where names it in errors
    List<Values> read(@Nullable Object array, String where) {
        if (array instanceof NDArray numbers) {
            return new NumpyColumns(workspace).of(numbers, where);
        }
        List<List<?>> objects = objects(array, where);
        if (objects != null) {
            List<Values> columns = new ArrayList<>();
            for (List<?> row : objects) {
                columns.add(new Values(new ObjectColumns(workspace).of(row, where), "object"));
            }
            return columns;
        }
        if (Parts.isObject(array, "__pyx_unpickle_NDArrayBacked")) {
            return backed(array, where);
        }
        if (Parts.isObject(array, "IntegerArray")
                || Parts.isObject(array, "FloatingArray")
                || Parts.isObject(array, "BooleanArray")) {
            return List.of(masked(array, where));
        }
        if (Parts.isObject(array, "ArrowStringArray") || Parts.isObject(array, "ArrowExtensionArray")) {
            return List.of(arrow(array, where));
        }
        throw unknown(array, where);
    }

    private static UnsupportedPandasException unknown(@Nullable Object array, String where) {
        return new UnsupportedPandasException(where + " is held by " + Parts.describe(array) + ", which is not read");
    }

    /// The rows of an array of objects; null if it is none.
    private static @Nullable List<List<?>> objects(@Nullable Object array, String where) {
        boolean isArray = array instanceof PyObject object
                && object.function() instanceof PyGlobal global
                && global.name().equals("_reconstruct")
                && global.module().startsWith("numpy.");
        Object state = Parts.state(array);
        Object code = Parts.argument(Parts.at(state, 2), 0);
        if (!isArray || !(code instanceof String text) || !text.startsWith("O")) {
            return null;
        }
        List<?> elements = Parts.list(Parts.at(state, 4), where + "'s objects");
        List<?> shape = Parts.list(Parts.at(state, 1), where + "'s shape");
        if (shape.size() != 1 && shape.size() != 2) {
            throw new MalformedPandasException(where + " has " + shape.size() + " axes, expected 1 or 2");
        }
        long rows = shape.size() == 1 ? 1 : Parts.number(shape.get(0), where + "'s shape");
        long length = Parts.number(shape.get(shape.size() - 1), where + "'s shape");
        boolean isFortran = Boolean.TRUE.equals(Parts.at(state, 3));
        if (rows < 0 || length < 0 || Math.multiplyHigh(rows, length) != 0 || rows * length != elements.size()) {
            throw new MalformedPandasException(
                    where + " is of shape " + shape + " and has " + elements.size() + " objects");
        }
        PandasFrame.checkColumns(rows, where);
        return rows((int) rows, (int) length, isFortran, elements);
    }

    private static List<List<?>> rows(int rows, int length, boolean isFortran, List<?> elements) {
        List<List<?>> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (isFortran) {
                List<Object> gathered = new ArrayList<>(length);
                for (int i = 0; i < length; i++) {
                    gathered.add(elements.get(i * rows + row));
                }
                all.add(gathered);
            } else {
                all.add(elements.subList(row * length, (row + 1) * length));
            }
        }
        return all;
    }

    private List<Values> backed(@Nullable Object array, String where) {
        Object type = Parts.argument(array, 0);
        Object dtype = Parts.at(Parts.state(array), 0);
        Object content = Parts.at(Parts.state(array), 1);
        if (Parts.isGlobal(type, "DatetimeArray") || Parts.isGlobal(type, "TimedeltaArray")) {
            if (!(content instanceof NDArray times)) {
                throw unknown(content, where);
            }
            return Parts.isObject(dtype, "DatetimeTZDtype")
                    ? zoned(times, dtype, where)
                    : new NumpyColumns(workspace).of(times, where);
        }
        if (Parts.isGlobal(type, "Categorical")) {
            return List.of(categorical(dtype, content, where));
        }
        if (Parts.isGlobal(type, "StringArray") || Parts.isGlobal(type, "StringArrayNumpySemantics")) {
            List<List<?>> texts = objects(content, where);
            if (texts == null || texts.size() != 1) {
                throw unknown(content, where);
            }
            return List.of(new Values(new ObjectColumns(workspace).texts(texts.get(0), where), dtype(dtype, null)));
        }
        throw new UnsupportedPandasException(where + " is held by " + Parts.describe(type) + ", which is not read");
    }

    private List<Values> zoned(NDArray times, @Nullable Object dtype, String where) {
        String zone = zone(Parts.attribute(dtype, "tz"));
        if (zone == null) {
            throw new UnsupportedPandasException(
                    where + " has zone " + Parts.describe(Parts.attribute(dtype, "tz")) + ", which is not read");
        }
        if (times.dtype().kind() != Kind.DATETIME
                || !(ArrayColumns.typeOf(times.dtype()) instanceof ArrowType.Timestamp plain)) {
            throw new UnsupportedPandasException(
                    where + " has a zone and is of dtype " + times.dtype() + ", which is not read");
        }
        var type = new ArrowType.Timestamp(plain.getUnit(), zone);
        return new NumpyColumns(workspace)
                .of(times, where, type).stream()
                        .map(values -> new Values(values.content(), values.dtype(), Map.of("timezone", zone)))
                        .toList();
    }

    /// A zone's name; null if it is of a kind that has none.
    private static @Nullable String zone(@Nullable Object zone) {
        if (zone instanceof ZoneOffset offset) {
            return offset.getTotalSeconds() == 0 ? "UTC" : offset.getTotalSeconds() % 60 == 0 ? offset.getId() : null;
        }
        if (!(zone instanceof PyObject object)) {
            return null;
        }
        Object function = object.function();
        boolean isZoneInfo = function instanceof PyObject method
                && method.isOf("builtins", "getattr")
                && new PyGlobal("zoneinfo", "ZoneInfo").equals(Parts.argument(method, 0))
                && "_unpickle".equals(Parts.argument(method, 1));
        if (isZoneInfo) {
            return Parts.argument(zone, 0) instanceof String name ? name : null;
        }
        if (object.isOf("pytz", "_UTC")) {
            return "UTC";
        }
        return object.isOf("pytz", "_p") && Parts.argument(zone, 0) instanceof String name ? name : null;
    }

    private Values categorical(@Nullable Object dtype, @Nullable Object codes, String where) {
        if (!(codes instanceof NDArray array)
                || array.ndim() != 1
                || array.dtype().kind() != Kind.INT) {
            throw new MalformedPandasException(
                    where + " has codes that are " + Parts.describe(codes) + ", expected integers of one axis");
        }
        List<IndexReader.Level> levels = indexes.levels(Parts.attribute(dtype, "categories"), "categories of " + where);
        if (levels.size() != 1) {
            throw new UnsupportedPandasException(where + " has categories of a MultiIndex, which is not read");
        }
        boolean isOrdered = Boolean.TRUE.equals(Parts.attribute(dtype, "ordered"));
        Values categories = levels.get(0).values(workspace);
        Content content = new Codes(workspace, where).encoded(array, categories.content(), isOrdered);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("num_categories", categories.content().length());
        details.put("ordered", isOrdered);
        return new Values(content, NumpyColumns.name(array.dtype()), details);
    }

    private Values masked(@Nullable Object array, String where) {
        if (!(Parts.attribute(array, "_data") instanceof NDArray data)
                || !(Parts.attribute(array, "_mask") instanceof NDArray mask)) {
            throw new MalformedPandasException(where + " has no data and mask");
        }
        Content content = new NumpyColumns(workspace).masked(data, mask, where);
        String name = NumpyColumns.name(data.dtype());
        String dtype = data.dtype().kind() == Kind.BOOL
                ? "boolean"
                : name.startsWith("u")
                        ? "UI" + name.substring(2)
                        : Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return new Values(content, dtype);
    }

    private Values arrow(@Nullable Object array, String where) {
        Content content = new PyArrowColumns(workspace, where).of(Parts.attribute(array, "_pa_array"));
        return new Values(content, dtype(Parts.attribute(array, "_dtype"), content.field()));
    }

    /// What pandas prints as the dtype of texts, and of what Arrow holds.
    private static String dtype(@Nullable Object dtype, @Nullable Field field) {
        if (Parts.isObject(dtype, "StringDtype")) {
            Object missing = Parts.argument(dtype, 1);
            return missing instanceof Double ? "str" : "string";
        }
        if (field == null || !Parts.isObject(dtype, "ArrowDtype")) {
            return "string";
        }
        return ArrowDtypeNames.of(field) + "[pyarrow]";
    }
}
