package dev.ndwire.arrow.ipc;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Lays the vectors of one batch over its buffers, field by field, and checks first that each buffer is as long as its
/// vector will believe.
///
/// What is checked costs nothing an element: lengths, and the first and last offset. See [FullCheck] for the rest.
final class BatchLoader {
    private final BatchSource batch;
    private final NullCounts nulls;
    private final Ones ones;
    private int nextNode;
    private int nextBuffer;
    private int nextVariadicCount;

    /// @param batch what there is
    /// @param nulls takes what is known of nulls
    /// @param ones for what has no nulls
    private BatchLoader(BatchSource batch, NullCounts nulls, Ones ones) {
        this.batch = batch;
        this.nulls = nulls;
        this.ones = ones;
    }

    /// Loads vectors.
    ///
    /// @param vectors what the schema says, all empty; they hold the body's buffers afterwards
    /// @param fields their fields as the schema has them: vectors in lists have lost their names
    /// @param batch what there is for them
    /// @param nulls takes what is known of nulls
    /// @param ones for what has no nulls
    /// @return the number of rows
    /// @throws MalformedArrowException if the batch does not go with the schema; some vectors may be loaded then
    static int load(List<FieldVector> vectors, List<Field> fields, BatchSource batch, NullCounts nulls, Ones ones) {
        int rowCount = rows("batch", batch.rowCount());
        var loader = new BatchLoader(batch, nulls, ones);
        for (int i = 0; i < vectors.size(); i++) {
            int length = loader.load(vectors.get(i), fields.get(i));
            if (length != rowCount) {
                throw new MalformedArrowException(
                        "column '" + fields.get(i).getName() + "' has " + length + " rows, its batch has " + rowCount);
            }
        }
        if (loader.nextNode != batch.nodeCount() || loader.nextBuffer != batch.bufferCount()) {
            throw new MalformedArrowException("batch has " + batch.nodeCount() + " nodes and "
                    + batch.bufferCount() + " buffers, its schema takes " + loader.nextNode + " and "
                    + loader.nextBuffer);
        }
        return rowCount;
    }

    private static int rows(String what, long count) {
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new MalformedArrowException(what + " claims " + Long.toUnsignedString(count) + " rows, allowed are "
                    + Integer.MAX_VALUE + " a batch");
        }
        return (int) count;
    }

    /// @param named the vector's field as the schema has it; what its buffers are read as is what the vector says
    private int load(FieldVector vector, Field named) {
        String name = named.getName();
        ArrowType type = vector.getField().getType();
        if (nextNode >= batch.nodeCount()) {
            throw new MalformedArrowException("batch has no node for field '" + name + "'");
        }
        int node = nextNode++;
        int length = rows("field '" + name + "'", batch.length(node));
        long nullCount = batch.nullCount(node);
        if (nullCount < 0 || nullCount > length) {
            throw new MalformedArrowException(
                    "field '" + name + "' claims " + nullCount + " nulls in " + length + " rows");
        }
        List<ArrowBuf> own = own(vector, name, type);
        var rules = new BufferRules(name, type, length, own);
        rules.check(nullCount);
        if (StorageTypes.hasValidity(type)) {
            validity(vector, own, length, (int) nullCount);
        }
        vector.loadFieldBuffers(new ArrowFieldNode(length, nullCount), own);
        List<FieldVector> children = vector.getChildrenFromFields();
        // Structs leave children out whose name is another's.
        boolean areAllNamed = named.getChildren().size() == children.size();
        var lengths = new int[children.size()];
        for (int i = 0; i < lengths.length; i++) {
            FieldVector child = children.get(i);
            lengths[i] = load(child, areAllNamed ? named.getChildren().get(i) : child.getField());
        }
        rules.checkChildren(lengths);
        if (vector instanceof MapVector) {
            mapKeys(vector, name);
        }
        return length;
    }

    /// Where no nulls are claimed, a bitmap says nothing: pyarrow does not look at it either.
    private void validity(FieldVector vector, List<ArrowBuf> own, int length, int nullCount) {
        if (nullCount > 0) {
            nulls.claim(vector, nullCount);
            return;
        }
        nulls.none(vector);
        if (length > 0) {
            // Arrow Java would make a bitmap of ones for each such column: all of a table share one.
            own.set(0, ones.of(length));
        }
    }

    /// A map has a value for each key, and no nulls among either: those of its entries, or keys, are claimed already.
    private void mapKeys(FieldVector map, String name) {
        FieldVector entries = map.getChildrenFromFields().get(0);
        required(name, "entries", entries);
        required(name, "keys", entries.getChildrenFromFields().get(0));
    }

    private void required(String map, String what, FieldVector vector) {
        int claimed = nulls.claimed(vector);
        if (claimed != NullCounts.UNCLAIMED) {
            throw new MalformedArrowException(
                    "map '" + map + "' claims " + claimed + " nulls among its " + what + ", allowed are none");
        }
    }

    private List<ArrowBuf> own(FieldVector vector, String name, ArrowType type) {
        long count = TypeLayout.getTypeBufferCount(type);
        if (vector instanceof BaseVariableWidthViewVector) {
            if (nextVariadicCount >= batch.variadicCountCount()) {
                throw new MalformedArrowException("batch has no variadic count for field '" + name + "'");
            }
            long variadic = batch.variadicCount(nextVariadicCount++);
            if (variadic < 0 || variadic > batch.bufferCount()) {
                throw new MalformedArrowException("field '" + name + "' claims " + variadic
                        + " variadic buffers, its batch has " + batch.bufferCount() + " in all");
            }
            count += variadic;
        }
        var own = new ArrayList<ArrowBuf>((int) count);
        for (long i = 0; i < count; i++) {
            if (nextBuffer >= batch.bufferCount()) {
                throw new MalformedArrowException("batch has " + batch.bufferCount() + " buffers, field '" + name
                        + "' takes " + count + " from " + (nextBuffer - i) + " on");
            }
            own.add(batch.buffer(nextBuffer++));
        }
        return own;
    }
}
