package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import dev.ndwire.ndarray.reduce.Reduction;
import dev.ndwire.ndarray.reduce.loop.Cumulations;
import dev.ndwire.ndarray.reduce.loop.Reductions;
import dev.ndwire.ndarray.reduce.loop.Request;
import dev.ndwire.ndarray.shape.Broadcasting;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Takes arrays to the room of reductions, and results back.
final class Reducing {
    private Reducing() {}

    static NDArray reduce(
            NDArray array, Reduction reduction, ReduceOptions options, @Nullable NDArray where, int... axes) {
        checkByteOrder(options.dtype());
        return NDArray.ofElements(Reductions.reduce(reduction, request(array, options, where, axes, null)));
    }

    static void into(
            NDArray out,
            NDArray array,
            Reduction reduction,
            ReduceOptions options,
            @Nullable NDArray where,
            int... axes) {
        checkByteOrder(options.dtype());
        Reductions.reduce(reduction, request(array, options, where, axes, out.writeableElements()));
    }

    static NDArray accumulate(NDArray array, boolean isSum, ReduceOptions options, int... axis) {
        return NDArray.ofElements(Cumulations.accumulate(isSum, request(array, options, null, axis, null)));
    }

    private static void checkByteOrder(@Nullable DType wanted) {
        if (wanted != null && !wanted.isNative()) {
            throw new IllegalArgumentException(
                    "reductions are computed in this machine's byte order, found dtype " + wanted);
        }
    }

    private static Request request(
            NDArray array, ReduceOptions options, @Nullable NDArray where, int[] axes, @Nullable Strided out) {
        return new Request(
                array.elements(),
                Arrays.stream(axes).boxed().toList(),
                options,
                Reducing::write,
                Allocation.automatic(),
                where == null ? null : mask(where, array),
                out);
    }

    private static Strided mask(NDArray where, NDArray array) {
        if (!where.dtype().equals(DType.BOOL)) {
            throw new IllegalArgumentException("Cannot cast array data from "
                    + where.dtype().repr() + " to dtype('bool') according to the rule 'safe': where takes bools");
        }
        long[] shape = array.shape();
        long[] given = where.shape();
        if (!Broadcasting.fits(given, shape)) {
            throw new IllegalArgumentException(
                    "where of shape " + Shapes.text(given) + " could not be broadcast to shape " + Shapes.text(shape));
        }
        return where.broadcastTo(shape).elements();
    }

    private static void write(MemorySegment target, DType dtype, Object value) {
        Assignment.set(Strided.contiguous(target, dtype, new long[0], Order.C), value);
    }
}
