package dev.ndwire.ndarray.pickle;

import dev.ndwire.core.pickle.PickleConstructor;
import dev.ndwire.core.pickle.PickleTarget;
import dev.ndwire.core.pickle.PickledMemory;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.MaskedConstant;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `numpy.ma.MaskedArray` and `numpy.ma.masked`.
///
/// ```text
///   _mareconstruct(MaskedArray, ndarray, (0,), "b")
///   state   1, shape, dtype, is Fortran-ordered, bytes of the data, bytes of the mask, fill value or None
///   MaskedConstant()
/// ```
/// The mask is always there, so an array without one comes with one of nothing but false.
public final class MaskedArrayConstructor implements PickleConstructor {
    private static final PyGlobal RECONSTRUCT = new PyGlobal("numpy.ma.core", "_mareconstruct");
    private static final PyGlobal MASKED_ARRAY = new PyGlobal("numpy.ma", "MaskedArray");
    private static final PyGlobal MASKED_ARRAY_BEFORE = new PyGlobal("numpy.ma.core", "MaskedArray");
    private static final PyGlobal MASKED_CONSTANT = new PyGlobal("numpy.ma.core", "MaskedConstant");
    private static final int PARTS = 7;

    /// Makes the constructor; it holds nothing.
    public MaskedArrayConstructor() {}

    @Override
    public List<String> pythonNames() {
        return List.of(RECONSTRUCT.qualified(), MASKED_CONSTANT.qualified());
    }

    @Override
    public List<Class<?>> javaTypes() {
        return List.of(MaskedArray.class, MaskedConstant.class);
    }

    @Override
    public Object construct(PyObject object) {
        if (object.creation() != PyObject.Creation.CALL) {
            return object;
        }
        if (MASKED_CONSTANT.equals(object.function())) {
            boolean plain = object.arguments().isEmpty() && object.effects().isEmpty();
            return plain ? MaskedConstant.MASKED : object;
        }
        PyEffect.State effect = object.onlyState();
        Object type = Parts.at(object.arguments(), 0);
        boolean plain = (MASKED_ARRAY.equals(type) || MASKED_ARRAY_BEFORE.equals(type))
                && NDArrayConstructor.NDARRAY.equals(Parts.at(object.arguments(), 1))
                && object.arguments().size() == 4;
        MaskedArray array = plain && effect != null ? ofState(effect.state()) : null;
        return array == null ? object : array;
    }

    private static @Nullable MaskedArray ofState(@Nullable Object state) {
        long[] shape = Parts.integers(Parts.at(state, 1));
        PickledMemory data = PickledMemory.of(Parts.at(state, 4));
        PickledMemory mask = PickledMemory.of(Parts.at(state, 5));
        Object fill = Parts.at(state, 6);
        boolean hasFill = fill == null || (fill instanceof NDArray array && array.ndim() == 0);
        if (Parts.size(state) != PARTS || shape == null || data == null || mask == null || !hasFill) {
            return null;
        }
        if (!(Parts.at(state, 2) instanceof DType dtype) || !(Parts.at(state, 3) instanceof Boolean isFortran)) {
            return null;
        }
        Order order = isFortran ? Order.F : Order.C;
        return MaskedArray.of(
                lay(data, dtype, shape, order), lay(mask, MaskedArray.maskDType(dtype), shape, order), (NDArray) fill);
    }

    private static NDArray lay(PickledMemory memory, DType dtype, long[] shape, Order order) {
        return NDArrayConstructor.lay(memory.segment().byteSize(), memory, dtype, shape, order, true);
    }

    @Override
    public PyObject reduce(Object value, PickleTarget target) {
        if (value instanceof MaskedConstant) {
            return PyObject.call(MASKED_CONSTANT);
        }
        MaskedArray array = (MaskedArray) value;
        NDArray data = array.data();
        NDArray mask = array.mask() == null
                ? NDArray.zeros(MaskedArray.maskDType(data.dtype())).broadcastTo(data.shape())
                : array.mask();
        boolean isFortran = NDArrayConstructor.isFortran(data);
        return PyObject.call(RECONSTRUCT, MASKED_ARRAY, NDArrayConstructor.NDARRAY, PyTuple.of(0), "b")
                .withState(PyTuple.of(
                        1,
                        Parts.tuple(data.shape()),
                        data.dtype(),
                        isFortran,
                        NDArrayConstructor.bytes(data, isFortran),
                        NDArrayConstructor.bytes(mask, isFortran),
                        array.givenFillValue()));
    }
}
