package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.cast.RowCast;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import dev.ndwire.ndarray.reduce.Reduction;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reduces elements along axes.
public final class Reductions {
    private Reductions() {}

    /// Reduces.
    ///
    /// @return fresh elements of this machine's byte order, their axes ordered in memory as those of the source; or the
    ///     request's `out`
    /// @throws IllegalArgumentException if the dtype has no such reduction, an axis is named twice, there are no
    ///     elements and the reduction has no identity, an option does not apply, or `out` has another shape
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory of source or `out` is closed
    public static Strided reduce(Reduction what, Request request) {
        Layout layout = request.source().layout();
        ReducedAxes axes = ReducedAxes.of(layout.axisCount(), request.axes());
        checkOptions(what, request);
        Strided out = request.out();
        if (out == null) {
            Strided kept = kept(what, request, axes, request.allocator());
            return request.options().keepDims() ? kept : kept.with(axes.dropped(kept.layout()));
        }
        Layout keptOut = checkedOut(what, request, axes, out.layout());
        Layout droppedOut = axes.dropped(keptOut);
        try (Arena scratch = Arena.ofConfined()) {
            Request inner = request.into(scratch, out.with(droppedOut));
            Casts.convert(kept(what, inner, axes, scratch), out.with(keptOut));
        }
        return out;
    }

    private static Strided kept(Reduction what, Request request, ReducedAxes axes, SegmentAllocator allocator) {
        return switch (what) {
            case SUM, PROD -> folded(what, request, axes, allocator);
            case MIN -> extreme(false, request, axes, allocator);
            case MAX -> extreme(true, request, axes, allocator);
            case ANY -> truth("logical_or", request, axes, allocator);
            case ALL -> truth("logical_and", request, axes, allocator);
            case ARGMIN -> Positions.find(false, request, axes, allocator);
            case ARGMAX -> Positions.find(true, request, axes, allocator);
            case VAR -> new Moments(request, axes).variance(allocator);
            case STD -> {
                Strided variance = new Moments(request, axes).variance(allocator);
                Quotient.root(variance);
                yield variance;
            }
            default -> inScratch(what, request, axes, allocator);
        };
    }

    private static Strided inScratch(Reduction what, Request request, ReducedAxes axes, SegmentAllocator allocator) {
        try (Arena scratch = Arena.ofConfined()) {
            if (what == Reduction.MEAN) {
                return new Moments(request, axes).mean(allocator, scratch);
            }
            if (what == Reduction.COUNT_NONZERO) {
                Strided truths = Fresh.converted(request.source(), DType.BOOL, scratch);
                return fold("add", DType.INT64, 0, request).run(truths, axes, DType.INT64, null, allocator);
            }
            Strided most = extreme(true, request, axes, scratch);
            Layout layout = most.layout();
            int[] order = AxisOrder.fastestFirst(layout.shape(), layout.byteStrides());
            Strided range = Fresh.like(allocator, most.dtype(), most, order);
            Casts.convert(most, range);
            Differences.subtract(range, extreme(false, request, axes, scratch));
            return ReduceTypes.isTime(range.dtype()) ? Differences.asSpan(range) : range;
        }
    }

    private static Fold fold(String name, DType dtype, @Nullable Object start, Request request) {
        return new Fold(
                name,
                dtype,
                tile -> name.equals("multiply") ? Kernels.product(dtype) : Kernels.sum(dtype, tile),
                start,
                request.values(),
                request.mask());
    }

    private static Strided folded(Reduction what, Request request, ReducedAxes axes, SegmentAllocator allocator) {
        ReduceOptions options = request.options();
        String name = what == Reduction.SUM ? "add" : "multiply";
        DType dtype = ReduceTypes.ofSums(name, request.source().dtype(), options.dtype(), request.outDtype());
        Object start = options.initial() != null ? options.initial() : Integer.valueOf(what == Reduction.SUM ? 0 : 1);
        Fold fold = fold(name, Kernels.accumulator(dtype), start, request);
        DType target = targetDtype(fold.dtype(), request.out());
        try (Arena scratch = Arena.ofConfined()) {
            Strided source = wrapped(request.source(), dtype, scratch);
            if (target.equals(dtype) || request.out() != null) {
                return fold.run(source, axes, target, request.out(), allocator);
            }
            return Fresh.inPlace(fold.run(source, axes, target, null, scratch), dtype, allocator);
        }
    }

