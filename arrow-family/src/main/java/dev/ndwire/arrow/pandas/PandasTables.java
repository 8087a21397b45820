package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.ipc.BatchFrames;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyObject;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Reads dataframes of pandas that Python pickled as tables.
///
/// A pickled `DataFrame` or `Series` arrives as a [PyObject], and goes back as it came. Nothing changes that: reading
/// it as a table is a call that the user makes, and a table is sent as a `pyarrow.Table`, whose `to_pandas()` is the
/// frame again.
///
/// The table is the one that `pyarrow.Table.from_pandas(frame)` makes: the same names, types, nulls (what is `NaN`,
/// `NaT`, `NA` or `None` in pandas) and the same `pandas` metadata, in which only who wrote it differs. A series is a
/// frame of one column. Levels of an index are columns behind those of the frame; a `RangeIndex` is in the metadata
/// only.
///
/// **Read:** numbers, bool, datetimes with zones and without, timedeltas, categoricals (as dictionaries), strings (held
/// by Arrow or as objects), objects that are all bool, numbers, bytes or dates, nullable integers, floats and bool,
/// `ArrowDtype` but extensions, run-end encoded ones and unions; plain, multi, range, time and categorical indexes, of
/// rows and of columns. What else there is, such as periods, intervals, sparse columns and objects of mixed types, is
/// an [UnsupportedPandasException], and the pickle is as good as before.
///
/// **Memory.** A column's values are not copied where pandas holds them as Arrow does and they came in a lease:
/// numbers, times, codes of categoricals, and everything that Arrow holds. Bool, Python's objects, levels of a multi
/// index and blocks whose columns are not contiguous are. Floats and times are looked at once, for what is missing.
///
/// All methods may be called by any thread.
public final class PandasTables {
    private PandasTables() {}

    /// Says whether a value is a dataframe or series of pandas; whether it can be read as a table is not looked at.
    ///
    /// @param value what was received
    /// @return whether it is a pickled `pandas.DataFrame` or `pandas.Series`
    public static boolean isPandas(@Nullable Object value) {
        return Parts.isObject(value, "DataFrame") || Parts.isObject(value, "Series");
    }

    /// Reads a dataframe or series as a table of one batch.
    ///
    /// @param value a [PyObject] that was received; it stays as it is
    /// @param memory the lease of the message: values that lie in it are viewed, and the table is closed with it; where
    ///     this is no lease, all values are copied
    /// @return a table that the caller closes; if the lease is closed first, that closes it
    /// @throws UnsupportedPandasException if it is neither, or has something that a table does not show; the message
    ///     says what and where
    /// @throws dev.ndwire.core.value.MalformedException if its parts contradict each other
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if there is no memory for what is copied
    /// @throws IllegalStateException if the lease is closed, or the JVM was started without what Arrow needs
    public static Table of(@Nullable Object value, SegmentAllocator memory) {
        if (!isPandas(value) || !(value instanceof PyObject object)) {
            throw new UnsupportedPandasException(
                    "value is " + Parts.describe(value) + ", no DataFrame or Series of pandas");
        }
        if (memory instanceof Lease lease && lease != Lease.none()) {
            return table(object, new Workspace(lease), memory);
        }
        // What is made on the way is needed until the table has its copies.
        try (Lease passing = Lease.beside(memory)) {
            return table(object, new Workspace(passing), memory);
        }
    }

    private static Table table(PyObject object, Workspace workspace, SegmentAllocator memory) {
        PandasFrame frame = Parts.isObject(object, "DataFrame")
                ? new FrameReader(workspace).frame(object)
                : new FrameReader(workspace).series(object);
        List<Field> fields = new ArrayList<>();
        List<Content> contents = new ArrayList<>();
        for (PandasFrame.Column column : frame.columns()) {
            Content content = column.values().content().named(column.fieldName());
            contents.add(content);
            fields.add(content.field());
        }
        var schema = new Schema(fields, Map.of("pandas", PandasMetadata.of(frame)));
        return Table.ofFrames(frames(schema, contents, frame.rowCount()), memory);
    }

    /// Puts columns together as a batch.
    static BatchFrames frames(Schema schema, List<Content> columns, long rowCount) {
        List<BatchFrames.Part> parts = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        int dictionary = 0;
        for (Content column : columns) {
            for (Content values : column.dictionaries()) {
                parts.add(values.part(dictionary++, values.length(), frames));
            }
        }
        parts.add(Content.part(columns, rowCount, frames));
        return new BatchFrames(Bytes.of(schema.serializeAsMessage()), parts, frames);
    }
}
