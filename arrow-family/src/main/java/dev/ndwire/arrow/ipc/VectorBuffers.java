package dev.ndwire.arrow.ipc;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/// Lists the nodes and buffers of vectors in the order of the format, depth first.
///
/// Bitmaps that say of every element that it is there are left out, as pyarrow leaves them out.
final class VectorBuffers {
    private final List<ArrowFieldNode> nodes = new ArrayList<>();
    private final List<ArrowBuf> buffers = new ArrayList<>();
    private final List<Long> variadicCounts = new ArrayList<>();

    private final NullCounts nulls;

    private VectorBuffers(NullCounts nulls) {
        this.nulls = nulls;
    }

    /// Describes vectors.
    ///
    /// @param vectors vectors of one length
    /// @param rowCount that length
    /// @param nulls counts their nulls
    /// @return nodes and buffers; no references are added, and the batch is not to be closed
    static ArrowRecordBatch of(List<FieldVector> vectors, int rowCount, NullCounts nulls) {
        var lists = new VectorBuffers(nulls);
        vectors.forEach(lists::add);
        return new ArrowRecordBatch(
                rowCount,
                lists.nodes,
                lists.buffers,
                NoCompressionCodec.DEFAULT_BODY_COMPRESSION,
                lists.variadicCounts,
                true,
                false);
    }

    private void add(FieldVector vector) {
        int nullCount = nulls.of(vector);
        nodes.add(new ArrowFieldNode(vector.getValueCount(), nullCount));
        List<ArrowBuf> own = vector.getFieldBuffers();
        if (vector instanceof BaseVariableWidthViewVector views) {
            variadicCounts.add((long) views.getDataBuffers().size());
        }
        for (int i = 0; i < own.size(); i++) {
            boolean isAllThere = i == 0
                    && nullCount == 0
                    && StorageTypes.hasValidity(vector.getField().getType());
            buffers.add(isAllThere ? vector.getAllocator().getEmpty() : own.get(i));
        }
        vector.getChildrenFromFields().forEach(this::add);
    }
}
