package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.value.Bytes;
import java.util.List;

/// Python's `bytes` in the `dask` family: no sub-header, the bytes as they are.
final class BytesSerializer implements TypeSerializer<Bytes> {
    @Override
    public Class<Bytes> javaType() {
        return Bytes.class;
    }

    @Override
    public String pythonType() {
        return "builtins.bytes";
    }

    @Override
    public Serialized serialize(Bytes value, Context context) {
        return Serialized.of(Header.EMPTY, Frame.of(value.toArray()));
    }

    @Override
    public Bytes deserialize(Header header, List<Frame> frames, Context context) {
        return Bytes.of(Frame.join(frames).toByteArray());
    }
}
