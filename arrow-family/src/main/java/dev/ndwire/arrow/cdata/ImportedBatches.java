package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.arrow.vector.types.pojo.Schema;

/// The batches of a producer's stream, each made when it is asked for.
///
/// ```java
/// try (ImportedBatches batches = CData.importBatches(stream)) {
///     while (batches.hasNext()) {
///         try (RecordBatch batch = batches.next()) {
///             System.out.println(batch.table());
///         }
///     }
/// }
/// ```
///
/// **Ownership.** Each batch is the caller's, who closes it, sooner or later than this. Closing this releases the
/// stream once; what was not asked for is never made. A stream that is dropped without being closed is released when
/// the garbage collector finds it.
///
/// **Threads.** One at a time. The producer is called on the thread that asks.
///
/// **Errors.** If the producer fails, the stream is at its end: this is closed. A batch that contradicts itself is
/// released, and the next one may be asked for.
public final class ImportedBatches implements Iterator<RecordBatch>, AutoCloseable {
    private final ProducerStream stream;
    private final Cleaner.Cleanable release;
    private final ImportedSchema schema;
    private final Schema tableSchema;
    private boolean isAtEnd;
    private boolean isClosed;

    private ImportedBatches(ProducerStream stream) {
        this.stream = stream;
        this.schema = stream.schema();
        try (Table none = noRows(schema)) {
            this.tableSchema = none.schema();
        }
        this.release = ArrowMemory.whenDropped(this, stream);
    }

    /// @param source not released; it is moved, so that its old place is marked as released
    static ImportedBatches of(CStream source) {
        ProducerStream stream = ProducerStream.move(source);
        try {
            return new ImportedBatches(stream);
        } catch (RuntimeException | Error e) {
            stream.run();
            throw e;
        }
    }

    /// What all batches have.
    ///
    /// @return the schema as vectors have it: what is encoded has the type of its indices
    public Schema schema() {
        return tableSchema;
    }

    /// A table without rows, such as [CData#exportBatches] wants: it has the types of dictionaries too, which a schema
    /// lacks.
    ///
    /// @return a table of no batches, which the caller closes
    public Table noRows() {
        return noRows(schema);
    }

    private static Table noRows(ImportedSchema schema) {
        try (TableImport none = new TableImport(schema)) {
            return none.table();
        }
    }

    /// Asks the producer whether there is a batch, which it makes then.
    ///
    /// @return whether there is one
    /// @throws ProducerException if the producer says that it failed
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if the stream has no function that gives batches
    /// @throws IllegalStateException if this is closed
    @Override
    public boolean hasNext() {
        requireOpen();
        if (isAtEnd) {
            return false;
        }
        try {
            isAtEnd = stream.next().release() == 0;
        } catch (RuntimeException e) {
            close();
            throw e;
        } finally {
            // The stream is released once nothing reaches this.
            Reference.reachabilityFence(this);
        }
        return !isAtEnd;
    }

    /// The next batch.
    ///
    /// @return a batch over the producer's buffers, which the caller closes: of the fields of a struct, or of one
    /// column
    /// @throws NoSuchElementException if there is none
    /// @throws ProducerException if the producer says that it failed
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if the batch does not go with the schema
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    /// @throws IllegalStateException if this is closed
    @Override
    public RecordBatch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("stream has no more batches");
        }
        try (TableImport batch = new TableImport(schema)) {
            batch.take(stream.next());
            return new RecordBatch(batch.table());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Reads the stream to its end.
    ///
    /// @return a table of the batches that were not asked for, perhaps none; the caller closes it
    /// @throws ProducerException if the producer says that it failed
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if a batch does not go with the schema
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    /// @throws IllegalStateException if this is closed
    public Table rest() {
        try (TableImport table = new TableImport(schema)) {
            while (hasNext()) {
                table.take(stream.next());
            }
            return table.table();
        }
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("this stream is closed");
        }
    }

    /// Releases the stream, and a batch that was asked for and not taken. Closing again does nothing.
    @Override
    public void close() {
        isClosed = true;
        release.clean();
    }
}
