package dev.ndwire.conformance.live;

import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an array is, in the words of the peer's `describe`.
///
/// @param dtype numpy's `str` form
/// @param shape the lengths
/// @param isWriteable the flag
/// @param strides in bytes, of the axes longer than 1, where the array is contiguous and has elements; else none
/// @param sha256 of the elements in C order
record Facts(String dtype, List<Long> shape, boolean isWriteable, List<Long> strides, String sha256) {

    /// What we see.
    static Facts of(NDArray array) {
        boolean hasOrder = array.isCContiguous() || array.isFContiguous();
        return new Facts(
                array.dtype().str(),
                boxed(array.shape()),
                array.isWriteable(),
                meaning(hasOrder, array.shape(), array.strides()),
                sha256(array));
    }

    /// What an array that we send has to become: in C order, if it is gathered.
    static Facts sent(NDArray array) {
        var facts = of(isGathered(array) ? array.copy() : array);
        return new Facts(facts.dtype, facts.shape, array.isWriteable(), facts.strides, facts.sha256);
    }

    private static boolean isGathered(NDArray array) {
        boolean repeats = Arrays.stream(array.strides()).anyMatch(stride -> stride == 0);
        return !array.isCContiguous() && !array.isFContiguous() && !repeats;
    }

    /// What Python sees.
    static Facts of(PyDict description) {
        return of(description, hasOrder(description), longs(description.get("strides")));
    }

    /// What an array that Python sends has to become: writeable and in C order, if it is gathered.
    static Facts sent(PyDict description) {
        long[] strides = longs(description.get("strides"));
        if (hasOrder(description) || Arrays.stream(strides).anyMatch(stride -> stride == 0)) {
            return of(description);
        }
        long[] shape = longs(description.get("shape"));
        long itemSize = ((Number) Objects.requireNonNull(description.get("nbytes"))).longValue()
                / Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        var facts = of(description, true, Shapes.contiguousStrides(shape, itemSize, Order.C));
        return new Facts(facts.dtype, facts.shape, true, facts.strides, facts.sha256);
    }

    private static Facts of(PyDict description, boolean hasOrder, long[] strides) {
        return new Facts(
                String.valueOf(description.get("dtype")),
                boxed(longs(description.get("shape"))),
                Boolean.TRUE.equals(description.get("writeable")),
                meaning(hasOrder, longs(description.get("shape")), strides),
                String.valueOf(description.get("sha256")));
    }

    private static boolean hasOrder(PyDict description) {
        return Boolean.TRUE.equals(description.get("c-contiguous"))
                || Boolean.TRUE.equals(description.get("f-contiguous"));
    }

    /// The strides that say something: of an axis of length 1, and of an array without elements, any will do.
    private static List<Long> meaning(boolean hasOrder, long[] shape, long[] strides) {
        var said = new ArrayList<Long>();
        boolean isEmpty = Arrays.stream(shape).anyMatch(length -> length == 0);
        for (int axis = 0; hasOrder && !isEmpty && axis < shape.length; axis++) {
            if (shape[axis] > 1) {
                said.add(strides[axis]);
            }
        }
        return said;
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static long[] longs(@Nullable Object list) {
        if (list instanceof List<?> values) {
            return values.stream().mapToLong(value -> (Long) value).toArray();
        }
        throw new IllegalArgumentException("a list of integers was awaited, not " + list);
    }

    private static String sha256(NDArray array) {
        var bytes = new byte[Math.toIntExact(array.byteSize())];
        array.copyTo(MemorySegment.ofArray(bytes));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
