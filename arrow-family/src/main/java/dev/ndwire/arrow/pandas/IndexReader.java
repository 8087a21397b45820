package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.pandas.PandasFrame.Range;
import dev.ndwire.arrow.pandas.PandasFrame.Values;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Indexes of pandas.
///
/// ```text
///   _new_Index(class, {data, name})                                   and _new_DatetimeIndex, _new_TimedeltaIndex
///   _new_Index(RangeIndex, {name, start, stop, step})
///   _new_Index(MultiIndex, {levels, codes, sortorder, names})
/// ```
final class IndexReader {
    private static final int MAX_DEPTH = 16;
    // A range takes no bytes in the pickle, but 8 a number here.
    private static final int MAX_NUMBERS = 1 << 24;
    private static final Set<String> NUMPY_INTEGERS =
            Set.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64");
    // What they were before they became plain indexes.
    private static final Set<String> PLAIN = Set.of(
            "Index",
            "CategoricalIndex",
            "DatetimeIndex",
            "TimedeltaIndex",
            "Int64Index",
            "UInt64Index",
            "Float64Index");

    private final Workspace workspace;
    private final ArrayReader arrays;
    private int depth;

    IndexReader(Workspace workspace) {
        this.workspace = workspace;
        this.arrays = new ArrayReader(workspace, this);
    }

    ArrayReader arrays() {
        return arrays;
    }

    /// One level of an index.
    ///
    /// @param name what pandas calls it: what JSON has
    /// @param range the numbers that it is, else null
    /// @param given its values where it is no range
    record Level(
            @Nullable Object name,
            @Nullable Range range,
            @Nullable Values given) {
        long size() {
            return range != null
                    ? range.size()
                    : given == null ? 0 : given.content().length();
        }

        /// The level's values, made where it is a range.
        Values values(Workspace workspace) {
            return given == null ? numbers(workspace) : given;
        }

        private Values numbers(Workspace workspace) {
            long size = size();
            if (range == null || size > MAX_NUMBERS) {
                throw new UnsupportedPandasException(
                        "RangeIndex of values has " + size + " of them, allowed are " + MAX_NUMBERS);
            }
            MemorySegment numbers = workspace.allocate(size * Long.BYTES);
            for (long i = 0; i < size; i++) {
                numbers.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, range.start() + i * range.step());
            }
            Field field = Field.nullable("", new ArrowType.Int(Long.SIZE, true));
            return new Values(Content.of(field, size, 0, Content.NO_BYTES, numbers), "int64");
        }
    }

    /// Reads an index.
    ///
    /// @param index what the pickle has
    /// @param where names it in errors
    /// @return its levels, at least one unless it is a multi index without any
    List<Level> levels(@Nullable Object index, String where) {
        boolean isIndex = Parts.isObject(index, "_new_Index")
                || Parts.isObject(index, "_new_DatetimeIndex")
                || Parts.isObject(index, "_new_TimedeltaIndex");
        if (!isIndex
                || !(Parts.argument(index, 0) instanceof PyGlobal type)
                || !(Parts.argument(index, 1) instanceof PyDict parts)) {
            throw new UnsupportedPandasException(where + " is " + Parts.describe(index) + ", which is not read");
        }
        if (++depth > MAX_DEPTH) {
            throw new MalformedPandasException(
                    where + " has categories within categories, more than " + MAX_DEPTH + " deep");
        }
        try {
            return levels(type, parts, where);
        } finally {
            depth--;
        }
    }

    private List<Level> levels(PyGlobal type, PyDict parts, String where) {
        if (!Parts.isOfPandas(type)) {
            throw new UnsupportedPandasException(where + " is a " + type + ", which is not read");
        }
        if (type.name().equals("RangeIndex")) {
            return List.of(new Level(name(parts.get("name"), where), range(parts, where), null));
        }
        if (type.name().equals("MultiIndex")) {
            return multi(parts, where);
        }
        if (!PLAIN.contains(type.name())) {
            throw new UnsupportedPandasException(where + " is a " + type + ", which is not read");
        }
        return List.of(new Level(name(parts.get("name"), where), null, arrays.one(parts.get("data"), where)));
    }

    private static Range range(PyDict parts, String where) {
        return new Range(
                name(parts.get("name"), where),
                Parts.number(parts.get("start"), where + "'s start"),
                Parts.number(parts.get("stop"), where + "'s stop"),
                Parts.number(parts.get("step"), where + "'s step"));
    }

    private static @Nullable Object name(@Nullable Object name, String where) {
        boolean isSimple = name == null || name instanceof String || name instanceof Long;
        if (!isSimple) {
            throw new UnsupportedPandasException(where + " has name " + Parts.describe(name) + ", which is not read");
        }
        return name;
    }

    private List<Level> multi(PyDict parts, String where) {
        List<?> levels = Parts.list(parts.get("levels"), where + "'s levels");
        List<?> codes = Parts.list(parts.get("codes"), where + "'s codes");
        List<?> names = Parts.list(parts.get("names"), where + "'s names");
        if (levels.size() != codes.size() || levels.size() != names.size()) {
            throw new MalformedPandasException(where + " has " + levels.size() + " levels, codes for " + codes.size()
                    + " and names for " + names.size());
        }
        List<Level> all = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            String level = "level " + i + " of " + where;
            all.add(new Level(name(names.get(i), level), null, taken(levels.get(i), codes.get(i), level)));
            if (all.get(i).size() != all.get(0).size()) {
                throw new MalformedPandasException(level + " has " + all.get(i).size() + " codes, the first has "
                        + all.get(0).size());
            }
        }
        return all;
    }

    private Values taken(@Nullable Object level, @Nullable Object codes, String where) {
        List<Level> inner = levels(level, where);
        if (inner.size() != 1
                || !(codes instanceof NDArray positions)
                || positions.ndim() != 1
                || positions.dtype().kind() != Kind.INT) {
            throw new MalformedPandasException(
                    where + " has codes that are " + Parts.describe(codes) + ", expected integers of one axis");
        }
        Values values = inner.get(0).values(workspace);
        Content taken = new Codes(workspace, where).taken(positions, values.content());
        boolean hasMissing = taken.nodes().get(1) > 0;
        boolean isOfNumpy = NUMPY_INTEGERS.contains(values.dtype())
                && values.content().dictionaries().isEmpty();
        if (hasMissing && isOfNumpy) {
            return new Values(new Taken(workspace, where).asDoubles(taken), "float64");
        }
        if (hasMissing && values.dtype().equals("bool")) {
            return new Values(taken, "object");
        }
        return values.withContent(taken);
    }
}
