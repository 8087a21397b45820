package dev.ndwire.arrow.table;

import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// One column of a table: a view, usable until the table is closed.
///
/// Immutable; threads as for its table.
public final class Column {
    private final Table table;
    private final Field field;
    private final int index;

    Column(Table table, Field field, int index) {
        this.table = table;
        this.field = field;
        this.index = index;
    }

    /// The column's name.
    ///
    /// @return the name in the schema
    public String name() {
        return field.getName();
    }

    /// Name, type and metadata.
    ///
    /// @return the field in the schema
    public Field field() {
        return field;
    }

    /// The type as pyarrow names it.
    ///
    /// @return as in `timestamp[ns, tz=UTC]` or `dictionary<values=string, indices=int8, ordered=0>`
    /// @throws IllegalStateException if the table is closed
    public String typeName() {
        return TypeNames.of(table, index);
    }

    /// The number of elements that are null; of encoded ones, those whose index is.
    ///
    /// @return at least 0
    /// @throws IllegalStateException if the table is closed
    public long nullCount() {
        return table.batches().stream()
                .mapToLong(batch -> batch.nulls().of(batch.root().getVector(index)))
                .sum();
    }

    /// The number of elements.
    ///
    /// @return the table's number of rows
    public long size() {
        return table.rowCount();
    }

    /// The elements by batches.
    ///
    /// @return one vector a batch; they belong to the table and are not to be changed or closed
    /// @throws IllegalStateException if the table is closed
    public List<FieldVector> vectors() {
        return table.batches().stream()
                .map(batch -> batch.root().getVector(index))
                .toList();
    }

    /// One element as a value of Java.
    ///
    /// | Arrow | Java |
    /// |---|---|
    /// | bool | [Boolean] |
    /// | int8, int16, int32, int64 | [Byte], [Short], [Integer], [Long] |
    /// | uint8, uint16; uint32; uint64 | [Integer]; [Long]; [java.math.BigInteger] |
    /// | float16, float32; float64 | [Float]; [Double] |
    /// | decimals | [java.math.BigDecimal] |
    /// | texts | [String] |
    /// | binaries | [dev.ndwire.core.value.Bytes] |
    /// | dates, times | [java.time.LocalDate], [java.time.LocalTime] |
    /// | timestamps without and with a zone | [java.time.LocalDateTime], [java.time.ZonedDateTime] |
    /// | durations, day intervals | [java.time.Duration] |
    /// | year and month intervals | [java.time.Period], [org.apache.arrow.vector.PeriodDuration] |
    /// | lists | [List] |
    /// | structs, maps | [java.util.Map], in their order |
    /// | dictionaries, runs, unions, extensions | what the element is |
    ///
    /// @param row from 0 up to `size() - 1`
    /// @return the element, or null where there is none
    /// @throws IndexOutOfBoundsException if there is no such row
    /// @throws java.time.DateTimeException if it is a time that java.time does not hold
    /// @throws IllegalStateException if the table is closed
    public @Nullable Object get(long row) {
        return table.value(index, row);
    }

    /// All elements as values of Java, in order.
    ///
    /// @return a stream that reads while it is used; the table must be open until then
    /// @throws IllegalStateException if the table is closed
    public Stream<@Nullable Object> values() {
        return table.batches().stream().flatMap(batch -> {
            var values = new Values(batch.dictionaries());
            FieldVector vector = batch.root().getVector(index);
            return IntStream.range(0, batch.rowCount()).mapToObj(row -> values.get(vector, row));
        });
    }

    /// The column as an array over the same memory.
    ///
    /// Integers and floats keep their dtype, timestamps, date64 and durations are `datetime64` and `timedelta64` of
    /// their unit, fixed size binaries are `V`; a list of fixed size adds an axis, `arrow.fixed_shape_tensor` all of
    /// its own.
    ///
    /// @return a read-only array, rows first, usable until the table is closed
    /// @throws IllegalArgumentException if the column has nulls, is in several batches, or numpy lays its elements out
    ///     otherwise; the message says what to call instead
    /// @throws IllegalStateException if the table is closed
    public NDArray array() {
        return table.arrays(index).view();
    }

    /// Copies the column into an array that the garbage collector frees: also several batches, bool and date32.
    ///
    /// @return an array, rows first; what is null is any value, but `NaT` of times
    /// @throws IllegalArgumentException if no dtype is like the column's type
    /// @throws IllegalStateException if the table is closed
    public NDArray toArray() {
        return toArray(Arena.ofAuto());
    }

    /// Copies the column into an array: also several batches, bool and date32.
    ///
    /// @param memory has the array
    /// @return an array, rows first; what is null is any value, but `NaT` of times
    /// @throws IllegalArgumentException if no dtype is like the column's type
    /// @throws IllegalStateException if the table is closed
    public NDArray toArray(SegmentAllocator memory) {
        return table.arrays(index).copy(memory);
    }

    /// The column as an array with its nulls masked.
    ///
    /// @return an array whose data are the column's memory where [#array] could give it, else a copy; the mask, which
    ///     is left out where there are no nulls, is freed by the garbage collector
    /// @throws IllegalArgumentException if no dtype is like the column's type
    /// @throws IllegalStateException if the table is closed
    public MaskedArray maskedArray() {
        return table.arrays(index).masked(Arena.ofAuto());
    }
}
