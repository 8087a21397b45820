package dev.ndwire.arrow.ipc;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/// Some rows: vectors of one length, and the dictionaries that they point into.
///
/// Dictionaries may be shared by batches, so whoever holds the batches closes each dictionary once.
///
/// @param root the vectors; their fields are those of memory, where what is encoded has the type of its indices
/// @param dictionaries by their ids
/// @param nulls how many nulls the vectors, those of the dictionaries too, have
public record Batch(VectorSchemaRoot root, DictionaryProvider dictionaries, NullCounts nulls) {
    /// Makes a batch of vectors whose nulls were never counted.
    ///
    /// @param root the vectors
    /// @param dictionaries by their ids
    public Batch(VectorSchemaRoot root, DictionaryProvider dictionaries) {
        this(root, dictionaries, new NullCounts());
    }

    /// The number of rows.
    ///
    /// @return at least 0
    public int rowCount() {
        return root.getRowCount();
    }
}
