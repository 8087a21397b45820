package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Means, variances and standard deviations, in numpy's steps.
final class Moments {
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

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
        if (!isHalf) {
            DType dtype = ReduceTypes.ofMeans(source, wanted, request.outDtype());
            return quotient(sum(request.source(), dtype, request.out(), allocator), dtype, 0, allocator);
        }
        if (request.out() != null) {
            return quotient(
                    sum(request.source(), DType.FLOAT32, request.out(), allocator), DType.FLOAT32, 0, allocator);
        }
        Strided sum = sum(request.source(), DType.FLOAT32, null, scratch);
        // A single result goes from float64 to float16 at once, several by way of float32.
        boolean isSingle = (axes.areAll() && !request.options().keepDims())
                || request.source().layout().axisCount() == 0;
        Strided exact = isSingle ? Fresh.converted(sum, DType.FLOAT64, scratch) : sum;
        return Fresh.converted(quotient(exact, exact.dtype(), 0, scratch), DType.FLOAT16, allocator);
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
            Strided mean = quotient(sum(source, sums, null, scratch), sums, 0, scratch);
            Strided squares = squares(source, mean, scratch);
            DType result = dtype == null ? squares.dtype() : dtype;
            double ddof = request.options().ddof();
            return quotient(sum(squares, result, request.out(), allocator), result, ddof, allocator);
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

    /// Smaller integers wrap round before they are divided and after it.
    private Strided quotient(Strided sums, DType dtype, double ddof, SegmentAllocator allocator) {
        DType computed = Kernels.accumulator(dtype);
        if (computed.equals(dtype)) {
            divide(sums, ddof);
            return sums;
        }
        try (Arena scratch = Arena.ofConfined()) {
            Strided wrapped = Fresh.inPlace(Fresh.inPlace(sums, dtype, scratch), computed, scratch);
            divide(wrapped, ddof);
            return Fresh.inPlace(wrapped, dtype, allocator);
        }
    }

    /// Divides by the number of elements less the degrees of freedom, but by nothing below 0.
    private void divide(Strided sums, double ddof) {
        Strided mask = request.mask();
        if (mask == null) {
            Quotient.divide(sums, Math.max(count - ddof, 0));
            return;
        }
        try (Arena scratch = Arena.ofConfined()) {
            Strided counts = Reductions.counts(request, mask, axes, scratch);
            MemorySegment memory = counts.segment();
            for (long at = 0; at < counts.size() * Double.BYTES; at += Double.BYTES) {
                memory.set(DOUBLE, at, Math.max(memory.get(DOUBLE, at) - ddof, 0));
            }
            Quotient.divide(sums, counts);
        }
    }
}
