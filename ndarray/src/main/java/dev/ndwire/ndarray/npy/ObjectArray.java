package dev.ndwire.ndarray.npy;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.PickleWriter;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Python objects in up to 64 dimensions, as numpy keeps them in files: an array of dtype `object`, or of structures
/// with objects in them, which is no [dev.ndwire.ndarray.array.NDArray] since its elements are no bytes.
///
/// Its elements are what `core`'s pickle machine makes of Python's: Java values where there are such, else a
/// [PyObject]. Nothing of them is run. What was read is written as it came.
///
/// Immutable as far as its elements are; may be shared between threads.
public final class ObjectArray {
    private static final PyGlobal NDARRAY = new PyGlobal("numpy", "ndarray");
    private static final String RECONSTRUCT = "_reconstruct";
    private static final int STATE_SIZE = 5;
    private static final int PROTOCOL = 4;
    private static final String DESCR = "|O";
    /// The flags of numpy's object dtype: counted, pickled, needing the interpreter, and so on.
    private static final long DTYPE_FLAGS = 63;

    private final NpyHeader header;
    private final PyObject pickled;
    private final long[] shape;
    private final List<@Nullable Object> elements;

    private ObjectArray(NpyHeader header, PyObject pickled, long[] shape, List<@Nullable Object> elements) {
        long count = Layout.contiguous(shape, 1, Order.C).elementCount();
        if (count != elements.size()) {
            throw new IllegalArgumentException(
                    "shape " + NpyHeader.text(shape) + " has " + count + " elements, " + elements.size() + " came");
        }
        this.header = header;
        this.pickled = pickled;
        this.shape = shape;
        this.elements = Collections.unmodifiableList(elements);
    }

    /// Makes an array of dtype `object`.
    ///
    /// @param elements Java values for Python's, in C order; copied
    /// @param shape the lengths of the axes; copied
    /// @return the array
    /// @throws IllegalArgumentException if the shape has another number of elements, more than [NpyHeader#MAX_AXES]
    ///     axes or a negative length
    public static ObjectArray of(List<? extends @Nullable Object> elements, long... shape) {
        NpyHeader unplaced = new NpyHeader(NpyVersion.V1_0, DType.bytes(Long.BYTES), DESCR, false, shape.clone(), 0);
        List<@Nullable Object> copy = new ArrayList<>(elements);
        return new ObjectArray(NpyHeaderWriter.describe(unplaced, null), pickled(copy, shape), shape.clone(), copy);
    }

    private static PyObject pickled(List<@Nullable Object> elements, long[] shape) {
        PyObject dtype = PyObject.call(new PyGlobal("numpy", "dtype"), "O8", false, true)
                .withState(PyTuple.of(3L, "|", null, null, null, -1L, -1L, DTYPE_FLAGS));
        Object[] lengths = Arrays.stream(shape).boxed().toArray();
        return PyObject.call(
                        new PyGlobal("numpy._core.multiarray", RECONSTRUCT), NDARRAY, PyTuple.of(0L), Bytes.utf8("b"))
                .withState(PyTuple.of(1L, PyTuple.of(lengths), dtype, false, elements));
    }

    /// Looks at what a pickle says.
    ///
    /// @param header what stands in front of the pickle
    /// @param value what the pickle holds
    /// @return the array, or null if it is no plain array of objects
    /// @throws MalformedNpyException if shape and elements contradict each other
    static @Nullable ObjectArray ofPickled(NpyHeader header, @Nullable Object value) {
        if (!(value instanceof PyObject object)
                || !(object.function() instanceof PyGlobal function)
                || !function.name().equals(RECONSTRUCT)
                || object.arguments().isEmpty()
                || !NDARRAY.equals(object.arguments().get(0))) {
            return null;
        }
        PyEffect.State effect = object.onlyState();
        if (effect == null || !(effect.state() instanceof PyTuple state) || state.size() != STATE_SIZE) {
            return null;
        }
        if (!(state.get(1) instanceof PyTuple lengths)
                || !lengths.stream().allMatch(Long.class::isInstance)
                || !(state.get(STATE_SIZE - 1) instanceof List<?> elements)) {
            return null;
        }
        long[] shape = lengths.stream()
                .mapToLong(length -> ((Number) length).longValue())
                .toArray();
        return new ObjectArray(header, object, shape, new ArrayList<>(elements));
    }

    /// The lengths of the axes.
    ///
    /// @return a copy
    public long[] shape() {
        return shape.clone();
    }

    /// The elements in C order, whatever the array's order is.
    ///
    /// @return an unmodifiable list
    public List<@Nullable Object> elements() {
        return elements;
    }

    /// One element.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return a Java value, a [PyObject], or null for `None`
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are more or fewer than axes
    public @Nullable Object get(long... index) {
        return elements.get((int) Layout.contiguous(shape, 1, Order.C).byteOffsetOf(index));
    }

    /// What the elements are.
    ///
    /// @return such as `object`, or the fields of a structure
    public String dtypeText() {
        return header.dtypeText();
    }

    NpyHeader header() {
        return header;
    }

    Frame pickle() {
        return PickleWriter.standard().withProtocol(PROTOCOL).write(pickled);
    }

    /// Such as `ObjectArray[object (2, 3)]`.
    @Override
    public String toString() {
        return "ObjectArray[" + dtypeText() + " " + NpyHeader.text(shape) + "]";
    }
}
