package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchParts;
import dev.ndwire.arrow.ipc.BatchParts.Item;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Moves tables to and from other code in this process, such as a Python, through the C Data interface: no buffer is
/// copied, either way.
///
/// **Addresses** are those of structures that the caller made room for: `ArrowSchema` has 72 bytes, `ArrowArray` 80 and
/// `ArrowArrayStream` 40. What is at an address cannot be checked: one that is none of these ends the process.
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
/// counts of buffers and children, negative lengths, null addresses, offsets that run backwards. How long a producer's
/// buffers are is not told: they are believed to be as long as lengths and last offsets say.
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
            var exported = new ExportedStream(parts.schema());
            try {
                batches(parts, () -> {
                    CArray array = ExportedStream.waiting();
                    exported.add(array);
                    return array;
                });
            } catch (RuntimeException e) {
                exported.end();
                throw e;
            }
            exported.write(CStream.of(stream));
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
                batches(parts, () -> target);
            } catch (RuntimeException e) {
                Exports.release(CSchema.of(schema));
                throw e;
            }
            return array;
        });
    }

    /// Writes each batch with the dictionaries that it sees.
    private static void batches(BatchParts parts, Supplier<CArray> targets) {
        List<Long> ids = parts.dictionaryIds();
        Map<Long, Item> dictionaries = new HashMap<>();
        for (Item item : parts.items()) {
            Integer dictionary = item.part().dictionary();
            if (dictionary == null) {
                ArrayWriter.write(item, parts.schema().getFields(), dictionaries, targets.get());
            } else {
                dictionaries.put(ids.get(dictionary), item);
            }
        }
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
    /// arrays
    ///     are no structs, the table has one column
    /// @return a table of a batch for each array, over the producer's buffers; the caller closes it
    /// @throws IllegalArgumentException if the address is 0
    /// @throws IllegalStateException if the stream is released
    /// @throws ProducerException if the producer says that it failed
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if schema and arrays do not go together
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Table importTable(long stream) {
        requireAddress("stream", stream);
        CStream source = CStream.of(stream);
        requireLive("stream", stream, source.release());
        return StreamImport.read(source);
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
        try (TableImport table = new TableImport(fields)) {
            table.take(source);
            return new RecordBatch(table.table());
        } finally {
            if (source.release() != 0) {
                Native.release(source.release(), source.at());
            }
            StreamImport.release(fields);
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
        try (TableImport table = new TableImport(source)) {
            return table.table();
        } finally {
            StreamImport.release(source);
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
