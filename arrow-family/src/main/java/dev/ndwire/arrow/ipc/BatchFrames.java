package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Batches without a stream around them: the schema as a message, what each batch is as numbers, and each of its
/// buffers
/// as a frame of its own.
///
/// @param schema the message of the schema, as `Schema.serialize()` of pyarrow gives it
/// @param parts dictionaries and batches in the order in which they are to be read
/// @param frames all buffers that are not empty, in the order of the parts
public record BatchFrames(Bytes schema, List<Part> parts, List<Frame> frames) {
    /// Keeps unmodifiable copies of the lists.
    public BatchFrames {
        parts = List.copyOf(parts);
        frames = List.copyOf(frames);
    }

    /// One batch, or the values of one dictionary.
    ///
    /// @param dictionary of which encoded field, counted from 0 on, depth first, those inside of values behind their
    ///     field; null for a batch
    /// @param rowCount how many rows there are
    /// @param nodes for each field, depth first: how many elements it has, and how many of them are null
    /// @param variadicCounts for each field of views: how many buffers of data it has
    /// @param bufferSizes for each buffer, in the order of Arrow's format: its bytes
    public record Part(
            @Nullable Integer dictionary,
            long rowCount,
            List<Long> nodes,
            List<Long> variadicCounts,
            List<Long> bufferSizes) {
        /// Keeps unmodifiable copies of the lists.
        public Part {
            nodes = List.copyOf(nodes);
            variadicCounts = List.copyOf(variadicCounts);
            bufferSizes = List.copyOf(bufferSizes);
        }
    }

    /// Takes batches apart; nothing is copied.
    ///
    /// @param content the batches; their vectors must stay as they are while the frames are in use
    /// @param segments views a buffer for as long as its frame is to be used
    /// @return the parts
    public static BatchFrames write(Batches content, Function<ArrowBuf, MemorySegment> segments) {
        var writer = new Writer(segments);
        DictionaryProvider first = content.batches().isEmpty()
                ? content.dictionaries()
                : content.batches().get(0).dictionaries();
        Schema schema = Schemas.ofMessage(content.schema(), first, new HashSet<>());
        List<Long> ids = Schemas.dictionaryIds(schema);
        if (content.batches().isEmpty()) {
            writer.dictionaries(ids, first, new NullCounts());
        }
        for (Batch batch : content.batches()) {
            writer.dictionaries(ids, batch.dictionaries(), batch.nulls());
            writer.part(null, VectorBuffers.of(batch.root().getFieldVectors(), batch.rowCount(), batch.nulls()));
        }
        return new BatchFrames(Bytes.of(Schemas.toMessage(schema)), writer.parts, writer.frames);
    }

    /// Collects parts and frames.
    private static final class Writer {
        private final Function<ArrowBuf, MemorySegment> segments;
        private final List<Part> parts = new ArrayList<>();
        private final List<Frame> frames = new ArrayList<>();
        private final Map<Integer, FieldVector> written = new HashMap<>();

        Writer(Function<ArrowBuf, MemorySegment> segments) {
            this.segments = segments;
        }

        void dictionaries(List<Long> ids, DictionaryProvider dictionaries, NullCounts nulls) {
            for (int i = 0; i < ids.size(); i++) {
                FieldVector values = dictionaries.lookup(ids.get(i)).getVector();
                if (!values.equals(written.put(i, values))) {
                    part(i, VectorBuffers.of(List.of(values), values.getValueCount(), nulls));
                }
            }
        }

        void part(@Nullable Integer dictionary, ArrowRecordBatch batch) {
            var nodes = new ArrayList<Long>();
            for (ArrowFieldNode node : batch.getNodes()) {
                nodes.add((long) node.getLength());
                nodes.add((long) node.getNullCount());
            }
            var sizes = new ArrayList<Long>();
            for (ArrowBuf buffer : batch.getBuffers()) {
                long size = buffer.readableBytes();
                sizes.add(size);
                if (size > 0) {
                    frames.add(Frame.of(segments.apply(buffer).asSlice(buffer.readerIndex(), size)));
                }
            }
            parts.add(new Part(dictionary, batch.getLength(), nodes, batch.getVariadicBufferCounts(), sizes));
        }
    }

    private static long id(List<Long> ids, int dictionary) {
        if (dictionary < 0 || dictionary >= ids.size()) {
            throw new MalformedArrowException(
                    "part is dictionary " + dictionary + ", the schema has " + ids.size() + " encoded fields");
        }
        return ids.get(dictionary);
    }

    /// Puts batches together.
    ///
    /// @param memory where the frames may lie: what is in its lease is viewed, else it is copied
    /// @return the batches, which the caller closes
    /// @throws MalformedArrowException if schema, parts and frames do not go together
    /// @throws UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public Batches read(BufferMemory memory) {
        Schema messageSchema = Schemas.ofMessage(schema.toArray());
        List<Long> ids = Schemas.dictionaryIds(messageSchema);
        try (var table = new BatchAssembler(memory, messageSchema)) {
            int next = 0;
            for (Part part : parts) {
                try (var source = new FrameSource(part, frames, next, memory)) {
                    if (part.dictionary() == null) {
                        table.batch(source);
                    } else {
                        table.dictionary(id(ids, part.dictionary()), false, source);
                    }
                    next = source.end();
                }
            }
            if (next != frames.size()) {
                throw new MalformedArrowException(
                        "batches have " + next + " buffers, there are " + frames.size() + " frames");
            }
            return table.finish();
        }
    }
}
