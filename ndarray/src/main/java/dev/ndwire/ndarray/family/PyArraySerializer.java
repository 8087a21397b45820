package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.family.UnsupportedValueException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.buffer.PyArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// `array.array` in the `dask` family: `typecode` and `writeable: [nil]` in the sub-header, the elements in one frame.
public final class PyArraySerializer implements TypeSerializer<PyArray> {
    private static final String TYPECODE = "typecode";

    /// Makes the serializer; it holds nothing.
    public PyArraySerializer() {}

    @Override
    public Class<PyArray> javaType() {
        return PyArray.class;
    }

    @Override
    public String pythonType() {
        return "array.array";
    }

    @Override
    public Serialized serialize(PyArray array, Context context) {
        Header header =
                Header.of(TYPECODE, String.valueOf(array.typecode()), "writeable", Arrays.asList(new Object[1]));
        return Serialized.of(header, NDArraySerializer.cOrdered(array.elements(), context));
    }

    @Override
    public PyArray deserialize(Header header, List<Frame> frames, Context context) {
        String typecode = header.text(TYPECODE);
        if (typecode.length() != 1) {
            throw new MalformedHeaderException(
                    "header key 'typecode' is '" + Header.excerpt(typecode) + "', expected one letter");
        }
        DType dtype = PyArray.dtypeOf(typecode.charAt(0))
                .orElseThrow(() -> new UnsupportedValueException("an array.array of typecode '" + typecode + "'"));
        MemorySegment memory = Frame.join(frames).toSegment(context.memory());
        if (memory.byteSize() % dtype.itemSize() != 0) {
            throw new MalformedHeaderException("array.array of typecode '" + typecode + "' has " + memory.byteSize()
                    + " bytes, expected a multiple of " + dtype.itemSize());
        }
        return new PyArray(typecode.charAt(0), NDArray.wrap(memory, dtype, memory.byteSize() / dtype.itemSize()));
    }
}
