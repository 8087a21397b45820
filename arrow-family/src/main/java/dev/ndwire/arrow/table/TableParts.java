package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.ipc.MalformedArrowException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;

/// Takes rows and columns out of a batch, over the same buffers.
final class TableParts {
    private TableParts() {}

    /// Takes a part.
    ///
    /// @param columns which columns, in their new order
    /// @param start the first row
    /// @param length how many
    /// @param dictionaryVectors takes the vectors of the part's dictionaries, which have to be closed by themselves
    /// @return a batch whose vectors have references of their own
    static Batch part(Batch batch, int[] columns, int start, int length, Set<FieldVector> dictionaryVectors) {
        var provider = new DictionaryProvider.MapDictionaryProvider();
        Map<Long, FieldVector> shared = new HashMap<>();
        var vectors = new ArrayList<FieldVector>();
        var fields = new ArrayList<Field>();
        try {
            for (int column : columns) {
                Field field = batch.root().getSchema().getFields().get(column);
                fields.add(field);
                vectors.add(part(batch.root().getVector(column), field, start, length));
                dictionaries(field, batch.dictionaries(), provider, shared);
            }
        } catch (RuntimeException e) {
            vectors.forEach(FieldVector::close);
            shared.values().forEach(FieldVector::close);
            throw e;
        }
        dictionaryVectors.addAll(shared.values());
        return new Batch(new VectorSchemaRoot(fields, vectors, length), provider);
    }

    /// @param field the vector's field as the schema has it: what vectors of unions and structs say has lost ids
    private static FieldVector part(FieldVector vector, Field field, int start, int length) {
        FieldVector part = field.createVector(vector.getAllocator());
        try {
            vector.makeTransferPair(part).splitAndTransfer(start, length);
            return part;
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException
                | NegativeArraySizeException e) {
            part.close();
            throw new MalformedArrowException("offsets of column '" + vector.getName() + "' are not within it", e);
        } catch (RuntimeException e) {
            part.close();
            throw e;
        }
    }

    private static void dictionaries(
            Field field,
            DictionaryProvider from,
            DictionaryProvider.MapDictionaryProvider to,
            Map<Long, FieldVector> shared) {
        if (field.getDictionary() != null
                && !shared.containsKey(field.getDictionary().getId())) {
            long id = field.getDictionary().getId();
            Dictionary dictionary = from.lookup(id);
            FieldVector values = part(
                    dictionary.getVector(),
                    dictionary.getVector().getField(),
                    0,
                    dictionary.getVector().getValueCount());
            shared.put(id, values);
            to.put(new Dictionary(values, dictionary.getEncoding()));
            dictionaries(values.getField(), from, to, shared);
        }
        field.getChildren().forEach(child -> dictionaries(child, from, to, shared));
    }
}
