package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchParts;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import java.util.Iterator;

/// Moves tables to and from other code in this process, such as a Python, through the C Data interface: no buffer is
/// copied, either way.
///
/// **Addresses** are those of structures that the caller made room for: `ArrowSchema` has 72 bytes, `ArrowArray` 80
/// and `ArrowArrayStream` 40. What is at an address cannot be checked: one that is none of these ends the process.
///
/// **Ownership.** An export fills a structure in; whoever reads it calls its `release` once. Until then it holds the
/// buffers, also those of a lease, so that the table may be closed at any time. An import moves the structure: its
/// place is marked as released at once, also where the import fails. The producer's own `release` is called once for
/// each array, when the table, and every table that was selected or sliced from it, is closed, or when the garbage
/// collector finds that they were dropped. Use after closing is an [IllegalStateException].
///
/// **Threads.** An import calls the producer on this thread, and its `release` on the one that closes. Consumers may
/// release on any thread.
///
/// **Errors.** What contradicts itself is a [MalformedArrowException][dev.ndwire.arrow.ipc.MalformedArrowException]:
/// numbers, formats, texts, addresses of 0, structures that are released, offsets that run backwards.
///
/// **Trust.** No size of a buffer is told but those of the data of views: buffers are believed to be as long as
/// lengths, offsets and the last offset of texts say, arrays of addresses as long as their counts, and metadata as
/// long as they say. Nothing that is read later gets out of that.
public final class CData {
    private CData() {}

    /// Exports a table as a stream.
    ///
    /// @param table stays the caller's, and may be closed before the stream is read
    /// @param stream the address of an `ArrowArrayStream`, whose content is overwritten
    /// @throws IllegalArgumentException if the address is 0
    /// @throws IllegalStateException if the table is closed
    public static void exportTable(Table table, long stream) {
        requireAddress("stream", stream);
        table.withParts(parts -> {
            var arrays = new ReadyArrays();
            try {
                ArrayWriter.writeAll(parts, arrays::add);
            } catch (RuntimeException e) {
                arrays.end();
                throw e;
            }
            new ExportedStream(parts.schema(), arrays).write(CStream.of(stream));
            return stream;
        });
    }

    /// Exports batches as a stream that asks for each when its consumer does.
    ///
    /// What `batches` throws becomes the consumer's error, with its message; so does a batch of other columns.
    ///
    /// @param schema a table of the columns that the batches will have, perhaps of no rows; stays the caller's, and
    ///     may be closed at once
    /// @param batches used on the consumer's threads, one at a time. Each batch is closed as soon as the consumer has
    ///     it; if they can be closed themselves, as [ImportedBatches] can, they are when the stream is released
    /// @param stream the address of an `ArrowArrayStream`, whose content is overwritten
    /// @throws IllegalArgumentException if the address is 0
    /// @throws IllegalStateException if the table is closed
    public static void exportBatches(Table schema, Iterator<RecordBatch> batches, long stream) {
        requireAddress("stream", stream);
        schema.withParts(parts -> {
            var source = new BatchesOnDemand(parts.schema(), batches);
            new ExportedStream(parts.schema(), source).write(CStream.of(stream));
            return stream;
        });
    }

    /// Exports a record batch as an array of structs.
    ///
    /// @param batch stays the caller's, and may be closed before the array is read
    /// @param array the address of an `ArrowArray`, whose content is overwritten
    /// @param schema the address of an `ArrowSchema`, whose content is overwritten
    /// @throws IllegalArgumentException if an address is 0
    /// @throws IllegalStateException if the batch is closed
    public static void exportBatch(RecordBatch batch, long array, long schema) {
        requireAddress("array", array);
        requireAddress("schema", schema);
        batch.table().withParts(parts -> {
            schema(parts, schema);
            CArray target = CArray.of(array);
            target.at().fill((byte) 0);
            try {
                ArrayWriter.writeAll(parts, () -> target);
            } catch (RuntimeException e) {
                Exports.release(CSchema.of(schema));
                throw e;
            }
            return array;
        });
    }

