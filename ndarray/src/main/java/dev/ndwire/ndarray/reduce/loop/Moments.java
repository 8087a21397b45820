package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import org.jspecify.annotations.Nullable;

/// Means, variances and standard deviations, in numpy's steps.
final class Moments {
    private final Request request;
    private final ReducedAxes axes;
    private final @Nullable DType wanted;
    private final long count;

    Moments(Request request, ReducedAxes axes) {
        this.request = request;
        this.axes = axes;
        this.wanted = request.options().dtype();
        this.count = axes.count(request.source().layout().shape());
    }

    /// Results in the kept layout.
    Strided mean(SegmentAllocator allocator, Arena scratch) {
        DType source = request.source().dtype();
        boolean isHalf = wanted == null && source.kind() == Kind.FLOAT && source.itemSize() == Short.BYTES;
        if (!isHalf || request.out() != null) {
            DType dtype = isHalf ? DType.FLOAT32 : ReduceTypes.ofMeans(source, wanted, request.outDtype());
            Strided sum = sum(request.source(), dtype, request.out(), allocator);
            return quotient(sum, dtype, counts(scratch), 0, allocator);
        }
        Strided sum = sum(request.source(), DType.FLOAT32, null, scratch);
        // A single result goes from float64 to float16 at once, several by way of float32.
        boolean isSingle = (axes.areAll() && !request.options().keepDims())
                || request.source().layout().axisCount() == 0;
        Strided exact = isSingle ? Fresh.converted(sum, DType.FLOAT64, scratch) : sum;
        return Fresh.converted(quotient(exact, exact.dtype(), counts(scratch), 0, scratch), DType.FLOAT16, allocator);
    }

    /// Results in the kept layout.
    Strided variance(SegmentAllocator allocator) {
        Strided source = request.source();
        DType dtype = wanted != null || !ReduceTypes.isInexact(source.dtype())
                ? ReduceTypes.ofMeans(source.dtype(), wanted, null)
                : null;
        refuse(source.dtype(), dtype);
        try (Arena scratch = Arena.ofConfined()) {
            DType sums = dtype == null ? ReduceTypes.nativeOf(source.dtype()) : dtype;
            Strided counts = counts(scratch);
            Strided mean = quotient(sum(source, sums, null, scratch), sums, counts, 0, scratch);
            Strided squares = squares(source, mean, scratch);
            DType result = dtype == null ? ReduceTypes.ofMeans(squares.dtype(), null, request.outDtype()) : dtype;
            double ddof = request.options().ddof();
            return quotient(sum(squares, result, request.out(), allocator), result, counts, ddof, allocator);
        }
    }

    private static void refuse(DType source, @Nullable DType dtype) {
        if (source.kind() == Kind.TIMEDELTA) {
            throw new IllegalArgumentException("ufunc 'square' not supported for the input types: " + source.repr());
        }
        if (dtype != null && dtype.kind() == Kind.COMPLEX && source.kind() != Kind.COMPLEX) {
            throw new IllegalArgumentException(
                    "variance of " + source + " in " + dtype + ", allowed are dtypes without imaginary part");
        }
    }

    /// Squared distances from the mean, real.
    private Strided squares(Strided source, Strided mean, Arena scratch) {
        DType dtype = Kernels.accumulator(Promotion.of(source.dtype(), mean.dtype()));
        long[] shape = source.layout().shape();
        Strided spread = mean.with(axes.spread(mean.layout(), shape));
        int[] order = AxisOrder.fastestFirst(
                shape, source.layout().byteStrides(), spread.layout().byteStrides());
        Strided distances = Fresh.of(scratch, dtype, shape, order);
        Casts.convert(source, distances);
        Strided fitting = Fresh.converted(mean, dtype, scratch);
        Deviations.square(distances, fitting.with(axes.spread(fitting.layout(), shape)));
        return dtype.kind() == Kind.COMPLEX ? real(distances) : distances;
    }

    private static Strided real(Strided complex) {
        DType dtype = complex.dtype().itemSize() == 2 * Float.BYTES ? DType.FLOAT32 : DType.FLOAT64;
        Layout layout = complex.layout();
        return new Strided(
                complex.segment(),
                dtype,
                Layout.of(layout.shape(), layout.byteStrides(), layout.byteOffset(), dtype.itemSize()));
    }

    private Strided sum(Strided source, DType dtype, @Nullable Strided out, SegmentAllocator allocator) {
        return Reductions.sum(request, source, axes, dtype, out, allocator);
    }

    /// How many elements the mask lets through for each result; null without a mask, where they are equally many.
    private @Nullable Strided counts(Arena scratch) {
        Strided mask = request.mask();
        return mask == null ? null : Reductions.counts(request, mask, axes, scratch);
    }

    /// Smaller integers wrap round before they are divided and after it.
    private Strided quotient(
            Strided sums, DType dtype, @Nullable Strided counts, double ddof, SegmentAllocator allocator) {
        DType computed = Kernels.accumulator(dtype);
        if (computed.equals(dtype)) {
            divide(sums, counts, ddof);
            return sums;
        }
        try (Arena scratch = Arena.ofConfined()) {
            Strided wrapped = Fresh.inPlace(Fresh.inPlace(sums, dtype, scratch), computed, scratch);
            divide(wrapped, counts, ddof);
            return Fresh.inPlace(wrapped, dtype, allocator);
        }
    }

    /// Divides by the number of elements less the degrees of freedom, but by nothing below 0.
    private void divide(Strided sums, @Nullable Strided counts, double ddof) {
        if (counts == null) {
            Quotient.divide(sums, Math.max(count - ddof, 0));
        } else {
            Quotient.divide(sums, counts, ddof);
        }
    }
}
