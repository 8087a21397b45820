package dev.ndwire.arrow.ipc;

import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;

/// What a stream held.
///
/// @param schema the schema as vectors have it
/// @param batches its rows
/// @param dictionaries what encoded fields point into at the end: all there is of it where there are no batches
/// @param dictionaryVectors the values of all dictionaries, each vector once
public record Batches(
        Schema schema, List<Batch> batches, DictionaryProvider dictionaries, List<FieldVector> dictionaryVectors)
        implements AutoCloseable {
    /// Keeps unmodifiable copies of the lists.
    public Batches {
        batches = List.copyOf(batches);
        dictionaryVectors = List.copyOf(dictionaryVectors);
    }

    /// Releases all vectors.
    @Override
    public void close() {
        batches.forEach(batch -> batch.root().close());
        dictionaryVectors.forEach(FieldVector::close);
    }
}
