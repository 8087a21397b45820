package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.ndarray.array.MaskedConstant;
import java.util.List;

/// `numpy.ma.masked` in the `dask` family: neither header nor frames.
public final class MaskedConstantSerializer implements TypeSerializer<MaskedConstant> {
    /// Makes the serializer; it holds nothing.
    public MaskedConstantSerializer() {}

    @Override
    public Class<MaskedConstant> javaType() {
        return MaskedConstant.class;
    }

    @Override
    public String pythonType() {
        return "numpy.ma.core.MaskedConstant";
    }

    @Override
    public Serialized serialize(MaskedConstant value, Context context) {
        return Serialized.of(Header.EMPTY);
    }

    @Override
    public MaskedConstant deserialize(Header header, List<Frame> frames, Context context) {
        return MaskedConstant.MASKED;
    }
}
