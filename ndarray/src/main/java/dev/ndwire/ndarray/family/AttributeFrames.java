package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.UnsupportedValueException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.pickle.BareGlobal;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object whose attributes travel one by one.
///
/// ```text
///   serializer       "dask"
///   type-serialized  the class
///   simple           the attributes that msgpack holds
///   complex          for each other one {"header": …, "start": …, "stop": …}: which of the frames are its own
/// ```
///
/// Source: `ObjectDictSerializer` of `distributed.protocol.serialize`.
final class AttributeFrames {
    private AttributeFrames() {}

    static Serialized serialize(String pythonType, PyDict attributes, Context context) {
        PyDict simple = new PyDict();
        PyDict complex = new PyDict();
        List<Frame> frames = new ArrayList<>();
        for (Map.Entry<?, ?> attribute : attributes.entrySet()) {
            Object value = attribute.getValue();
            if (isSimple(value)) {
                simple.put(attribute.getKey(), value);
                continue;
            }
            Serialized part = context.serialization().serialize(value, context);
            int start = frames.size();
            frames.addAll(part.frames());
            complex.put(attribute.getKey(), Header.of("header", part.header(), "start", (long) start, "stop", (long)
                    frames.size()));
        }
        Bytes type = BareGlobal.of(pythonType).toPickle();
        Header header = Header.of("serializer", "dask", "type-serialized", type, "simple", simple, "complex", complex);
        return new Serialized(header, frames);
    }

    private static boolean isSimple(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().allMatch(e -> e.getKey() instanceof String && isSimple(e.getValue()));
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(AttributeFrames::isSimple);
        }
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Bytes
                || value instanceof Long
                || value instanceof Double;
    }

    static PyDict deserialize(Header header, List<Frame> frames, Context context) {
        PyDict attributes = header.header("simple").toDict();
        PyDict complex = header.header("complex").toDict();
        for (Map.Entry<?, ?> entry : complex.entrySet()) {
            Header part = Header.asHeader(entry.getValue(), "attribute '" + Header.excerpt(entry.getKey()) + "'");
            Header inner = part.header("header");
            if (inner.has("nested-dict")) {
                throw new UnsupportedValueException("an object with the dict '" + entry.getKey() + "'");
            }
            long start = part.integer("start");
            long stop = part.integer("stop");
            if (start < 0 || stop < start || stop > frames.size()) {
                throw new MalformedHeaderException("attribute '" + Header.excerpt(entry.getKey()) + "' has frames "
                        + start + " to " + stop + ", expected some of the " + frames.size() + " of the object");
            }
            List<Frame> own = frames.subList((int) start, (int) stop);
            attributes.put(entry.getKey(), context.serialization().deserialize(new Serialized(inner, own), context));
        }
        return attributes;
    }
}
