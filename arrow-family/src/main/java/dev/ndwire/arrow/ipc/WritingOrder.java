package dev.ndwire.arrow.ipc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/// The order in which batches are written: each dictionary in front of the first batch that uses it, and again where a
/// batch uses another one.
final class WritingOrder {
    private final Target target;
    private final List<Long> ids;
    private final Map<Integer, FieldVector> written = new HashMap<>();

    private WritingOrder(List<Long> ids, Target target) {
        this.ids = ids;
        this.target = target;
    }

    /// What takes them.
    interface Target {
        /// Takes the values of a dictionary.
        ///
        /// @param index which of the ids it has
        /// @param values its values
        /// @param isReplaced whether there was one of that index before
        void dictionary(int index, ArrowRecordBatch values, boolean isReplaced);

        /// Takes a batch.
        ///
        /// @param batch its vectors
        void batch(ArrowRecordBatch batch);
    }

    /// The dictionaries of the first batch, or all there are where there is none.
    static DictionaryProvider first(Batches content) {
        return content.batches().isEmpty()
                ? content.dictionaries()
                : content.batches().get(0).dictionaries();
    }

    /// Walks batches.
    ///
    /// @param ids the dictionaries that fields have
    static void walk(Batches content, List<Long> ids, Target target) {
        var order = new WritingOrder(ids, target);
        if (content.batches().isEmpty()) {
            order.dictionaries(content.dictionaries(), new NullCounts());
        }
        for (Batch batch : content.batches()) {
            order.dictionaries(batch.dictionaries(), batch.nulls());
            target.batch(VectorBuffers.of(batch.root().getFieldVectors(), batch.rowCount(), batch.nulls()));
        }
    }

    private void dictionaries(DictionaryProvider dictionaries, NullCounts nulls) {
        for (int i = 0; i < ids.size(); i++) {
            FieldVector values = dictionaries.lookup(ids.get(i)).getVector();
            FieldVector before = written.put(i, values);
            if (!values.equals(before)) {
                target.dictionary(i, VectorBuffers.of(List.of(values), values.getValueCount(), nulls), before != null);
            }
        }
    }
}
