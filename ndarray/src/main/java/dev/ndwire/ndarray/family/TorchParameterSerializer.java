package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.family.UnsupportedValueException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.ndarray.packages.TorchParameter;
import dev.ndwire.ndarray.packages.TorchTensor;
import java.util.List;

/// `torch.nn.Parameter` in the `dask` family: `sub-header`, the whole header of its tensor, and `requires_grad`.
public final class TorchParameterSerializer implements TypeSerializer<TorchParameter> {
    private static final String SUB_HEADER = "sub-header";
    private static final String REQUIRES_GRAD = "requires_grad";

    /// Makes the serializer; it holds nothing.
    public TorchParameterSerializer() {}

    @Override
    public Class<TorchParameter> javaType() {
        return TorchParameter.class;
    }

    @Override
    public String pythonType() {
        return "torch.nn.parameter.Parameter";
    }

    @Override
    public Serialized serialize(TorchParameter parameter, Context context) {
        Serialized tensor = context.serialization().serialize(parameter.data(), context);
        Header header = Header.of(SUB_HEADER, tensor.header(), REQUIRES_GRAD, parameter.requiresGrad());
        return new Serialized(header, tensor.frames());
    }

    @Override
    public TorchParameter deserialize(Header header, List<Frame> frames, Context context) {
        Object tensor = context.serialization().deserialize(new Serialized(header.header(SUB_HEADER), frames), context);
        if (tensor instanceof TorchTensor data) {
            return new TorchParameter(data, header.flag(REQUIRES_GRAD));
        }
        throw new UnsupportedValueException("a parameter whose tensor is " + Header.excerpt(tensor));
    }
}
