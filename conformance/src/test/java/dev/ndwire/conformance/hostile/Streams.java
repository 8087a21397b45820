package dev.ndwire.conformance.hostile;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.WireWriter;
import dev.ndwire.ndarray.array.NDArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Bytes as they stand on a stream: honest messages, and such as claim what is not so.
final class Streams {
    private static final Serialization DASK = Serialization.standard();

    private Streams() {}

    static byte[] handshake() throws IOException {
        return message(PyDict.of("compression", null, "python", List.of(3L, 11L, 0L), "pickle-protocol", 5L));
    }

    /// A whole message as we write it.
    static byte[] message(@Nullable Object value) throws IOException {
        var stream = new ByteArrayOutputStream();
        WireWriter.write(
                parts -> parts.forEach(part -> stream.writeBytes(part.toArray(ValueLayout.JAVA_BYTE))),
                MessageWriter.dumps(value, DASK, Context.local()));
        return stream.toByteArray();
    }

    static byte[] update(String key, NDArray... arrays) throws IOException {
        var data = PyDict.of(key, new Serialize(arrays[0]));
        for (int i = 1; i < arrays.length; i++) {
            data.put(key + i, new Serialize(arrays[i]));
        }
        return message(PyDict.of("op", "update_data", "reply", true, "data", data));
    }

    /// An update whose array has a header that was changed, with the frames that it claims and the bytes that come.
    static byte[] update(UnaryOperator<Header> change, long claimedByteSize, byte[] sent) throws IOException {
        var request = MsgpackWriter.encode(PyDict.of(
                "op", "update_data", "reply", true, "data", PyDict.of("lie", PyDict.of("__Serialized__", 1L))));
        var honest = DASK.serialize(NDArray.of(new double[] {1, 2, 3, 4})).header();
        var header = MsgpackWriter.encode(change.apply(honest.with("num-sub-frames", 1L)));
        long[] sizes = {request.length, header.length, claimedByteSize};
        return joined(prelude(sizes), request, header, sent);
    }

    /// Changes an array's own header.
    static UnaryOperator<Header> array(Map<String, Object> members) {
        return header -> {
            var inner = header.header("sub-header");
            for (var member : members.entrySet()) {
                inner = inner.with(member.getKey(), member.getValue());
            }
            return header.with("sub-header", inner);
        };
    }

    /// A prelude whose head covers nothing but itself.
    static byte[] prelude(long... sizes) {
        var prelude = ByteBuffer.allocate(16 + 8 * sizes.length).order(ByteOrder.LITTLE_ENDIAN);
        prelude.putLong(8L + 8L * sizes.length).putLong(sizes.length);
        Arrays.stream(sizes).forEach(prelude::putLong);
        return prelude.array();
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
