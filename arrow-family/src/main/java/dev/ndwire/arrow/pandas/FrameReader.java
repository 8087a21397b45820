package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.pandas.PandasFrame.Column;
import dev.ndwire.arrow.pandas.PandasFrame.Labels;
import dev.ndwire.arrow.pandas.PandasFrame.Values;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PySlice;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes frames and series apart.
///
/// ```text
///   DataFrame   state {_mgr: BlockManager((block, …), [columns, index]), attrs, …}
///   block       _unpickle_block(array, which columns: slice or integers, 2)
///   Series      state {_mgr: SingleBlockManager, state ([index], [array], …), _name, attrs, …}
/// ```
final class FrameReader {
    private final Workspace workspace;
    private final IndexReader indexes;

    FrameReader(Workspace workspace) {
        this.workspace = workspace;
        this.indexes = new IndexReader(workspace);
    }

    PandasFrame frame(PyObject object) {
        Object manager = Parts.attribute(object, "_mgr");
        if (!Parts.isObject(manager, "BlockManager") || Parts.arguments(manager).size() != 2) {
            throw new UnsupportedPandasException(
                    "DataFrame is held by " + Parts.describe(manager) + ", which is not read");
        }
        List<?> axes = Parts.list(Parts.argument(manager, 1), "axes of the frame");
        if (axes.size() != 2) {
            throw new MalformedPandasException("frame has " + axes.size() + " axes, expected 2");
        }
        List<IndexReader.Level> labels = indexes.levels(axes.get(0), "index of columns");
        List<Values> values = columns(Parts.list(Parts.argument(manager, 0), "blocks of the frame"));
        List<String> names = LabelReader.names(labels, values.size());
        return assembled(
                names,
                values,
                LabelReader.described(labels),
                indexes.levels(axes.get(1), "index"),
                Parts.attribute(object, "attrs"));
    }

    PandasFrame series(PyObject object) {
        Object state = Parts.state(Parts.attribute(object, "_mgr"));
        List<?> axes = Parts.list(Parts.at(state, 0), "axes of the series");
        List<?> arrays = Parts.list(Parts.at(state, 1), "arrays of the series");
        if (axes.size() != 1 || arrays.size() != 1) {
            throw new MalformedPandasException(
                    "series has " + axes.size() + " axes and " + arrays.size() + " arrays, expected one each");
        }
        Object name = Parts.attribute(object, "_name");
        Labels label = label(name);
        return assembled(
                List.of(name == null ? "0" : name.toString()),
                List.of(indexes.arrays().one(arrays.get(0), "series")),
                List.of(label),
                indexes.levels(axes.get(0), "index"),
                Parts.attribute(object, "attrs"));
    }

    private static Labels label(@Nullable Object name) {
        if (name == null || name instanceof Long) {
            return new Labels(null, "int64", "int64", Map.of());
        }
        if (name instanceof String) {
            return LabelReader.ofTexts(null, "str");
        }
        throw new UnsupportedPandasException("series has name " + Parts.describe(name) + ", which is not read");
    }

    /// The columns of all blocks, each at its place.
    private List<Values> columns(List<?> blocks) {
        List<Values> unordered = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            String where = "block " + i;
            if (!Parts.isObject(blocks.get(i), "_unpickle_block")) {
                throw new UnsupportedPandasException(
                        where + " is " + Parts.describe(blocks.get(i)) + ", which is not read");
            }
            List<Values> rows = indexes.arrays().read(Parts.argument(blocks.get(i), 0), where);
            unordered.addAll(rows);
            PandasFrame.checkColumns(unordered.size(), "frame");
            addPlaces(Parts.argument(blocks.get(i), 1), rows.size(), where, places);
        }
        @Nullable Values[] ordered = new Values[unordered.size()];
        for (int i = 0; i < ordered.length; i++) {
            long place = places.get(i);
            if (place < 0 || place >= ordered.length || ordered[(int) place] != null) {
                throw new MalformedPandasException("blocks have " + ordered.length + " columns, one is put at " + place
                        + (place < 0 || place >= ordered.length ? "" : " like another"));
            }
            ordered[(int) place] = unordered.get(i);
        }
        List<Values> columns = new ArrayList<>();
        for (Values column : ordered) {
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }

    private static void addPlaces(@Nullable Object placement, int count, String where, List<Long> places) {
        if (placement instanceof PySlice slice
                && slice.start() instanceof Long start
                && slice.step() instanceof Long step) {
            for (long i = 0; i < count; i++) {
                places.add(start + i * step);
            }
        } else if (placement instanceof NDArray array
                && array.ndim() == 1
                && array.size() == count
                && array.dtype().kind() == Kind.INT) {
            NDArray numbers = array.astype(DType.INT64);
            for (long i = 0; i < count; i++) {
                places.add(numbers.getLong(i));
            }
        } else {
            throw new MalformedPandasException(
                    where + " has " + count + " columns, and its placement is " + Parts.describe(placement));
        }
    }

    private PandasFrame assembled(
            List<String> names,
            List<Values> values,
            List<Labels> labels,
            List<IndexReader.Level> index,
            @Nullable Object attributes) {
        if (index.isEmpty()) {
            throw new MalformedPandasException("index has no levels");
        }
        long rowCount = index.get(0).size();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            long length = values.get(i).content().length();
            if (length != rowCount) {
                throw new MalformedPandasException(
                        "column '" + names.get(i) + "' has " + length + " rows, the index has " + rowCount);
            }
            columns.add(new Column(names.get(i), names.get(i), values.get(i)));
        }
        List<Object> indexColumns = new ArrayList<>();
        Set<String> taken = new HashSet<>(names);
        for (int i = 0; i < index.size(); i++) {
            indexColumns.add(added(index.get(i), i, taken, columns));
        }
        boolean hasAttributes = attributes instanceof PyDict && PythonJson.isJson(attributes);
        return new PandasFrame(
                rowCount, columns, indexColumns, labels, hasAttributes ? PythonJson.of(attributes) : "{}");
    }

    /// Adds a column for a level of the index, unless it is a range.
    private Object added(IndexReader.Level level, int position, Set<String> taken, List<Column> columns) {
        if (level.range() != null) {
            return level.range();
        }
        String name = level.name() == null ? null : level.name().toString();
        String fieldName = name == null || taken.contains(name) ? unused(position, taken) : name;
        taken.add(fieldName);
        columns.add(new Column(name, fieldName, level.values(workspace)));
        return fieldName;
    }

    private static String unused(int position, Set<String> taken) {
        int at = position;
        while (taken.contains("__index_level_" + at + "__")) {
            at++;
        }
        return "__index_level_" + at + "__";
    }
}
