package dev.ndwire.core.comm;

import dev.ndwire.core.Blob;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.memory.SharedMemory;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.ArrayStream;
import dev.ndwire.core.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
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
        return handshake(Schemes.TCP);
    }

    static byte[] handshake(Schemes scheme) throws IOException {
        return frames(over(scheme, List.of(Frame.of(MsgpackWriter.encode(Handshake.ours(null))))));
    }

    /// The handshake, and what comes before it.
    static byte[] opening(Schemes scheme) throws IOException {
        return scheme == Schemes.SHM ? joined(greeting(), handshake(scheme)) : handshake(scheme);
    }

    static byte[] message(Object message) throws IOException {
        return message(Schemes.TCP, message);
    }

    static byte[] message(Schemes scheme, Object message) throws IOException {
        return frames(over(scheme, MessageWriter.dumps(message, Blob.SERIALIZATION, Context.local())));
    }

    /// Where this process looks for what it is handed over `shm://`, under names that nobody else uses.
    private static byte[] greeting() throws IOException {
        SharedMemory memory = SharedMemory.standard();
        return frames(List.of(Frame.utf8(String.join(
                "\n",
                "ndwire shm 1",
                memory.base().toString(),
                memory.folder().getFileName().toString(),
                memory.newPrefix() + "-"))));
    }

    private static List<Frame> over(Schemes scheme, List<Frame> frames) {
        if (scheme != Schemes.SHM) {
            return frames;
        }
        List<Frame> all = new ArrayList<>();
        all.add(placesOnTheSocket(frames));
        all.addAll(frames);
        return all;
    }

    /// Says of each frame that it is in no file.
    private static Frame placesOnTheSocket(List<Frame> frames) {
        byte[] bytes = new byte[2 * Long.BYTES + 3 * Long.BYTES * frames.size()];
        ByteBuffer places = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        places.putLong(0).putLong(frames.size());
        for (Frame frame : frames) {
            places.putLong(frame.byteSize()).putLong(0).putLong(0);
        }
        return Frame.of(bytes);
    }

    /// The start of a message whose one object claims a frame of so many bytes, up to that frame.
    ///
    /// @param message holds the object's place
    static byte[] claim(PyDict message, long byteSize) {
        byte[] body = MsgpackWriter.encode(message);
        byte[] header = MsgpackWriter.encode(
                Blob.SERIALIZATION.serialize(Blob.of("")).header().with("num-sub-frames", 1L));
        ByteBuffer claim =
                ByteBuffer.allocate(8 + 8 + 3 * 8 + body.length + header.length).order(ByteOrder.LITTLE_ENDIAN);
        claim.putLong(32).putLong(3);
        claim.putLong(body.length).putLong(header.length).putLong(byteSize);
        return claim.put(body).put(header).array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
