package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.packages.TorchTensor;
import java.util.ArrayList;
import java.util.List;

/// `torch.Tensor` in the `dask` family.
///
/// ```text
///   sub-header      the whole header of the elements
///   grad            {"header": the whole header of the gradient, "start": its first frame}, if there is one
///   requires_grad   a boolean
///   device          such as "cpu"
/// ```
public final class TorchTensorSerializer implements TypeSerializer<TorchTensor> {
    private static final String SUB_HEADER = "sub-header";
    private static final String GRAD = "grad";
    private static final String REQUIRES_GRAD = "requires_grad";
    private static final String DEVICE = "device";

    /// Makes the serializer; it holds nothing.
    public TorchTensorSerializer() {}

    @Override
    public Class<TorchTensor> javaType() {
        return TorchTensor.class;
    }

    @Override
    public String pythonType() {
        return "torch.Tensor";
    }

    @Override
    public Serialized serialize(TorchTensor tensor, Context context) {
        Serialized array = context.serialization().serialize(tensor.array(), context);
        List<Frame> frames = new ArrayList<>(array.frames());
        Header header = Header.of(SUB_HEADER, array.header());
        if (tensor.grad() != null) {
            Serialized grad = context.serialization().serialize(tensor.grad(), context);
            header = header.with(GRAD, Header.of("header", grad.header(), "start", (long) frames.size()));
            frames.addAll(grad.frames());
        }
        return new Serialized(header.with(REQUIRES_GRAD, tensor.requiresGrad()).with(DEVICE, tensor.device()), frames);
    }

    @Override
    public TorchTensor deserialize(Header header, List<Frame> frames, Context context) {
        int split = frames.size();
        NDArray grad = null;
        if (header.get(GRAD) != null) {
            Header own = header.header(GRAD);
            long start = own.integer("start");
            if (start < 0 || start > split) {
                throw new MalformedHeaderException(
                        "gradient of a tensor starts at frame " + start + ", expected one of the " + split + " frames");
            }
            split = (int) start;
            grad = SparseCooSerializer.array(own.header("header"), frames.subList(split, frames.size()), context);
        }
        NDArray array = SparseCooSerializer.array(header.header(SUB_HEADER), frames.subList(0, split), context);
        return new TorchTensor(array, grad, header.flag(REQUIRES_GRAD), header.text(DEVICE));
    }
}
