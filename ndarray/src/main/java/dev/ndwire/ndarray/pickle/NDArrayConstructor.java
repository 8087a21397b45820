package dev.ndwire.ndarray.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.LargeBytes;
import dev.ndwire.core.pickle.PickleBuffer;
import dev.ndwire.core.pickle.PickleConstructor;
import dev.ndwire.core.pickle.PickleTarget;
import dev.ndwire.core.pickle.PickledMemory;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.Matrix;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `numpy.ndarray`, in both of its forms, and `numpy.matrix`, in the first.
///
/// ```text
///   _reconstruct(ndarray, (0,), b"b"), state (1, shape, dtype, is Fortran-ordered, bytes)
///   _frombuffer(buffer, dtype, shape, "C" or "F")                          protocol 5, contiguous
///   _frombuffer(buffer, dtype, shape in memory, "K", order of the axes)    the same with its axes permuted
/// ```
/// A received array lies over the pickle's bytes or over the buffer, where these are 64 KiB or more; smaller ones are
/// copied. A contiguous array is written without touching its bytes, which the pickle or the buffer views.
public final class NDArrayConstructor implements PickleConstructor {
    static final PyGlobal NDARRAY = new PyGlobal("numpy", "ndarray");
    private static final PyGlobal MATRIX = new PyGlobal("numpy", "matrix");
    private static final PyGlobal RECONSTRUCT = new PyGlobal("numpy._core.multiarray", "_reconstruct");
    private static final PyGlobal FROM_BUFFER = new PyGlobal("numpy._core.numeric", "_frombuffer");
    // One object wherever it stands, as in Python.
    private static final LargeBytes NO_BYTES = new LargeBytes(Frame.EMPTY, false);
    private static final Bytes PLACEHOLDER = Bytes.utf8("b");

    /// Makes the constructor; it holds nothing.
    public NDArrayConstructor() {}

    @Override
    public List<String> pythonNames() {
        return List.of(
                RECONSTRUCT.qualified(),
                FROM_BUFFER.qualified(),
                "numpy.core.multiarray._reconstruct",
                "numpy.core.numeric._frombuffer");
    }

    @Override
    public List<Class<?>> javaTypes() {
        return List.of(NDArray.class, Matrix.class);
    }

    @Override
    public Object construct(PyObject object) {
        if (object.creation() != PyObject.Creation.CALL || !(object.function() instanceof PyGlobal function)) {
            return object;
        }
        if (function.name().equals(FROM_BUFFER.name())) {
            NDArray array = ofBuffer(object);
            return array == null ? object : array;
        }
        Object type = Parts.at(object.arguments(), 0);
        NDArray array = NDARRAY.equals(type) || MATRIX.equals(type) ? ofState(object) : null;
        if (array == null || (MATRIX.equals(type) && array.ndim() != 2)) {
            return object;
        }
        return MATRIX.equals(type) ? new Matrix(array) : array;
    }

    private static @Nullable NDArray ofState(PyObject object) {
        PyEffect.State effect = object.onlyState();
        if (object.arguments().size() != 3 || effect == null) {
            return null;
        }
        Object state = effect.state();
        long[] shape = Parts.integers(Parts.at(state, 1));
        PickledMemory memory = PickledMemory.of(Parts.at(state, 4));
        if (Parts.size(state) != 5 || shape == null || memory == null) {
            return null;
        }
        // Python copies the bytes into an array that it may change; here nobody else sees them.
        return Parts.at(state, 2) instanceof DType dtype && Parts.at(state, 3) instanceof Boolean isFortran
                ? lay(memory.segment().byteSize(), memory, dtype, shape, isFortran ? Order.F : Order.C, true)
                : null;
    }

    private static @Nullable NDArray ofBuffer(PyObject object) {
        PyTuple arguments = object.arguments();
        int count = arguments.size();
        if (!object.effects().isEmpty() || count < 4 || count > 5) {
            return null;
        }
        PickledMemory memory = PickledMemory.of(arguments.get(0));
        long[] shape = Parts.integers(arguments.get(2));
        if (memory == null || shape == null || !(arguments.get(1) instanceof DType dtype)) {
            return null;
        }
        long byteSize = memory.segment().byteSize();
        Object order = arguments.get(3);
        if (count == 5) {
            int[] axes = axes(arguments.get(4), shape.length);
            return axes != null && "K".equals(order)
                    ? lay(byteSize, memory, dtype, shape, Order.C, memory.isWriteable())
                            .transpose(axes)
                    : null;
        }
        if (!"C".equals(order) && !"F".equals(order)) {
            return null;
        }
        return lay(byteSize, memory, dtype, shape, "F".equals(order) ? Order.F : Order.C, memory.isWriteable());
    }