    /// Floats that become smaller integers than those that are computed in do so before, since what these integers
    /// cannot hold becomes another number then.
    static Strided wrapped(Strided source, DType dtype, SegmentAllocator scratch) {
        boolean isWrapped = ReduceTypes.isInexact(source.dtype())
                && !Kernels.accumulator(dtype).equals(dtype);
        return isWrapped ? Fresh.converted(source, dtype, scratch) : source;
    }

    /// How many elements that the mask lets through become one, as float64 in the kept layout.
    static Strided counts(Request request, Strided mask, ReducedAxes axes, SegmentAllocator allocator) {
        var all = new Fold("add", DType.INT64, tile -> Kernels.sum(DType.INT64, tile), 0, request.values(), null);
        try (Arena scratch = Arena.ofConfined()) {
            Strided counts = all.run(mask, axes, DType.INT64, null, scratch);
            return Fresh.inPlace(counts, DType.FLOAT64, allocator);
        }
    }

    /// The sum in a dtype, as a step of something else.
    static Strided sum(
            Request request,
            Strided source,
            ReducedAxes axes,
            DType dtype,
            @Nullable Strided out,
            SegmentAllocator allocator) {
        Fold fold = fold("add", Kernels.accumulator(dtype), 0, request);
        try (Arena scratch = Arena.ofConfined()) {
            return fold.run(wrapped(source, dtype, scratch), axes, targetDtype(fold.dtype(), out), out, allocator);
        }
    }

    /// Numpy keeps partial results in `out`, so they are rounded to its dtype now and then.
    private static DType targetDtype(DType dtype, @Nullable Strided out) {
        boolean isRounded = out != null && ReduceTypes.isInexact(dtype) && ReduceTypes.isInexact(out.dtype());
        return isRounded && out != null ? ReduceTypes.nativeOf(out.dtype()) : dtype;
    }

    private static Strided extreme(boolean isMax, Request request, ReducedAxes axes, SegmentAllocator allocator) {
        String name = isMax ? "maximum" : "minimum";
        DType dtype = ReduceTypes.ofExtremes(name, request.source().dtype(), request.outDtype());
        var fold = new Fold(
                name,
                dtype,
                tile -> Kernels.extreme(dtype, isMax),
                request.options().initial(),
                request.values(),
                request.mask());
        return fold.run(request.source(), axes, dtype, request.out(), allocator);
    }

    private static Strided truth(String name, Request request, ReducedAxes axes, SegmentAllocator allocator) {
        boolean isAny = name.equals("logical_or");
        // Refuses structures of several fields even where there are none.
        Objects.requireNonNull(RowCast.of(request.source().dtype(), DType.BOOL));
        var fold = new Fold(
                name, DType.BOOL, tile -> new ByteExtreme(isAny, true), !isAny, request.values(), request.mask());
        return fold.run(request.source(), axes, DType.BOOL, null, allocator);
    }

    private static void checkOptions(Reduction what, Request request) {
        ReduceOptions options = request.options();
        boolean isSum = what == Reduction.SUM || what == Reduction.PROD;
        boolean isMoment = what == Reduction.MEAN || what == Reduction.VAR || what == Reduction.STD;
        boolean isExtreme = what == Reduction.MIN || what == Reduction.MAX;
        check(options.dtype() == null || isSum || isMoment, what, "dtype");
        check(options.ddof() == 0 || what == Reduction.VAR || what == Reduction.STD, what, "ddof");
        check(options.initial() == null || isSum || isExtreme, what, "initial");
        boolean isTruth = what == Reduction.ANY || what == Reduction.ALL;
        check(request.mask() == null || isSum || isExtreme || isMoment || isTruth, what, "where");
        DType dtype = options.dtype();
        if (what == Reduction.STD && dtype != null && dtype.kind() != Kind.FLOAT && dtype.kind() != Kind.COMPLEX) {
            throw new IllegalArgumentException("standard deviation in " + dtype + ", allowed are floats");
        }
    }

    private static void check(boolean isAllowed, Reduction what, String option) {
        if (!isAllowed) {
            throw new IllegalArgumentException(what + " takes no option " + option);
        }
    }

    private static Layout checkedOut(Reduction what, Request request, ReducedAxes axes, Layout out) {
        long[] kept = axes.kept(request.source().layout().shape());
        boolean keepsDims = request.options().keepDims();
        Layout wanted = Layout.contiguous(kept, 1, Order.C);
        long[] shape = keepsDims ? kept : axes.dropped(wanted).shape();
        if (!Arrays.equals(out.shape(), shape)) {
            throw new IllegalArgumentException("output parameter for reduction " + what + " has shape "
                    + Shapes.text(out.shape()) + ", the result has " + Shapes.text(shape));
        }
        return keepsDims ? out : axes.restored(out);
    }
}
