package dev.ndwire.core.comm;

import dev.ndwire.core.Blob;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.wire.ArrayStream;
import dev.ndwire.core.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// What an honest peer sends, as bytes.
final class OnTheWire {
    private OnTheWire() {}

    static byte[] frames(List<Frame> frames) throws IOException {
        ArrayStream stream = new ArrayStream();
        WireWriter.write(stream, frames);
        return stream.written();
    }

    static byte[] handshake() throws IOException {
        return frames(List.of(Frame.of(MsgpackWriter.encode(Handshake.ours(null)))));
    }

    static byte[] message(Object message) throws IOException {
        return frames(MessageWriter.dumps(message, Blob.SERIALIZATION, Context.local()));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
