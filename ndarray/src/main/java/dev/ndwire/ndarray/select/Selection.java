package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import dev.ndwire.ndarray.shape.TakeMode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.List;

/// Picks and sets what an index with arrays in it names: numpy's `a[index]` and `a[index] = values`.
public final class Selection {
    /// Elements that are worth a turn of their own.
    private static final long MIN_TURN = 1 << 10;

    private Selection() {}

    /// Copies what an index names.
    ///
    /// @param memory where the result comes from
    /// @param source the elements
    /// @param index the parts between the brackets; where no array is among them, the result is the copy of a view
    /// @return the axes that the arrays pick from replaced by those that they have in common, at the place of the first
    ///     one if they stand side by side, else in front
    /// @throws IndexOutOfBoundsException if there are too many parts, positions outside of an axis, masks of other
    ///     lengths, or arrays that have no common shape
    /// @throws IllegalArgumentException if an array is neither of integers nor of bools
    public static Strided take(SegmentAllocator memory, Strided source, List<Selector> index) {
        try (var scratch = Scratch.beside(memory)) {
            SelectionPlan plan = SelectionPlan.of(scratch, source.layout(), index);
            long[] shape = plan.shape();
            Strided result = Blocks.fresh(memory, source.dtype(), shape);
            if (result.size() > 0) {
                Strided target = withOnePickedAxis(result, plan);
                new IndexedCopy(plan.byteOffsets(), plan.count())
                        .gather(
                                source.with(plan.kept()),
                                Blocks.without(target, plan.axis()),
                                target.layout().byteStride(plan.axis()));
            }
            return result;
        }
    }

    /// Sets what an index names; of places that it names several times, the last one wins.
    ///
    /// @param target the elements to be set
    /// @param index as for [#take]
    /// @param values what is converted, as numpy's assignment does it, and broadcast to what [#take] would give
    /// @throws IndexOutOfBoundsException see [#take]
    /// @throws IllegalArgumentException if an array is neither of integers nor of bools, or the values do not fit
    public static void assign(Strided target, List<Selector> index, Strided values) {
        try (var scratch = Scratch.standard()) {
            // Values that share memory with the index or the target are read before anything is written.
            SelectionPlan plan = SelectionPlan.of(scratch, target.layout(), index);
            long[] shape = plan.shape();
            if (plan.form() == SelectionPlan.Form.ELEMENT) {
                checkElement(target.dtype(), values.layout());
            }
            check(values.layout(), shape, plan.form());
            if (Shapes.elementCount(shape, 1) == 0) {
                return;
            }
            Strided wide = withOnePickedAxis(scratch, Blocks.converted(scratch, values, target.dtype()), shape, plan);
            new IndexedCopy(plan.byteOffsets(), plan.count())
                    .scatter(
                            Blocks.without(wide, plan.axis()),
                            wide.layout().byteStride(plan.axis()),
                            target.with(plan.kept()));
        }
    }

    private static Strided withOnePickedAxis(Strided result, SelectionPlan plan) {
        return result.with(result.layout().reshape(plan.shapeOfOnePickedAxis()).orElseThrow());
    }

    /// Broadcast values, repeated in memory only where strides cannot say it.
    private static Strided withOnePickedAxis(Scratch scratch, Strided values, long[] shape, SelectionPlan plan) {
        int surplus = Math.max(0, values.layout().axisCount() - shape.length);
        Layout squeezed = values.layout()
                .reshape(Blocks.without(values.layout().shape(), 0, surplus))
                .orElseThrow();
        Strided wide = values.with(squeezed.broadcastTo(shape));
        return wide.layout()
                .reshape(plan.shapeOfOnePickedAxis())
                .map(wide::with)
                .orElseGet(() -> withOnePickedAxis(Blocks.copied(scratch, wide), plan));
    }

    /// One element takes a list of one only where numpy does not ask for a Python number or string.
    private static void checkElement(DType dtype, Layout values) {
        boolean takesLists = dtype.kind() == Kind.BOOL || dtype.kind() == Kind.VOID;
        if (values.axisCount() > 0 && (!takesLists || values.elementCount() != 1)) {
            throw new IllegalArgumentException(
                    "setting an array element with a sequence. The values have shape " + Shapes.text(values.shape()));
        }
    }

