package dev.ndwire.arrow.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.message.ArrowBlock;

/// Writes batches as an IPC file: a rope of metadata and the vectors' own buffers, none of which is copied.
public final class FileWriter {
    private static final byte[] START = {'A', 'R', 'R', 'O', 'W', '1', 0, 0};

    private FileWriter() {}

    /// Writes a file.
    ///
    /// @param content the batches; their vectors must stay as they are while the frame is in use
    /// @param segments views a buffer for as long as the frame is to be used
    /// @return the file
    /// @throws IllegalArgumentException if a dictionary is another one in a later batch, which a file cannot hold
    public static Frame write(Batches content, Function<ArrowBuf, MemorySegment> segments) {
        StreamWriter stream = StreamWriter.of(content, segments);
        if (stream.hasReplacedDictionaries()) {
            throw new IllegalArgumentException(
                    "batches have different dictionaries for one column, which a file cannot hold: write a stream");
        }
        byte[] footer = footer(stream);
        ByteBuffer tail = ByteBuffer.allocate(footer.length + Integer.BYTES + FileReader.MAGIC.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(footer)
                .putInt(footer.length)
                .put(FileReader.MAGIC);
        return Frame.join(List.of(Frame.of(START), stream.frame(), Frame.of(tail.array())));
    }

    private static byte[] footer(StreamWriter stream) {
        var builder = new FlatBufferBuilder();
        int schema = stream.messageSchema().getSchema(builder);
        Footer.startDictionariesVector(builder, stream.dictionaryBlocks().size());
        int dictionaries = blocks(builder, stream.dictionaryBlocks());
        Footer.startRecordBatchesVector(builder, stream.batchBlocks().size());
        int batches = blocks(builder, stream.batchBlocks());
        Footer.startFooter(builder);
        Footer.addVersion(builder, MetadataVersion.V5);
        Footer.addSchema(builder, schema);
        Footer.addDictionaries(builder, dictionaries);
        Footer.addRecordBatches(builder, batches);
        builder.finish(Footer.endFooter(builder));
        return builder.sizedByteArray();
    }

    private static int blocks(FlatBufferBuilder builder, List<ArrowBlock> blocks) {
        for (ArrowBlock block : blocks.reversed()) {
            new ArrowBlock(block.getOffset() + START.length, block.getMetadataLength(), block.getBodyLength())
                    .writeTo(builder);
        }
        return builder.endVector();
    }
}
