package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import java.util.List;

/// Python's `bytearray` in the `dask` family: no sub-header, the bytes as they are.
final class ByteArraySerializer implements TypeSerializer<PyByteArray> {
    @Override
    public Class<PyByteArray> javaType() {
        return PyByteArray.class;
    }

    @Override
    public String pythonType() {
        return "builtins.bytearray";
    }

    @Override
    public Serialized serialize(PyByteArray value, Context context) {
        return Serialized.of(Header.EMPTY, Frame.of(value.content().toArray()));
    }

    @Override
    public PyByteArray deserialize(Header header, List<Frame> frames, Context context) {
        return new PyByteArray(Bytes.of(Frame.join(frames).toByteArray()));
    }
}
