package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.ipc.BatchFrames.Part;
import dev.ndwire.arrow.memory.BufferMemory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Batches taken apart: what each batch is as numbers, and its buffers one by one.
///
/// No references are held: whoever has the vectors, or made the buffers, keeps and releases them.
///
/// @param schema the schema as messages have it, where what is encoded has the type of its values
/// @param items dictionaries and batches in the order in which they are to be read
public record BatchParts(Schema schema, List<Item> items) {
    /// Keeps an unmodifiable copy of the list.
    public BatchParts {
        items = List.copyOf(items);
    }

    /// One batch, or the values of one dictionary.
    ///
    /// @param part what it is
    /// @param buffers its buffers in the order of Arrow's format; each from its reader to its writer index
    public record Item(Part part, List<ArrowBuf> buffers) {
        /// Keeps an unmodifiable copy of the list.
        public Item {
            buffers = List.copyOf(buffers);
        }
    }

    /// Takes batches apart.
    ///
    /// @param content the batches
    /// @return parts over the vectors' own buffers; a dictionary is in front of the first batch that uses it
    public static BatchParts of(Batches content) {
        Schema schema = Schemas.ofMessage(content.schema(), WritingOrder.first(content), new HashSet<>());
        var writer = new Writer();
        WritingOrder.walk(content, Schemas.dictionaryIds(schema), writer);
        return new BatchParts(schema, writer.items);
    }

    /// The dictionaries that parts name by their index.
    ///
    /// @return the ids of encoded fields, depth first, those inside of values behind their field
    public List<Long> dictionaryIds() {
        return Schemas.dictionaryIds(schema);
    }

    /// Collects items.
    private static final class Writer implements WritingOrder.Target {
        private final List<Item> items = new ArrayList<>();

        @Override
        public void dictionary(int index, ArrowRecordBatch values, boolean isReplaced) {
            part(index, values);
        }

        @Override
        public void batch(ArrowRecordBatch batch) {
            part(null, batch);
        }

        private void part(@Nullable Integer dictionary, ArrowRecordBatch batch) {
            var nodes = new ArrayList<Long>();
            for (ArrowFieldNode node : batch.getNodes()) {
                nodes.add((long) node.getLength());
                nodes.add((long) node.getNullCount());
            }
            List<Long> sizes =
                    batch.getBuffers().stream().map(ArrowBuf::readableBytes).toList();
            var part = new Part(dictionary, batch.getLength(), nodes, batch.getVariadicBufferCounts(), sizes);
            items.add(new Item(part, batch.getBuffers()));
        }
    }

    /// Makes a schema what it would be had it come in a message: extension types that Arrow Java has registered, no
    /// missing names.
    ///
    /// @param schema as messages have it, from elsewhere
    /// @return a schema that passed the checks of a message's
    /// @throws MalformedArrowException if it is none
    /// @throws UnsupportedArrowTypeException if a field is of a type that Arrow Java does not know
    public static Schema usable(Schema schema) {
        return Schemas.ofMessage(Schemas.toMessage(schema));
    }

    /// Puts batches together.
    ///
    /// @param memory has what vectors need besides the buffers
    /// @return the batches, which the caller closes; their vectors have references of their own
    /// @throws MalformedArrowException if schema and items do not go together
    /// @throws UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public Batches assemble(BufferMemory memory) {
        List<Long> ids = Schemas.dictionaryIds(schema);
        try (var table = new BatchAssembler(memory, schema)) {
            for (Item item : items) {
                try (var source = new PartSource(item)) {
                    if (item.part().dictionary() == null) {
                        table.batch(source);
                    } else {
                        table.dictionary(id(ids, item.part().dictionary()), false, source);
                    }
                }
            }
            return table.finish();
        }
    }

    private static long id(List<Long> ids, int dictionary) {
        if (dictionary < 0 || dictionary >= ids.size()) {
            throw new MalformedArrowException(
                    "part is dictionary " + dictionary + ", the schema has " + ids.size() + " encoded fields");
        }
        return ids.get(dictionary);
    }
}
