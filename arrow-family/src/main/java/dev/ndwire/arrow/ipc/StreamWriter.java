package dev.ndwire.arrow.ipc;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowBuffer;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowMessage;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/// Writes batches as an IPC stream: a rope of metadata and the vectors' own buffers, none of which is copied.
public final class StreamWriter {
    private static final int ALIGNMENT = 8;
    private static final MemorySegment PADDING =
            MemorySegment.ofArray(new byte[ALIGNMENT]).asReadOnly();

    private final Function<ArrowBuf, MemorySegment> segments;
    private final Schema messageSchema;
    private final List<Long> ids;
    private final List<Frame> parts = new ArrayList<>();
    private final List<ArrowBlock> dictionaryBlocks = new ArrayList<>();
    private final List<ArrowBlock> batchBlocks = new ArrayList<>();
    private boolean hasReplacedDictionaries;
    private long byteOffset;

    private StreamWriter(Batches content, Function<ArrowBuf, MemorySegment> segments) {
        this.segments = segments;
        Set<Long> used = new LinkedHashSet<>();
        this.messageSchema = Schemas.ofMessage(content.schema(), WritingOrder.first(content), used);
        this.ids = List.copyOf(used);
    }

    private void write(Batches content) {
        metadata(MessageSerializer.serializeMetadata(messageSchema, IpcOption.DEFAULT));
        WritingOrder.walk(content, ids, new WritingOrder.Target() {
            @Override
            public void dictionary(int index, ArrowRecordBatch values, boolean isReplaced) {
                hasReplacedDictionaries |= isReplaced;
                var message = new ArrowDictionaryBatch(ids.get(index), values, false);
                dictionaryBlocks.add(block(MessageSerializer.serializeMetadata(message, IpcOption.DEFAULT), values));
            }

            @Override
            public void batch(ArrowRecordBatch batch) {
                batchBlocks.add(
                        block(MessageSerializer.serializeMetadata((ArrowMessage) batch, IpcOption.DEFAULT), batch));
            }
        });
        metadata(ByteBuffer.allocate(0));
    }

    /// Writes a stream, from its schema to its end.
    ///
    /// @param content the batches; their vectors must stay as they are while the frame is in use
    /// @param segments views a buffer for as long as the frame is to be used
    /// @return the stream
    public static Frame write(Batches content, Function<ArrowBuf, MemorySegment> segments) {
        return of(content, segments).frame();
    }

    static StreamWriter of(Batches content, Function<ArrowBuf, MemorySegment> segments) {
        var writer = new StreamWriter(content, segments);
        writer.write(content);
        return writer;
    }

    /// The stream.
    Frame frame() {
        return Frame.join(parts);
    }

    Schema messageSchema() {
        return messageSchema;
    }

    /// Where in the stream each dictionary is.
    List<ArrowBlock> dictionaryBlocks() {
        return dictionaryBlocks;
    }

    /// Where in the stream each batch is.
    List<ArrowBlock> batchBlocks() {
        return batchBlocks;
    }

    /// Whether a batch has another dictionary than one before it.
    boolean hasReplacedDictionaries() {
        return hasReplacedDictionaries;
    }

    private ArrowBlock block(ByteBuffer metadata, ArrowRecordBatch data) {
        long start = byteOffset;
        metadata(metadata);
        long body = byteOffset;
        body(data);
        return new ArrowBlock(start, (int) (body - start), byteOffset - body);
    }

    private void metadata(ByteBuffer metadata) {
        add(Frame.of(IpcCursor.prefixed(metadata)));
    }

    private void add(Frame part) {
        parts.add(part);
        byteOffset += part.byteSize();
    }

    private void body(ArrowRecordBatch batch) {
        List<ArrowBuf> buffers = batch.getBuffers();
        List<ArrowBuffer> layout = batch.getBuffersLayout();
        for (int i = 0; i < buffers.size(); i++) {
            long size = layout.get(i).getSize();
            if (size > 0) {
                ArrowBuf buffer = buffers.get(i);
                add(Frame.of(segments.apply(buffer).asSlice(buffer.readerIndex(), size)));
                long padding = -size & (ALIGNMENT - 1);
                if (padding > 0) {
                    add(Frame.of(PADDING.asSlice(0, padding)));
                }
            }
        }
    }
}
