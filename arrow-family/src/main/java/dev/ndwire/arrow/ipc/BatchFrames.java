package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Batches without a stream around them: the schema as a message, what each batch is as numbers, and each of its
/// buffers as a frame of its own.
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
        BatchParts taken = BatchParts.of(content);
        var parts = new ArrayList<Part>();
        var frames = new ArrayList<Frame>();
        for (BatchParts.Item item : taken.items()) {
            parts.add(item.part());
            for (ArrowBuf buffer : item.buffers()) {
                long size = buffer.readableBytes();
                if (size > 0) {
                    frames.add(Frame.of(segments.apply(buffer).asSlice(buffer.readerIndex(), size)));
                }
            }
        }
        return new BatchFrames(Bytes.of(Schemas.toMessage(taken.schema())), parts, frames);
    }

    /// Puts batches together.
    ///
    /// @param memory where the frames may lie: what is in its lease is viewed, else it is copied
    /// @return the batches, which the caller closes
    /// @throws MalformedArrowException if schema, parts and frames do not go together
    /// @throws UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public Batches read(BufferMemory memory) {
        Schema messageSchema = Schemas.ofMessage(schema.toArray());
        List<ArrowBuf> made = memory.buffers(pieces());
        try {
            var items = new ArrayList<BatchParts.Item>(parts.size());
            Iterator<ArrowBuf> each = made.iterator();
            for (Part part : parts) {
                items.add(new BatchParts.Item(part, buffers(part, each, memory)));
            }
            return new BatchParts(messageSchema, items).assemble(memory);
        } finally {
            made.forEach(buffer -> buffer.getReferenceManager().release());
        }
    }

    /// The bytes of all buffers that are not empty: together, since frames that lie side by side are counted as one.
    private List<MemorySegment> pieces() {
        SegmentAllocator gathering = (byteSize, alignment) -> Arena.ofAuto().allocate(byteSize, alignment);
        var pieces = new ArrayList<MemorySegment>(frames.size());
        for (Part part : parts) {
            for (long size : part.bufferSizes()) {
                int next = pieces.size();
                long found = next < frames.size() ? frames.get(next).byteSize() : 0;
                if (size != 0 && found != size) {
                    throw new MalformedArrowException("frame " + next + " of " + frames.size() + " has " + found
                            + " bytes, its batch claims " + size);
                }
                if (size != 0) {
                    pieces.add(frames.get(next).toSegment(gathering));
                }
            }
        }
        if (pieces.size() != frames.size()) {
            throw new MalformedArrowException(
                    "batches have " + pieces.size() + " buffers, there are " + frames.size() + " frames");
        }
        return pieces;
    }

    /// The buffers of a part: empty ones, for which there are no frames, stand among the others.
    private static List<ArrowBuf> buffers(Part part, Iterator<ArrowBuf> made, BufferMemory memory) {
        ArrowBuf empty = memory.allocator().getEmpty();
        var buffers = new ArrayList<ArrowBuf>(part.bufferSizes().size());
        for (long size : part.bufferSizes()) {
            buffers.add(size == 0 ? empty : made.next());
        }
        return buffers;
    }
}
