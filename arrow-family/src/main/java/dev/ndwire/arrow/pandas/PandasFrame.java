package dev.ndwire.arrow.pandas;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A frame taken apart.
///
/// @param rowCount how many rows it has
/// @param columns its columns, and behind them those of its index
/// @param indexColumns for each level of the index: the name of its column, or the range that it is
/// @param labels for each level of the columns' index: what it is
/// @param attributes `attrs`, as JSON
record PandasFrame(
        long rowCount, List<Column> columns, List<Object> indexColumns, List<Labels> labels, String attributes) {
    // Each takes some hundred bytes here, and one without rows none in the pickle.
    private static final int MAX_COLUMNS = 1 << 20;

    /// Checks how many columns there are before any is made.
    ///
    /// @throws UnsupportedPandasException if there are too many
    static void checkColumns(long count, String where) {
        if (count > MAX_COLUMNS) {
            throw new UnsupportedPandasException(where + " has " + count + " columns, allowed are " + MAX_COLUMNS);
        }
    }

    /// Values of one dtype.
    ///
    /// @param content the values
    /// @param dtype what pandas prints as the dtype; of categoricals that of the codes, of times without the zone
    /// @param details what the metadata adds to the dtype, such as the zone; empty if there is nothing
    record Values(Content content, String dtype, Map<String, Object> details) {
        Values(Content content, String dtype) {
            this(content, dtype, Map.of());
        }

        Values withContent(Content other) {
            return new Values(other, dtype, details);
        }
    }

    /// @param name what pandas calls it, as text; null if it has no name
    /// @param fieldName what the table calls it
    /// @param values its elements
    record Column(@Nullable String name, String fieldName, Values values) {}

    /// One level of the columns' index.
    ///
    /// @param name the level's own name: what JSON has
    /// @param type what kind of labels there are
    /// @param dtype what pandas prints as their dtype
    /// @param details what the metadata adds to that; empty if there is nothing
    record Labels(@Nullable Object name, String type, String dtype, Map<String, Object> details) {}

    /// `RangeIndex`.
    record Range(@Nullable Object name, long start, long stop, long step) {
        /// How many numbers there are, as Python's `len(range(…))`.
        ///
        /// @throws MalformedPandasException if these are no range, or more than a table can have rows
        long size() {
            if (step == 0) {
                throw new MalformedPandasException("RangeIndex has step 0");
            }
            boolean isEmpty = step > 0 ? start >= stop : start <= stop;
            if (isEmpty) {
                return 0;
            }
            try {
                long last = Math.subtractExact(step > 0 ? stop : start, step > 0 ? start : stop) - 1;
                return last / Math.absExact(step) + 1;
            } catch (ArithmeticException e) {
                throw new MalformedPandasException("RangeIndex from " + start + " to " + stop + " is longer than 2^63");
            }
        }
    }
}
