package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.family.UnsupportedValueException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.pickle.NumpyScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `numpy.ma.MaskedArray` in the `dask` family: the data as an array, then the mask as another.
///
/// ```text
///   data-header   the sub-header of the data
///   nframes       how many frames are the data's; the others are the mask's
///   mask-header   the sub-header of the mask, if there is one
///   fill-value    [false, bool, integer or float], or [true, pickle of one of numpy's scalars]
/// ```
public final class MaskedArraySerializer implements TypeSerializer<MaskedArray> {
    private static final String DATA_HEADER = "data-header";
    private static final String FRAME_COUNT = "nframes";
    private static final String MASK_HEADER = "mask-header";
    private static final String FILL_VALUE = "fill-value";

    /// Makes the serializer; it holds nothing.
    public MaskedArraySerializer() {}

    @Override
    public Class<MaskedArray> javaType() {
        return MaskedArray.class;
    }

    @Override
    public String pythonType() {
        return "numpy.ma.MaskedArray";
    }

    @Override
    public Serialized serialize(MaskedArray array, Context context) {
        Serialized data = NDArraySerializer.toFrames(array.data(), context);
        List<Frame> frames = new ArrayList<>(data.frames());
        Header header = Header.of(DATA_HEADER, data.header(), FRAME_COUNT, (long) frames.size());
        if (array.mask() != null) {
            Serialized mask = NDArraySerializer.toFrames(array.mask(), context);
            header = header.with(MASK_HEADER, mask.header());
            frames.addAll(mask.frames());
        }
        return new Serialized(header.with(FILL_VALUE, fillValue(array.fillValue(), context)), frames);
    }

    private static List<@Nullable Object> fillValue(NDArray fill, Context context) {
        Object element = fill.get();
        return switch (fill.dtype().kind()) {
            case BOOL, INT, UINT, FLOAT -> Arrays.asList(false, element);
            // numpy's timedelta64 is an integer whose NaT is None.
            case TIMEDELTA ->
                element.equals(DType.NAT) ? Arrays.asList(false, null) : Arrays.asList(true, pickle(fill, context));
            default -> Arrays.asList(true, pickle(fill, context));
        };
    }

    private static Bytes pickle(NDArray fill, Context context) {
        try {
            return Bytes.of(context.pickling()
                    .writer(context.pickleProtocol())
                    .write(new NumpyScalar(fill))
                    .toByteArray());
        } catch (IllegalArgumentException e) {
            throw new SerializationException(
                    "fill value of dtype " + fill.dtype() + " cannot be sent: " + e.getMessage(), e);
        }
    }

    @Override
    public MaskedArray deserialize(Header header, List<Frame> frames, Context context) {
        long count = header.integer(FRAME_COUNT);
        if (count < 0 || count > frames.size()) {
            throw new MalformedHeaderException("header key 'nframes' is " + count + ", expected at most the "
                    + frames.size() + " frames of the masked array");
        }
        int split = (int) count;
        NDArray data = NDArraySerializer.array(header.header(DATA_HEADER), frames.subList(0, split), context);
        NDArray mask = header.has(MASK_HEADER)
                ? NDArraySerializer.array(header.header(MASK_HEADER), frames.subList(split, frames.size()), context)
                : null;
        NDArray fill = fillValue(header.list(FILL_VALUE), data.dtype(), context);
        try {
            return MaskedArray.of(data, mask, fill);
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable NDArray fillValue(List<?> tagged, DType dtype, Context context) {
        if (tagged.size() != 2 || !(tagged.get(0) instanceof Boolean isPickled)) {
            throw new MalformedHeaderException(
                    "header key 'fill-value' has " + tagged.size() + " elements, expected a boolean and a value");
        }
        Object value = tagged.get(1);
        if (!isPickled) {
            return value == null ? null : plain(value, dtype);
        }
        if (!(value instanceof Bytes pickle)) {
            throw new MalformedHeaderException(
                    "header key 'fill-value' holds " + Header.nameOf(value) + ", expected the bytes of a pickle");
        }
        Object read = context.pickling().headerReader("a fill value").read(pickle);
        if (read instanceof NumpyScalar scalar) {
            return scalar.array();
        }
        throw new UnsupportedValueException("a masked array whose fill value is " + Header.excerpt(read));
    }

    /// The value in the dtype of the data if it fits there, else in the one of its own kind, as numpy has it.
    private static NDArray plain(Object value, DType dtype) {
        if (!(value instanceof Number) && !(value instanceof Boolean)) {
            throw new MalformedHeaderException("header key 'fill-value' holds " + Header.nameOf(value)
                    + ", expected a boolean, an integer or a float");
        }
        try {
            boolean isNumber = dtype.kind() != Kind.VOID && !dtype.isStruct();
            return NDArray.of(value, isNumber ? dtype : DType.FLOAT64);
        } catch (IllegalArgumentException doesNotFit) {
            return value instanceof Number number && !(value instanceof Double)
                    ? NDArray.of(number, dtype.kind() == Kind.UINT ? DType.UINT64 : DType.INT64)
                    : NDArray.of(value);
        }
    }
}
