package dev.ndwire.arrow.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Streams whose every number may be a lie.
final class HandMade {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// What a batch claims.
    ///
    /// @param rows how many rows
    /// @param nodes length and nulls of each field, one after another
    /// @param buffers offset and size of each buffer, one after another
    /// @param codec how buffers are compressed; null for not
    record Claims(
            long rows,
            List<Long> nodes,
            List<Long> buffers,
            @Nullable Byte codec) {
        Claims(long rows, List<Long> nodes, List<Long> buffers) {
            this(rows, nodes, buffers, null);
        }
    }

    /// A stream without a schema.
    static HandMade empty() {
        return new HandMade();
    }

    static HandMade of(Field... fields) {
        var made = new HandMade();
        made.bytes.writeBytes(IpcCursor.prefixed(
                MessageSerializer.serializeMetadata(new Schema(List.of(fields)), IpcOption.DEFAULT)));
        return made;
    }

    /// A stream that starts with a schema of a flatbuffer.
    static HandMade of(FlatBufferBuilder builder, int schema) {
        var made = new HandMade();
        made.message(builder, MessageHeader.Schema, schema, 0, new byte[0]);
        return made;
    }

    HandMade batch(Claims claims, byte... body) {
        return batch(claims, body.length, body);
    }

    HandMade batch(Claims claims, long bodySize, byte... body) {
        var builder = new FlatBufferBuilder();
        return message(builder, MessageHeader.RecordBatch, table(builder, claims), bodySize, body);
    }

    HandMade dictionary(long id, boolean isDelta, Claims claims, byte... body) {
        var builder = new FlatBufferBuilder();
        int data = table(builder, claims);
        int dictionary = DictionaryBatch.createDictionaryBatch(builder, id, data, isDelta);
        return message(builder, MessageHeader.DictionaryBatch, dictionary, body.length, body);
    }

    private static int table(FlatBufferBuilder builder, Claims claims) {
        int compression = claims.codec() == null
                ? 0
                : BodyCompression.createBodyCompression(builder, claims.codec(), BodyCompressionMethod.BUFFER);
        RecordBatch.startNodesVector(builder, claims.nodes().size() / 2);
        for (int i = claims.nodes().size() - 2; i >= 0; i -= 2) {
            FieldNode.createFieldNode(
                    builder, claims.nodes().get(i), claims.nodes().get(i + 1));
        }
        int nodes = builder.endVector();
        RecordBatch.startBuffersVector(builder, claims.buffers().size() / 2);
        for (int i = claims.buffers().size() - 2; i >= 0; i -= 2) {
            org.apache.arrow.flatbuf.Buffer.createBuffer(
                    builder, claims.buffers().get(i), claims.buffers().get(i + 1));
        }
        int buffers = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, claims.rows());
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, buffers);
        RecordBatch.addCompression(builder, compression);
        return RecordBatch.endRecordBatch(builder);
    }

    private HandMade message(FlatBufferBuilder builder, byte type, int header, long bodySize, byte[] body) {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, type, header, bodySize, 0));
        bytes.writeBytes(IpcCursor.prefixed(builder.dataBuffer()));
        bytes.writeBytes(body);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
