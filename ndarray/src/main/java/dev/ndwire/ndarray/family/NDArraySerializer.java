package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.family.UnsupportedValueException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.util.Collections;
import java.util.List;

/// `numpy.ndarray` in the `dask` family: shape, strides and dtype in the sub-header, the elements in one frame.
///
/// The header is that of [ArrayHeader]. A C- or F-contiguous array is sent as it lies, whatever its size: its frame is
/// its memory. Anything else is gathered once into C order, in the context's memory; what an axis of stride 0 repeats
/// is sent once. A received array views the frame.
///
/// Where Python objects are the elements, `pickle: true` is all of the header and the frames are those of the family
/// `pickle`, which must be among those that may be read. Such an array stays a [dev.ndwire.core.value.PyObject].
public final class NDArraySerializer implements TypeSerializer<NDArray> {
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
        return toFrames(array, context);
    }

    static Serialized toFrames(NDArray array, Context context) {
        for (int axis = 0; axis < array.ndim(); axis++) {
            if (array.layout().byteStride(axis) == 0) {
                return serializeRepeating(array, context);
            }
        }
        NDArray sent = contiguous(array, context);
        return Serialized.of(ArrayHeader.of(sent, sent.strides(), array.isWriteable(), null, context), frame(sent));
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
        Header header = ArrayHeader.of(sent, sentStrides, array.isWriteable(), array.shape(), context);
        return Serialized.of(header, frame(sent));
    }

    private static NDArray contiguous(NDArray array, Context context) {
        return array.isCContiguous() || array.isFContiguous() ? array : array.copy(context.memory(), Order.C);
    }

    /// The elements in C order: the array's own memory if it has that order.
    static Frame cOrdered(NDArray array, Context context) {
        return frame(array.isCContiguous() ? array : array.copy(context.memory(), Order.C));
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

    @Override
    public Object deserialize(Header header, List<Frame> frames, Context context) {
        return fromFrames(header, frames, context);
    }

    static Object fromFrames(Header header, List<Frame> frames, Context context) {
        if (!Boolean.TRUE.equals(header.get("pickle"))) {
            NDArray array = array(header, frames, context);
            return Boolean.TRUE.equals(header.get(MatrixSerializer.MATRIX)) ? MatrixSerializer.of(array) : array;
        }
        // numpy says nothing of the buffers' flags; its pickles of objects have no buffers.
        List<Boolean> writeable = Collections.nCopies(Math.max(0, frames.size() - 1), true);
        Header pickle = Header.of("serializer", "pickle", "writeable", writeable);
        Object array = context.serialization().deserialize(new Serialized(pickle, frames), context);
        if (array == null) {
            throw new MalformedHeaderException("pickle of an array is that of None");
        }
        return array;
    }

    /// Lays an array over its frame.
    static NDArray array(Header header, List<Frame> frames, Context context) {
        if (Boolean.TRUE.equals(header.get("pickle"))) {
            throw new UnsupportedValueException("an array of Python objects");
        }
        if (frames.size() != 1) {
            throw new MalformedHeaderException("array has " + frames.size() + " frames, expected 1");
        }
        return ArrayHeader.lay(header, frames.get(0).toSegment(context.memory()), context);
    }
}
