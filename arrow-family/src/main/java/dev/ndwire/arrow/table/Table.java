package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.ipc.BatchFrames;
import dev.ndwire.arrow.ipc.BatchParts;
import dev.ndwire.arrow.ipc.Batches;
import dev.ndwire.arrow.ipc.FileWriter;
import dev.ndwire.arrow.ipc.StreamReader;
import dev.ndwire.arrow.ipc.StreamWriter;
import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.arrow.numpy.ColumnArrays;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.value.ByteSized;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Named columns of one length, in batches: pyarrow's `Table`, over vectors of Arrow Java.
///
/// **Memory.** A table owns its vectors and releases them when it is closed. The vectors of a table that was received
/// view the received bytes: closing the lease, and whatever holds it, closes the table first. What `select` and `slice`
/// give is a table of its own, over the same buffers, and is closed by itself. A table that is dropped without being
/// closed gives its memory back when the garbage collector finds it.
///
/// **Use after closing** is an [IllegalStateException] for everything but the schema and the number of rows.
///
/// **Threads.** A table never changes; its vectors must not be changed either. Any thread may read it, at any time, as
/// long as none closes it meanwhile.
public final class Table implements AutoCloseable, ByteSized {
    private final Schema schema;
    private final List<Batch> batches;
    private final Batches content;
    private final long rowCount;

    /// The first row of each batch.
    private final long[] starts;

    private final BufferMemory memory;
    private boolean isClosed;

