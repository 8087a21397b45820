package dev.ndwire.ndarray.pickle;

import dev.ndwire.core.pickle.PickleConstructor;
import dev.ndwire.core.pickle.PickleTarget;
import dev.ndwire.core.pickle.PickledMemory;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.buffer.PyArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.util.List;
import java.util.Map;

/// `array.array`: `_array_reconstructor(array, typecode, format, bytes)`, where the format is a number for the size,
/// sign and byte order of an element. What has another format than this library gives the typecode stays as it is, and
/// so do pickles of protocols 0 to 2, which list the elements.
public final class PyArrayConstructor implements PickleConstructor {
    private static final PyGlobal ARRAY = new PyGlobal("array", "array");
    private static final PyGlobal RECONSTRUCT = new PyGlobal("array", "_array_reconstructor");
    // The numbers of little-endian formats, by dtype; the table of `array`'s machine formats.
    private static final Map<String, Long> FORMATS = Map.ofEntries(
            Map.entry("|u1", 0L),
            Map.entry("|i1", 1L),
            Map.entry("<u2", 2L),
            Map.entry("<i2", 4L),
            Map.entry("<u4", 6L),
            Map.entry("<i4", 8L),
            Map.entry("<u8", 10L),
            Map.entry("<i8", 12L),
            Map.entry("<f4", 14L),
            Map.entry("<f8", 16L));
    private static final long UTF_32 = 20;

    /// Makes the constructor; it holds nothing.
    public PyArrayConstructor() {}

    @Override
    public List<String> pythonNames() {
        return List.of(RECONSTRUCT.qualified());
    }

    @Override
    public List<Class<?>> javaTypes() {
        return List.of(PyArray.class);
    }

    private static long format(DType dtype) {
        return dtype.kind() == Kind.TEXT ? UTF_32 : FORMATS.getOrDefault(dtype.str(), -1L);
    }

    @Override
    public Object construct(PyObject object) {
        PyTuple arguments = object.arguments();
        boolean plain = object.creation() == PyObject.Creation.CALL
                && object.effects().isEmpty()
                && arguments.size() == 4
                && ARRAY.equals(arguments.get(0));
        if (!plain || !(arguments.get(1) instanceof String typecode) || typecode.length() != 1) {
            return object;
        }
        DType dtype = PyArray.dtypeOf(typecode.charAt(0)).orElse(null);
        PickledMemory memory = PickledMemory.of(arguments.get(3));
        if (dtype == null || memory == null || !Long.valueOf(format(dtype)).equals(arguments.get(2))) {
            return object;
        }
        long byteSize = memory.segment().byteSize();
        if (byteSize % dtype.itemSize() != 0) {
            throw new IllegalArgumentException("array.array of typecode '" + typecode + "' has " + byteSize
                    + " bytes, expected a multiple of " + dtype.itemSize());
        }
        return new PyArray(typecode.charAt(0), NDArray.wrap(memory.segment(), dtype, byteSize / dtype.itemSize()));
    }

    @Override
    public PyObject reduce(Object value, PickleTarget target) {
        PyArray array = (PyArray) value;
        return PyObject.call(
                RECONSTRUCT,
                ARRAY,
                String.valueOf(array.typecode()),
                format(array.elements().dtype()),
                NDArrayConstructor.bytes(array.elements(), false));
    }
}