    /// Exports a table's schema.
    ///
    /// @param table stays the caller's
    /// @param schema the address of an `ArrowSchema`, whose content is overwritten
    /// @throws IllegalArgumentException if the address is 0
    /// @throws IllegalStateException if the table is closed
    public static void exportSchema(Table table, long schema) {
        requireAddress("schema", schema);
        table.withParts(parts -> schema(parts, schema));
    }

    private static long schema(BatchParts parts, long address) {
        CSchema target = CSchema.of(address);
        target.at().fill((byte) 0);
        SchemaWriter.write(parts.schema(), target);
        return address;
    }

    /// Imports a stream to its end.
    ///
    /// @param stream the address of an `ArrowArrayStream`, which is released afterwards, whatever happens. Where its
    ///     arrays are no structs, the table has one column
    /// @return a table of a batch for each array, over the producer's buffers; the caller closes it
    /// @throws IllegalArgumentException if the address is 0
    /// @throws IllegalStateException if the stream is released
    /// @throws ProducerException if the producer says that it failed
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if schema and arrays do not go together
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Table importTable(long stream) {
        try (ImportedBatches batches = importBatches(stream)) {
            return batches.rest();
        }
    }

    /// Imports a stream batch by batch.
    ///
    /// @param stream the address of an `ArrowArrayStream`, which is moved, whatever happens
    /// @return the batches, which the caller closes; that releases the stream
    /// @throws IllegalArgumentException if the address is 0
    /// @throws IllegalStateException if the stream is released
    /// @throws ProducerException if the producer says that it failed
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if its schema is none
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java does not know a column's type
    public static ImportedBatches importBatches(long stream) {
        requireAddress("stream", stream);
        CStream source = CStream.of(stream);
        requireLive("stream", stream, source.release());
        return ImportedBatches.of(source);
    }

    /// Imports an array.
    ///
    /// @param array the address of an `ArrowArray`, which is moved
    /// @param schema the address of an `ArrowSchema`, which is released
    /// @return a batch over the producer's buffers, which the caller closes: of the fields of a struct, or of one
    /// column
    /// @throws IllegalArgumentException if an address is 0
    /// @throws IllegalStateException if one of both is released; the other stays as it is
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if schema and array do not go together
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static RecordBatch importBatch(long array, long schema) {
        requireAddress("array", array);
        requireAddress("schema", schema);
        CArray source = CArray.of(array);
        CSchema fields = CSchema.of(schema);
        requireLive("array", array, source.release());
        requireLive("schema", schema, fields.release());
        try (TableImport table = new TableImport(ImportedSchema.of(fields))) {
            table.take(source);
            return new RecordBatch(table.table());
        } finally {
            ProducerStream.release(source);
            ProducerStream.release(fields);
        }
    }

    /// Imports a schema.
    ///
    /// @param schema the address of an `ArrowSchema`, which is released
    /// @return a table of no rows that has the schema, and the types of its dictionaries; the caller closes it
    /// @throws IllegalArgumentException if the address is 0
    /// @throws IllegalStateException if the schema is released
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if it is no schema
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Table importSchema(long schema) {
        requireAddress("schema", schema);
        CSchema source = CSchema.of(schema);
        requireLive("schema", schema, source.release());
        try (TableImport table = new TableImport(ImportedSchema.of(source))) {
            return table.table();
        } finally {
            ProducerStream.release(source);
        }
    }

    private static void requireAddress(String what, long address) {
        if (address == 0) {
            throw new IllegalArgumentException("address of the " + what + " is 0");
        }
    }

    private static void requireLive(String what, long address, long release) {
        if (release == 0) {
            throw new IllegalStateException(what + " at address " + address + " is released");
        }
    }
}
