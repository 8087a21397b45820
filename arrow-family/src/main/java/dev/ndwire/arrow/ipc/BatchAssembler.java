package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Puts batches together from what comes one after another: a schema, then dictionaries and batches in any order.
final class BatchAssembler implements AutoCloseable {
    private final BufferMemory memory;
    private final Dictionaries dictionaries;
    private final Ones ones;
    private final List<Pending> pending = new ArrayList<>();
    private final NullCounts nulls = new NullCounts();

    /// @param memory has the vectors' buffers
    /// @param messageSchema the schema as messages have it
    BatchAssembler(BufferMemory memory, Schema messageSchema) {
        this.memory = memory;
        this.dictionaries = new Dictionaries(memory.allocator(), messageSchema, nulls);
        this.ones = new Ones(memory.allocator());
    }

    /// A batch before it is known how far its dictionaries grow.
    private record Pending(VectorSchemaRoot root, List<Dictionaries.Growing> dictionaries) {}

    /// Takes values of a dictionary.
    ///
    /// @param message which dictionary, and its values
    /// @throws MalformedArrowException if it is no such message, or does not go with the schema
    void dictionary(IpcMessage message) {
        var header = message.header().headerType() == MessageHeader.DictionaryBatch
                ? (DictionaryBatch) message.header().header(new DictionaryBatch())
                : null;
        RecordBatch data = header == null ? null : header.data();
        if (header == null || data == null) {
            throw new MalformedArrowException("message at byte " + message.byteOffset() + " is no dictionary");
        }
        try (var source = new BodySource(data, message, memory)) {
            dictionary(header.id(), header.isDelta(), source);
        }
    }

    /// Takes a batch.
    ///
    /// @param message its vectors
    /// @throws MalformedArrowException if it is no such message, or does not go with the schema
    /// @throws UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    void batch(IpcMessage message) {
        var header = message.header().headerType() == MessageHeader.RecordBatch
                ? (RecordBatch) message.header().header(new RecordBatch())
                : null;
        if (header == null) {
            throw new MalformedArrowException("message at byte " + message.byteOffset() + " is no batch");
        }
        try (var source = new BodySource(header, message, memory)) {
            batch(source);
        }
    }

    /// Takes values of a dictionary.
    ///
    /// @param id which one
    /// @param isDelta whether they come behind those that are there
    /// @param source the values; still to be closed by the caller
    /// @throws MalformedArrowException if they do not go with the schema
    void dictionary(long id, boolean isDelta, BatchSource source) {
        FieldVector values = dictionaries.vectorFor(id);
        load(List.of(values), List.of(dictionaries.fieldOf(id)), source);
        dictionaries.put(id, values, isDelta);
    }

    /// Takes a batch.
    ///
    /// @param source its vectors; still to be closed by the caller
    /// @throws MalformedArrowException if they do not go with the schema
    /// @throws UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    void batch(BatchSource source) {
        Schema schema = dictionaries.memorySchema();
        var vectors = new ArrayList<FieldVector>(schema.getFields().size());
        try {
            schema.getFields().forEach(field -> vectors.add(vector(field)));
            int rowCount = load(vectors, schema.getFields(), source);
            // Setting the count of a root that is there would set it in all vectors, which reach for more memory then
            // if an offset lies.
            pending.add(new Pending(new VectorSchemaRoot(schema, vectors, rowCount), dictionaries.snapshot()));
        } catch (RuntimeException e) {
            vectors.forEach(FieldVector::close);
            throw e;
        }
    }

    private int load(List<FieldVector> vectors, List<Field> fields, BatchSource source) {
        try {
            return BatchLoader.load(vectors, fields, source, nulls, ones);
        } catch (OutOfMemoryException e) {
            throw e.getCause() instanceof MemoryBudgetExceededException refused ? refused : e;
        }
    }

    private FieldVector vector(Field field) {
        try {
            return field.createVector(memory.allocator());
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedArrowTypeException("column '" + field.getName() + "' is of type " + field.getType()
                    + ", for which Arrow Java has no vector");
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new MalformedArrowException(
                    "column '" + field.getName() + "' is of type " + field.getType() + ", which is none", e);
        }
    }

    /// Ends the table.
    ///
    /// @return the batches, which the caller closes
    Batches finish() {
        List<Batch> batches = new ArrayList<>();
        for (Pending batch : pending) {
            batches.add(new Batch(batch.root(), dictionaries.provider(batch.dictionaries()), nulls));
        }
        pending.clear();
        DictionaryProvider last = dictionaries.provider(dictionaries.snapshot());
        return new Batches(dictionaries.memorySchema(), batches, last, dictionaries.takeVectors());
    }

    /// Releases what was not finished.
    @Override
    public void close() {
        ones.close();
        pending.forEach(batch -> batch.root().close());
        dictionaries.close();
    }
}
