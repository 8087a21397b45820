package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.family.UnsupportedValueException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.buffer.PyMemoryView;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// `memoryview` in the `dask` family: `format` and `shape` in the sub-header, the elements in C order in one frame.
///
/// An empty one has one axis: Python has no others.
public final class PyMemoryViewSerializer implements TypeSerializer<PyMemoryView> {
    private static final String FORMAT = "format";
    private static final String SHAPE = "shape";

    /// Makes the serializer; it holds nothing.
    public PyMemoryViewSerializer() {}

    @Override
    public Class<PyMemoryView> javaType() {
        return PyMemoryView.class;
    }

    @Override
    public String pythonType() {
        return "builtins.memoryview";
    }

    @Override
    public Serialized serialize(PyMemoryView view, Context context) {
        NDArray elements = view.elements();
        if (elements.size() == 0 && elements.ndim() != 1) {
            throw new SerializationException(
                    "memoryview of shape " + Shapes.text(elements.shape()) + " is empty, so it must have one axis");
        }
        Header header = Header.of(FORMAT, view.format(), SHAPE, elements.shape());
        return Serialized.of(header, NDArraySerializer.cOrdered(elements, context));
    }

    @Override
    public PyMemoryView deserialize(Header header, List<Frame> frames, Context context) {
        String format = header.text(FORMAT);
        DType dtype = PyMemoryView.dtypeOf(format)
                .orElseThrow(
                        () -> new UnsupportedValueException("a memoryview of format '" + Header.excerpt(format) + "'"));
        long[] shape = header.integers(SHAPE);
        MemorySegment memory = Frame.join(frames).toSegment(context.memory());
        try {
            long needed = Math.multiplyExact(Shapes.elementCount(shape, dtype.itemSize()), dtype.itemSize());
            if (needed != memory.byteSize()) {
                throw new MalformedHeaderException("memoryview of format '" + format + "' and shape "
                        + Shapes.text(shape) + " has " + memory.byteSize() + " bytes, expected " + needed);
            }
            return new PyMemoryView(format, NDArray.wrap(memory, dtype, shape));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedHeaderException("header key 'shape' is no shape: " + e.getMessage(), e);
        }
    }
}
