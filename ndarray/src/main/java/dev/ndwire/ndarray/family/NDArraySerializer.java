package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `numpy.ndarray` in the `dask` family: shape, strides and dtype in the sub-header, the elements in one frame.
///
/// ```text
///   dtype         [0, str or descr], or [1, pickle], which is refused
///   shape         the lengths that are in the frame: 1 where an axis repeats its elements
///   strides       in bytes
///   writeable     [bool]
///   broadcast_to  the lengths of the array, where an axis has stride 0
/// ```
///
/// A C- or F-contiguous array is sent as it lies, whatever its size: its frame is its memory. Anything else is gathered
/// once into C order, in the context's memory; what an axis of stride 0 repeats is sent once. A received array views
/// the frame.
public final class NDArraySerializer implements TypeSerializer<NDArray> {
    private static final String DTYPE = "dtype";
    private static final String SHAPE = "shape";
    private static final String STRIDES = "strides";
    private static final String WRITEABLE = "writeable";
    private static final String BROADCAST_TO = "broadcast_to";

    /// Makes the serializer; it holds nothing.
    public NDArraySerializer() {}

    @Override
    public Class<NDArray> javaType() {
        return NDArray.class;
    }

    @Override
    public String pythonType() {
        return "numpy.ndarray";
    }

    @Override
    public Serialized serialize(NDArray array, Context context) {
        for (int axis = 0; axis < array.ndim(); axis++) {
            if (array.layout().byteStride(axis) == 0) {
                return serializeRepeating(array, context);
            }
        }
        NDArray sent = contiguous(array, context);
        return Serialized.of(header(sent, sent.strides(), array.isWriteable(), null), frame(sent));
    }

    /// What an axis of stride 0 repeats is sent once.
    private static Serialized serializeRepeating(NDArray array, Context context) {
        long[] shape = array.shape();
        long[] strides = array.strides();
        for (int axis = 0; axis < shape.length; axis++) {
            if (strides[axis] == 0) {
                shape[axis] = Math.min(shape[axis], 1);
            }
        }
        NDArray once =
                NDArray.wrap(array.segment(), array.dtype(), shape, strides, array.byteOffset(), array.isWriteable());
        NDArray sent = contiguous(once, context);
        long[] sentStrides = sent.strides();
        for (int axis = 0; axis < strides.length; axis++) {
            if (strides[axis] == 0) {
                sentStrides[axis] = 0;
            }
        }
        return Serialized.of(header(sent, sentStrides, array.isWriteable(), array.shape()), frame(sent));
    }

    private static NDArray contiguous(NDArray array, Context context) {
        return array.isCContiguous() || array.isFContiguous() ? array : array.copy(context.memory(), Order.C);
    }

    private static Frame frame(NDArray contiguous) {
        long bytes = contiguous.size() * contiguous.dtype().itemSize();
        return bytes == 0
                ? Frame.EMPTY
                : Frame.of(contiguous.segment()).withItemByteSize(itemByteSize(contiguous.dtype()));
    }

    // What shards are cut between. Where elements are structured or larger than 8 bytes, numpy's buffer has smaller
    // units.
    private static int itemByteSize(DType dtype) {
        long size = dtype.itemSize();
        return (int) (dtype.isStruct() || size > Long.BYTES ? Math.min(Long.lowestOneBit(size), Long.BYTES) : size);
    }

    private static Header header(NDArray sent, long[] strides, boolean writeable, long @Nullable [] broadcastTo) {
        DType dtype = sent.dtype();
        List<Object> tagged = List.of(0L, dtype.isStruct() ? descr(dtype) : dtype.str());
        List<Boolean> flag = List.of(writeable);
        return broadcastTo == null
                ? Header.of(DTYPE, tagged, SHAPE, sent.shape(), STRIDES, strides, WRITEABLE, flag)
                : Header.of(
                        DTYPE,
                        tagged,
                        SHAPE,
                        sent.shape(),
                        STRIDES,
                        strides,
                        WRITEABLE,
                        flag,
                        BROADCAST_TO,
                        broadcastTo);
    }

    private static List<Object> descr(DType dtype) {
        try {
            return dtype.descr();
        } catch (UnsupportedOperationException e) {
            throw new SerializationException("array cannot be sent: " + e.getMessage(), e);
        }
    }

    @Override
    public NDArray deserialize(Header header, List<Frame> frames, Context context) {
        if (Boolean.TRUE.equals(header.get("pickle"))) {
            throw new SerializationException(
                    "array is pickled inside family 'dask', and family 'pickle' is not among those that are accepted");
        }
        if (frames.size() != 1) {
            throw new MalformedHeaderException("array has " + frames.size() + " frames, expected 1");
        }
        DType dtype = dtype(header.list(DTYPE));
        long[] shape = header.get(BROADCAST_TO) == null || header.integers(BROADCAST_TO).length == 0
                ? header.integers(SHAPE)
                : header.integers(BROADCAST_TO);
        boolean writeable = writeable(header.list(WRITEABLE));
        MemorySegment memory = frames.get(0).toSegment(context.memory());
        try {
            long[] strides = header.get(STRIDES) == null
                    ? Shapes.contiguousStrides(shape, dtype.itemSize(), Order.C)
                    : header.integers(STRIDES);
            return NDArray.wrap(memory, dtype, shape, strides, 0, writeable);
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException(
                    "array of dtype " + dtype + " and shape " + Arrays.toString(shape) + " does not fit its frame of "
                            + memory.byteSize() + " bytes: " + e.getMessage(),
                    e);
        }
    }

    private static DType dtype(List<?> tagged) {
        if (tagged.size() != 2 || !(tagged.get(0) instanceof Number kind) || tagged.get(1) == null) {
            throw new MalformedHeaderException(
                    "header key 'dtype' has " + tagged.size() + " elements, expected a number and a dtype");
        }
        if (kind.longValue() != 0 || tagged.get(1) instanceof Bytes) {
            throw new SerializationException(
                    "dtype of the array is pickled, and family 'pickle' is not among those that are accepted");
        }
        try {
            // As in files: raw bytes without a name are padding. A field that numpy.dtype would name 'f1' comes named.
            return tagged.get(1) instanceof String text ? DType.parse(text) : DType.ofFileDescr(tagged.get(1));
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException("header key 'dtype' is no dtype: " + e.getMessage(), e);
        }
    }

    private static boolean writeable(List<?> flags) {
        if (flags.size() == 1 && flags.get(0) instanceof Boolean flag) {
            return flag;
        }
        throw new MalformedHeaderException("header key 'writeable' is " + flags + ", expected one boolean");
    }
}
