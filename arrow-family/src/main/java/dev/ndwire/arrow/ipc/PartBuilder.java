package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.ipc.BatchFrames.Part;
import dev.ndwire.arrow.ipc.BatchParts.Item;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/// Collects what one batch, or the values of one dictionary, consist of, in the order of Arrow's format: fields depth
/// first, each with its buffers.
///
/// Holds no references: whoever made the buffers keeps and releases them.
public final class PartBuilder {
    private final List<Long> nodes = new ArrayList<>();
    private final List<Long> variadicCounts = new ArrayList<>();
    private final List<ArrowBuf> buffers = new ArrayList<>();

    /// Makes a part of nothing.
    public PartBuilder() {}

    /// Adds a field, whose buffers and children follow.
    ///
    /// @param length how many elements it has
    /// @param nullCount how many of them are null
    public void node(long length, long nullCount) {
        nodes.add(length);
        nodes.add(nullCount);
    }

    /// Says of a field of views how many buffers of data it has.
    ///
    /// @param count at least 0
    public void variadic(long count) {
        variadicCounts.add(count);
    }

    /// Adds a buffer.
    ///
    /// @param buffer its bytes are those from its reader to its writer index
    public void add(ArrowBuf buffer) {
        buffers.add(buffer);
    }

    /// Adds all of a vector: its field, buffers and children.
    ///
    /// @param vector a vector that stays as it is
    public void add(FieldVector vector) {
        ArrowRecordBatch all = VectorBuffers.of(List.of(vector), vector.getValueCount(), new NullCounts());
        for (ArrowFieldNode node : all.getNodes()) {
            node(node.getLength(), node.getNullCount());
        }
        variadicCounts.addAll(all.getVariadicBufferCounts());
        buffers.addAll(all.getBuffers());
    }

    /// Ends the part.
    ///
    /// @param dictionary of which encoded field the values are, as in [Part]; null for a batch
    /// @param rows how many rows there are
    /// @return the part and its buffers
    public Item item(@Nullable Integer dictionary, long rows) {
        List<Long> sizes = buffers.stream().map(ArrowBuf::readableBytes).toList();
        return new Item(new Part(dictionary, rows, nodes, variadicCounts, sizes), buffers);
    }
}