    private Table(Batches content, BufferMemory memory) {
        this.memory = memory;
        this.schema = content.schema();
        this.batches = content.batches();
        this.content = content;
        this.starts = new long[batches.size()];
        long rows = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = rows;
            rows += batches.get(i).rowCount();
        }
        this.rowCount = rows;
    }

    /// Makes a table of batches.
    ///
    /// @param content batches of one schema; the table closes them
    /// @return a table that owns the vectors
    public static Table of(Batches content) {
        return new Table(content, BufferMemory.in(Lease.none()));
    }

    /// Makes a table of vectors without dictionaries.
    ///
    /// @param root the vectors; the table closes them
    /// @return a table of one batch that owns the vectors
    public static Table of(VectorSchemaRoot root) {
        var batch = new Batch(root, new DictionaryProvider.MapDictionaryProvider());
        return of(new Batches(root.getSchema(), List.of(batch), batch.dictionaries(), List.of()));
    }

    /// Makes a table of batches in memory of its own.
    ///
    /// @param content batches of one schema; the table closes them
    /// @param memory where their buffers lie; the table closes it
    /// @return a table that owns the vectors
    public static Table of(Batches content, BufferMemory memory) {
        return new Table(content, memory);
    }

    /// Reads a table from the bytes of an IPC stream.
    ///
    /// @param stream the bytes, from the schema on
    /// @param memory where the bytes may lie: what is in a [Lease] is viewed, anything else is copied
    /// @return a table that the caller closes; if the lease is closed first, that closes it
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if the bytes are no such stream
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Table ofStream(MemorySegment stream, SegmentAllocator memory) {
        BufferMemory buffers = BufferMemory.in(memory);
        return new Table(StreamReader.read(stream, buffers), buffers).closedWith(memory);
    }

    /// Makes a table of the frames of the family `arrow`.
    ///
    /// @param frames what [#toFrames] gave, perhaps in another process
    /// @param memory where the frames may lie: what is in a [Lease] is viewed, anything else is copied
    /// @return a table that the caller closes; if the lease is closed first, that closes it
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if schema, parts and frames do not go together
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Table ofFrames(BatchFrames frames, SegmentAllocator memory) {
        BufferMemory buffers = BufferMemory.in(memory);
        return new Table(frames.read(buffers), buffers).closedWith(memory);
    }

    /// Has the table closed before memory goes.
    ///
    /// @param memory a lease; anything else closes nothing
    /// @return this table
    public Table closedWith(SegmentAllocator memory) {
        if (memory instanceof Lease lease) {
            lease.onEnd(this::close);
        }
        return this;
    }

    /// What the columns are.
    ///
    /// @return names, types and metadata; a column that is encoded has the type of its indices
    public Schema schema() {
        return schema;
    }

    /// The number of rows.
    ///
    /// @return the sum of all batches
    public long rowCount() {
        return rowCount;
    }

    /// The number of columns.
    ///
    /// @return at least 0
    public int columnCount() {
        return schema.getFields().size();
    }

    /// The rows by batches, each with all columns.
    ///
    /// @return vectors that belong to this table; not to be changed or closed
    /// @throws IllegalStateException if the table is closed
    public synchronized List<Batch> batches() {
        requireOpen();
        return batches;
    }

    /// Finds a column by its name.
    ///
    /// @param name a name that one column has
    /// @return the column, a view of this table
    /// @throws IllegalArgumentException if no column, or several, have the name
    /// @throws IllegalStateException if the table is closed
    public Column column(String name) {
        return column(indexOf(name));
    }

    private int indexOf(String name) {
        return Row.indexOf(schema, name);
    }

    /// Finds a column by its position.
    ///
    /// @param index from 0 up to `columnCount() - 1`
    /// @return the column, a view of this table
    /// @throws IndexOutOfBoundsException if there is none
    /// @throws IllegalStateException if the table is closed
    public synchronized Column column(int index) {
        requireOpen();
        return new Column(this, schema.getFields().get(index), index);
    }

    /// One cell; see [Column#get].
    @Nullable
    Object value(int column, long row) {
        List<Batch> open = batches();
        if (row < 0 || row >= rowCount) {
            throw new IndexOutOfBoundsException("row " + row + " is not within a table of " + rowCount + " rows");
        }
        int index = batchOf(row);
        Batch batch = open.get(index);
        return new Values(batch.dictionaries()).get(batch.root().getVector(column), (int) (row - starts[index]));
    }

    /// The batch that has a row: of several that start there, the last, since the others are empty.
    private int batchOf(long row) {
        int low = 0;
        int high = starts.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= row) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// One row.
    ///
    /// @param row from 0 up to `rowCount() - 1`
    /// @return its values; a copy that outlives the table
    /// @throws IndexOutOfBoundsException if there is no such row
    /// @throws java.time.DateTimeException if a value is a time that java.time does not hold
    /// @throws IllegalStateException if the table is closed
    public Row row(long row) {
        List<Batch> open = batches();
        int index = batchOf(Objects.checkIndex(row, rowCount));
        return row(open.get(index), (int) (row - starts[index]));
    }

    private Row row(Batch batch, int row) {
        var values = new Values(batch.dictionaries());
        return new Row(
                schema,
                batch.root().getFieldVectors().stream()
                        .map(vector -> values.get(vector, row))
                        .toArray());
    }

    /// All rows, in order.
    ///
    /// @return a stream that reads while it is used; the table must be open until then
    /// @throws IllegalStateException if the table is closed
    public Stream<Row> rows() {
        return batches().stream()
                .flatMap(batch -> IntStream.range(0, batch.rowCount()).mapToObj(row -> row(batch, row)));
    }

    /// All rows as records whose components have the names of columns.
    ///
    /// @param <R> the record
    /// @param type its class, within reach of this library: public, in an exported package
    /// @return a list of new records
    /// @throws IllegalArgumentException if a component has no column of its name, or a value does not fit its type; the
    ///     message says which
    /// @throws IllegalStateException if the table is closed
    public <R extends Record> List<R> toRecords(Class<R> type) {
        return toRecords(type, MethodHandles.publicLookup());
    }

    /// All rows as records whose components have the names of columns.
    ///
    /// @param <R> the record
    /// @param type its class
    /// @param lookup what may reach its constructor: [MethodHandles#lookup] where the record is in reach
    /// @return a list of new records
    /// @throws IllegalArgumentException if a component has no column of its name, or a value does not fit its type; the
    ///     message says which
    /// @throws IllegalStateException if the table is closed
    public <R extends Record> List<R> toRecords(Class<R> type, MethodHandles.Lookup lookup) {
        return RecordReader.of(type, lookup).read(this);
    }

    /// Makes a table of records: a column for each component, of the type that [Columns] tells.
    ///
    /// @param <R> the record
    /// @param type its class, within reach of this library: public, in an exported package
    /// @param records the rows
    /// @return a table that the caller closes
    /// @throws IllegalArgumentException if a component is of a type that no column has, or a value does not fit; the
    ///     message says which
    public static <R extends Record> Table ofRecords(Class<R> type, List<R> records) {
        return ofRecords(type, MethodHandles.publicLookup(), records);
    }

    /// Makes a table of records: a column for each component, of the type that [Columns] tells.
    ///
    /// @param <R> the record
    /// @param type its class
    /// @param lookup what may reach its accessors: [MethodHandles#lookup] where the record is in reach
    /// @param records the rows
    /// @return a table that the caller closes
    /// @throws IllegalArgumentException if a component is of a type that no column has, or a value does not fit; the
    ///     message says which
    public static <R extends Record> Table ofRecords(Class<R> type, MethodHandles.Lookup lookup, List<R> records) {
        return RecordWriter.of(type, lookup).write(records);
    }

    /// Makes a table of arrays.
    ///
    /// @param arrays names and arrays of one length, in the order of the columns: each an [NDArray] or a masked array,
    ///     whose masked elements become null; a second axis is a list of fixed size, more are a tensor
    /// @param memory a lease: arrays that lie in it, in C order and little-endian, are viewed, and the table is closed
    ///     with it; anything else is copied, and so are all arrays where this is no lease
    /// @return a table that the caller closes
    /// @throws IllegalArgumentException if lengths differ, or no column is like an array; the message says which
    public static Table ofArrays(Map<String, ?> arrays, SegmentAllocator memory) {
        return ArrayTables.of(arrays, memory);
    }

    /// Makes a table of a structured array: a column for each field.
    ///
    /// @param array one axis of elements with fields, which are copied
    /// @return a table that the caller closes
    /// @throws IllegalArgumentException if it has no fields, or no column is like one of them; the message says which
    public static Table ofStruct(NDArray array) {
        return ArrayTables.ofStruct(array);
    }

    /// Makes a table of the columns of a matrix.
    ///
    /// @param names a name for each column
    /// @param matrix two axes, rows first; in Fortran order and in the lease, each column is a view
    /// @param memory as for [#ofArrays]
    /// @return a table that the caller closes
    /// @throws IllegalArgumentException if there are not as many names as columns, or no column is like the elements
    public static Table ofMatrix(List<String> names, NDArray matrix, SegmentAllocator memory) {
        return ArrayTables.ofMatrix(names, matrix, memory);
    }

    /// Copies all columns into a matrix.
    ///
    /// @param memory has the matrix
    /// @return rows first, in Fortran order, so that each column is contiguous
    /// @throws IllegalArgumentException if columns differ in dtype, have axes of their own, nulls, or a type that no
    ///     dtype is like
    /// @throws IllegalStateException if the table is closed
    public NDArray toMatrix(SegmentAllocator memory) {
        return ArrayTables.toMatrix(this, memory);
    }

    /// Copies all columns into a structured array: a field for each column.
    ///
    /// @param memory has the array
    /// @return one element a row
    /// @throws IllegalArgumentException if a column has nulls, or a type that no dtype is like
    /// @throws IllegalStateException if the table is closed
    public NDArray toStruct(SegmentAllocator memory) {
        return ArrayTables.toStruct(this, memory);
    }

    /// Makes a table of rows.
    ///
    /// @param schema the columns, of any type; those that a dictionary encodes have the type of its values here, as
    ///     messages have it
    /// @param rows for each row a value for each column, as [Column#get] gives them. An element of a union is of the
    ///     first type whose elements are of its class in Java; equal values that follow one another are one run
    /// @return a table that the caller closes
    /// @throws IllegalArgumentException if a row has another number of values, or a value does not fit its column; the
    ///     message says which
    public static Table ofRows(Schema schema, List<? extends List<? extends @Nullable Object>> rows) {
        return RowWriter.write(BatchParts.usable(schema), null, rows);
    }

    /// Makes a table of the same columns and other rows.
    ///
    /// Dictionaries keep their values, and the indices of these; new values come behind them.
    ///
    /// @param rows as for [#ofRows]
    /// @return a table of one batch, which the caller closes
    /// @throws IllegalArgumentException as for [#ofRows]
    /// @throws IllegalStateException if this table is closed
    public Table withRows(List<? extends List<? extends @Nullable Object>> rows) {
        return withParts(parts -> RowWriter.write(parts.schema(), content.dictionaries(), rows));
    }

    /// Makes a table of the same columns and of records: what is a dictionary, a union or runs here stays so.
    ///
    /// @param <R> the record
    /// @param type its class; each component has the name of a column, and columns that none is called are null
    /// @param lookup what may reach its accessors: [MethodHandles#lookup] where the record is in reach
    /// @param records the rows
    /// @return a table of one batch, which the caller closes
    /// @throws IllegalArgumentException if a component has no column of its name, or a value does not fit; the message
    ///     says which
    /// @throws IllegalStateException if this table is closed
    public <R extends Record> Table withRecords(Class<R> type, MethodHandles.Lookup lookup, List<R> records) {
        return RecordWriter.of(type, lookup).write(this, records);
    }

    /// Keeps some columns.
    ///
    /// @param names which, in their new order
    /// @return a table over the same buffers, which the caller closes
    /// @throws IllegalArgumentException if no column, or several, have a name
    /// @throws IllegalStateException if the table is closed
    public Table select(String... names) {
        int[] columns = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            columns[i] = indexOf(names[i]);
        }
        return part(columns, 0, rowCount);
    }

    /// Keeps a range of rows.
    ///
    /// @param start the first row
    /// @param length how many
    /// @return a table over the same buffers, which the caller closes; only bitmaps that do not start at a whole byte
    ///     are copied
    /// @throws IndexOutOfBoundsException if the range is not within the rows
    /// @throws IllegalStateException if the table is closed
    public Table slice(long start, long length) {
        if (start < 0 || length < 0 || start > rowCount - length) {
            throw new IndexOutOfBoundsException(
                    length + " rows from " + start + " on are not within a table of " + rowCount + " rows");
        }
        return part(IntStream.range(0, columnCount()).toArray(), start, length);
    }

    private synchronized Table part(int[] columns, long start, long length) {
        requireOpen();
        List<Batch> parts = new ArrayList<>();
        Set<FieldVector> encoded = new LinkedHashSet<>();
        long at = 0;
        for (Batch batch : batches) {
            long from = Math.max(start, at);
            long to = Math.min(start + length, at + batch.rowCount());
            if (from < to || (length == 0 && parts.isEmpty())) {
                parts.add(TableParts.part(batch, columns, (int) (from - at), (int) Math.max(0, to - from), encoded));
            }
            at += batch.rowCount();
        }
        List<Field> fields =
                IntStream.of(columns).mapToObj(schema.getFields()::get).toList();
        return new Table(
                new Batches(
                        new Schema(fields, schema.getCustomMetadata()),
                        parts,
                        content.dictionaries(),
                        List.copyOf(encoded)),
                memory.beside());
    }

    /// The table as an IPC stream: a rope of metadata and the vectors' own buffers.
    ///
    /// @return a frame that can be used until the table is closed
    /// @throws IllegalStateException if the table is closed
    public synchronized Frame toStream() {
        requireOpen();
        return StreamWriter.write(content, this::segment);
    }

    /// The table as an IPC file: a rope like [#toStream] with a footer that says where each batch is.
    ///
    /// @return a frame that can be used as long as that of [#toStream]
    /// @throws IllegalArgumentException if batches have different dictionaries for one column, which only a stream can
    ///     hold
    /// @throws IllegalStateException if the table is closed
    public synchronized Frame toFile() {
        requireOpen();
        return FileWriter.write(content, this::segment);
    }

    /// The table as frames of its own, for the family `arrow`: nothing is copied.
    ///
    /// @return frames that can be used as long as those of [#toStream]
    /// @throws IllegalStateException if the table is closed
    public synchronized BatchFrames toFrames() {
        requireOpen();
        return BatchFrames.write(content, this::segment);
    }

    /// The table taken apart: nothing is copied, and no reference is added.
    ///
    /// @param <R> what is made of the parts
    /// @param use makes it, while the table cannot be closed; it retains the buffers that it keeps
    /// @return what that gives
    /// @throws IllegalStateException if the table is closed
    public synchronized <R> R withParts(Function<BatchParts, R> use) {
        requireOpen();
        return use.apply(BatchParts.of(content));
    }

    /// What becomes of a column as an array.
    synchronized ColumnArrays arrays(int column) {
        requireOpen();
        return ColumnArrays.of(schema.getFields().get(column), column, batches, memory);
    }

    /// Views a buffer of one of the vectors until the table is closed.
    synchronized MemorySegment segment(ArrowBuf buffer) {
        requireOpen();
        return memory.segment(buffer);
    }

    /// The bytes of all buffers; what batches share counts for each.
    @Override
    public synchronized long byteSize() {
        requireOpen();
        long size = 0;
        for (Batch batch : batches) {
            for (FieldVector vector : batch.root().getFieldVectors()) {
                size += vector.getBufferSize();
            }
        }
        return size
                + content.dictionaryVectors().stream()
                        .mapToLong(FieldVector::getBufferSize)
                        .sum();
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("this table is closed");
        }
    }

    /// The table as text: names, types, and up to ten rows, first and last ones; at most 100 characters wide.
    @Override
    public String toString() {
        return isClosed ? "a closed table" : TableText.of(this);
    }

    /// The table as text: names, types and the first rows; at most 100 characters wide.
    ///
    /// @param rows how many rows; where there are more, a line of dots stands for them
    /// @return several lines
    /// @throws IllegalArgumentException if `rows` is negative
    /// @throws IllegalStateException if the table is closed
    public String toString(long rows) {
        requireOpen();
        if (rows < 0) {
            throw new IllegalArgumentException("rows " + rows + " is negative");
        }
        return TableText.of(this, rows);
    }

    /// Releases the vectors. Closing again does nothing.
    ///
    /// @throws IllegalStateException if a channel is reading the table's memory at this moment; the table stays open
    /// then
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        memory.close();
        isClosed = true;
        content.close();
    }
}
