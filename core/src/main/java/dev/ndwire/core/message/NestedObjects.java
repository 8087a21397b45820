package dev.ndwire.core.message;

import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.Placeholders;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects that stand whole inside the header of another: `{"__Serialized__": true, "data": [header, frames]}`.
///
/// Reading gives a [Serialized], which stays closed until the type serializer around it asks; so the list of families
/// that may be read holds for it, too. Source: `msgpack_encode_default` of `distributed.protocol.serialize`.
final class NestedObjects {
    private static final String DATA = "data";

    private NestedObjects() {}

    static PyDict toMap(Serialized nested) {
        List<byte[]> frames = nested.frames().stream().map(Frame::toByteArray).toList();
        return PyDict.of(Placeholders.SERIALIZED, true, DATA, PyTuple.of(nested.header(), PyTuple.copyOf(frames)));
    }

    /// Replaces the maps that stand for objects: a hook for [MsgpackReader].
    static @Nullable Object ofMap(PyDict map) {
        if (!map.containsKey(Placeholders.SERIALIZED)) {
            return map;
        }
        if (map.get(DATA) instanceof PyTuple data
                && data.size() == 2
                && data.get(0) instanceof Map<?, ?> header
                && data.get(1) instanceof PyTuple parts) {
            List<Frame> frames = new ArrayList<>(parts.size());
            for (Object part : parts) {
                if (!(part instanceof Bytes bytes)) {
                    throw new MalformedHeaderException(
                            "a frame of an object inside a header is " + Header.nameOf(part) + ", expected bytes");
                }
                frames.add(Frame.of(bytes.toArray()));
            }
            return new Serialized(Header.copyOf(header), frames);
        }
        throw new MalformedHeaderException("an object inside a header has no 'data' of a header and frames");
    }
}
