package dev.ndwire.ndarray.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.LargeBytes;
import dev.ndwire.core.pickle.PickleConstructor;
import dev.ndwire.core.pickle.PickleTarget;
import dev.ndwire.core.pickle.PickledMemory;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.util.List;

/// numpy's scalars: `scalar(dtype, bytes)`.
public final class ScalarConstructor implements PickleConstructor {
    private static final PyGlobal SCALAR = new PyGlobal("numpy._core.multiarray", "scalar");

    /// Makes the constructor; it holds nothing.
    public ScalarConstructor() {}

    @Override
    public List<String> pythonNames() {
        return List.of(SCALAR.qualified(), "numpy.core.multiarray.scalar");
    }

    @Override
    public List<Class<?>> javaTypes() {
        return List.of(NumpyScalar.class);
    }

    @Override
    public Object construct(PyObject object) {
        PyTuple arguments = object.arguments();
        boolean plain =
                object.creation() == PyObject.Creation.CALL && object.effects().isEmpty() && arguments.size() == 2;
        if (!plain || !(arguments.get(0) instanceof DType dtype) || dtype.isSubArray()) {
            return object;
        }
        PickledMemory memory = PickledMemory.of(arguments.get(1));
        if (memory == null) {
            return object;
        }
        if (memory.segment().byteSize() != dtype.itemSize()) {
            throw new IllegalArgumentException("scalar of dtype " + dtype + " needs " + dtype.itemSize() + " bytes, "
                    + memory.segment().byteSize() + " came");
        }
        return new NumpyScalar(NDArray.wrap(memory.segment(), dtype).asReadOnly());
    }

    @Override
    public PyObject reduce(Object value, PickleTarget target) {
        NDArray array = ((NumpyScalar) value).array();
        Frame bytes = array.byteSize() == 0 ? Frame.EMPTY : Frame.of(array.segment());
        return PyObject.call(SCALAR, array.dtype(), new LargeBytes(bytes, false));
    }
}