    private static void check(Layout values, long[] shape, SelectionPlan.Form form) {
        if (form == SelectionPlan.Form.WHOLE_MASK) {
            checkMasked(values.shape(), shape);
        }
        if (isBroadcastable(values, shape, form)) {
            return;
        }
        String from = compact(values.shape());
        String to = compact(shape);
        throw new IllegalArgumentException(
                form == SelectionPlan.Form.BASIC
                        ? "could not broadcast input array from shape " + from + " into shape " + to
                        : "shape mismatch: value array of shape " + from
                                + " could not be broadcast to indexing result of shape " + to);
    }

    private static void checkMasked(long[] values, long[] shape) {
        if (values.length > 1) {
            throw new IllegalArgumentException("NumPy boolean array indexing assignment requires a 0 or 1-dimensional "
                    + "input, input has " + values.length + " dimensions");
        }
        if (values.length == 1 && values[0] != 1 && values[0] != shape[0]) {
            throw new IllegalArgumentException("NumPy boolean array indexing assignment cannot assign " + values[0]
                    + " input values to the " + shape[0] + " output values where the mask is true");
        }
    }

    /// Surplus axes in front have to have length 1; as in numpy, arrays take any if there are no values at all.
    private static boolean isBroadcastable(Layout values, long[] shape, SelectionPlan.Form form) {
        boolean takesSurplus = form == SelectionPlan.Form.ARRAYS && values.elementCount() == 0;
        int surplus = values.axisCount() - shape.length;
        for (int axis = 0; axis < values.axisCount(); axis++) {
            boolean fits = values.length(axis) == 1
                    || (axis < surplus ? takesSurplus : values.length(axis) == shape[axis - surplus]);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /// As numpy writes shapes in this one message.
    static String compact(long[] shape) {
        return Shapes.text(shape).replace(", ", ",");
    }

    /// Sets elements by their positions among all in C order, one value each, and from the first value on again where
    /// there are fewer values: numpy's `put`.
    ///
    /// @param target the elements to be set
    /// @param indices positions: integers other than uint64, or bools
    /// @param values what is converted, as numpy's assignment does it; without any, nothing is set
    /// @param mode what a position outside means
    /// @throws IndexOutOfBoundsException if a position is outside and may not be, or there are no elements to be set
    /// @throws IllegalArgumentException if `indices` are no such integers, or a value has no counterpart
    public static void put(Strided target, Strided indices, Strided values, TakeMode mode) {
        try (var scratch = Scratch.standard()) {
            MemorySegment positions = Indices.longs(scratch, indices, "safe", false);
            long count = indices.size();
            if (count == 0) {
                return;
            }
            if (target.size() == 0) {
                throw new IndexOutOfBoundsException("cannot replace elements of an empty array");
            }
            if (values.size() == 0) {
                return;
            }
            Indices.intoRange(positions, count, mode, 0, target.size());
            Indices.toOffsets(positions, count, target.layout());
            Strided converted = Blocks.converted(scratch, values, target.dtype());
            // A few values are repeated, so that each turn sets many elements.
            long turns = Math.min(count, MIN_TURN) / values.size() + 1;
            long length = turns * values.size();
            Strided repeated = Repeating.tile(
                    scratch,
                    converted.with(converted.layout().reshape(values.size()).orElseThrow()),
                    turns);
            long itemSize = target.layout().itemSize();
            Strided first = Strided.contiguous(repeated.segment(), target.dtype(), new long[0], Order.C);
            Strided item = target.with(
                    Layout.of(new long[0], new long[0], target.layout().byteOffset(), itemSize));
            for (long done = 0; done < count; done += length) {
                long part = Math.min(length, count - done);
                MemorySegment offsets = positions.asSlice(done * Long.BYTES, part * Long.BYTES);
                new IndexedCopy(offsets, part).scatter(first, itemSize, item);
            }
        }
    }
}