    private static int @Nullable [] axes(@Nullable Object tuple, int count) {
        long[] order = Parts.integers(tuple);
        if (order == null || order.length != count) {
            return null;
        }
        int[] axes = new int[count];
        for (int i = 0; i < count; i++) {
            axes[i] = Math.toIntExact(order[i]);
        }
        return axes;
    }

    static NDArray lay(
            long byteSize, PickledMemory memory, DType dtype, long[] shape, Order order, boolean isWriteable) {
        long needed = Shapes.elementCount(shape, dtype.itemSize()) * dtype.itemSize();
        if (needed != byteSize) {
            throw new IllegalArgumentException("array of dtype " + dtype + " and shape " + Shapes.text(shape)
                    + " needs " + needed + " bytes, " + byteSize + " came");
        }
        long[] strides = Shapes.contiguousStrides(shape, dtype.itemSize(), order);
        return NDArray.wrap(memory.segment(), dtype, shape, strides, 0, isWriteable);
    }

    @Override
    public PyObject reduce(Object value, PickleTarget target) {
        if (value instanceof Matrix matrix) {
            return ofState(MATRIX, matrix.array());
        }
        NDArray array = (NDArray) value;
        if (target.protocol() >= 5 && hasBuffer(array.dtype())) {
            PyObject call = call(array);
            if (call != null) {
                return call;
            }
        }
        return ofState(NDARRAY, array);
    }

    private static PyObject ofState(PyGlobal type, NDArray array) {
        boolean isFortran = isFortran(array);
        return PyObject.call(RECONSTRUCT, type, PyTuple.of(0), PLACEHOLDER)
                .withState(
                        PyTuple.of(1, Parts.tuple(array.shape()), array.dtype(), isFortran, bytes(array, isFortran)));
    }

    static boolean isFortran(NDArray array) {
        return array.isFContiguous() && !array.isCContiguous();
    }

    /// The elements in one of the two orders: the array's own memory if it has that order.
    static LargeBytes bytes(NDArray array, boolean isFortran) {
        if (array.byteSize() == 0) {
            return NO_BYTES;
        }
        boolean isContiguous = isFortran ? array.isFContiguous() : array.isCContiguous();
        return new LargeBytes(frame(isContiguous ? array : array.copy(isFortran ? Order.F : Order.C)), false);
    }

    /// Whether numpy gives out the memory of such an array as a buffer: not of times, not of what
    /// another package defines, not of long doubles in the other byte order, and not of no bytes.
    private static boolean hasBuffer(DType dtype) {
        if (dtype.isSubArray()) {
            return hasBuffer(dtype.base());
        }
        if (dtype.isStruct()) {
            return dtype.itemSize() > 0 && dtype.fields().stream().allMatch(field -> hasBuffer(field.dtype()));
        }
        boolean isForeign =
                dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA || dtype.kind() == Kind.EXTENSION;
        boolean isSwapped = dtype.kind().isCarried() && !dtype.isNative();
        return !isForeign && !isSwapped && dtype.itemSize() > 0;
    }

    private static @Nullable PyObject call(NDArray array) {
        PyTuple shape = Parts.tuple(array.shape());
        if (array.isCContiguous() || array.isFContiguous()) {
            return PyObject.call(FROM_BUFFER, buffer(array), array.dtype(), shape, array.isCContiguous() ? "C" : "F");
        }
        int[] axes = axesByStride(array);
        NDArray inMemory = array.transpose(axes);
        if (!inMemory.isCContiguous()) {
            return null;
        }
        long[] order = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            order[axes[i]] = i;
        }
        PyTuple shapeInMemory = Parts.tuple(inMemory.shape());
        return PyObject.call(FROM_BUFFER, buffer(inMemory), array.dtype(), shapeInMemory, "K", Parts.tuple(order));
    }

    /// The axes from the one with the largest stride to the one with the smallest; of equal ones the first first.
    private static int[] axesByStride(NDArray array) {
        long[] strides = array.strides();
        int[] axes = new int[strides.length];
        for (int i = 0; i < axes.length; i++) {
            int at = i;
            while (at > 0 && strides[axes[at - 1]] < strides[i]) {
                axes[at] = axes[at - 1];
                at--;
            }
            axes[at] = i;
        }
        return axes;
    }

    private static PickleBuffer buffer(NDArray contiguous) {
        return new PickleBuffer(frame(contiguous), contiguous.isWriteable());
    }

    private static Frame frame(NDArray contiguous) {
        return contiguous.size() == 0 ? Frame.EMPTY : Frame.of(contiguous.segment());
    }
}
