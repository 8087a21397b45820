package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import dev.ndwire.ndarray.reduce.Reduction;
import dev.ndwire.ndarray.select.Padding;
import dev.ndwire.ndarray.shape.Broadcasting;
import dev.ndwire.ndarray.shape.Index;
import dev.ndwire.ndarray.shape.PadMode;
import dev.ndwire.ndarray.shape.Shapes;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pads with what is computed from elements, in numpy's steps: axis after axis, of which those before it are padded
/// already.
final class ComputedPadding {
    private final NDArray source;
    private final long[][] widths;
    private final NDArray result;

    private ComputedPadding(NDArray source, long[][] widths) {
        this.source = source;
        this.widths = Padding.pairs(source.elements(), widths);
        this.result = NDArray.ofElements(Padding.empty(Allocation.automatic(), source.elements(), widths));
    }

    static NDArray pad(NDArray source, PadMode mode, PadOptions options, long[]... widths) {
        options.check(mode);
        boolean isPicked = switch (mode) {
            case EDGE, WRAP -> true;
            case REFLECT, SYMMETRIC -> !options.isOdd();
            default -> false;
        };
        if (isPicked) {
            return NDArray.ofElements(Padding.pad(Allocation.automatic(), source.elements(), mode, widths));
        }
        var padding = new ComputedPadding(source, widths);
        if (mode != PadMode.EMPTY) {
            padding.fill(mode, options);
        }
        return padding.result;
    }

    private void fill(PadMode mode, PadOptions options) {
        if (source.size() == 0) {
            Padding.checkNotEmpty(source.elements(), widths);
            return;
        }
        Object given = options.endValues() == null ? Long.valueOf(0) : options.endValues();
        NDArray endValues = mode == PadMode.LINEAR_RAMP ? pairs(given) : null;
        NDArray lengths = options.statLength() == null ? null : lengths(options.statLength());
        for (int axis = 0; axis < source.ndim(); axis++) {
            NDArray part = part(axis);
            if (endValues != null) {
                ramp(part, axis, endValues.at(Index.at(axis)), isStrong(Operands.array(given)));
            } else if (mode == PadMode.REFLECT || mode == PadMode.SYMMETRIC) {
                mirror(part, axis, mode == PadMode.SYMMETRIC);
            } else {
                statistics(part, axis, mode, lengths == null ? null : lengths.at(Index.at(axis)));
            }
        }
    }

    /// All positions of the axes up to this one, and of those behind it the source's own.
    private NDArray part(int axis) {
        NDArray part = result;
        for (int behind = axis + 1; behind < source.ndim(); behind++) {
            part = range(part, behind, widths[behind][0], widths[behind][0] + source.shape(behind));
        }
        return part;
    }

    private static NDArray range(NDArray array, int axis, long from, long to) {
        return array.slice(axis, from, to, 1);
    }

    /// Values for both sides of each axis.
    private NDArray pairs(Object values) {
        NDArray given = Operands.array(values);
        long[] wanted = {source.ndim(), 2};
        if (!Broadcasting.fits(given.shape(), wanted)) {
            throw new IllegalArgumentException("values of shape " + Shapes.text(given.shape())
                    + " could not be broadcast to shape " + Shapes.text(wanted) + ", a pair for each axis");
        }
        return given.broadcastTo(wanted);
    }

    private NDArray lengths(Object values) {
        NDArray lengths = Operands.array(values).round(0).astype(DType.INT64);
        NDArray pairs = pairs(lengths);
        if (lengths.less(0).any().getBoolean()) {
            throw new IllegalArgumentException("index can't contain negative values");
        }
        return pairs;
    }

    /// Whether numpy takes values of ramps for such of their own dtype: one for all sides, or one pair for all axes.
    private static boolean isStrong(NDArray values) {
        boolean isColumn = values.ndim() == 2 && values.shape(1) == 1;
        return values.size() == 1 || (values.size() == 2 && !isColumn);
    }

    private void put(NDArray part, int axis, NDArray before, NDArray after) {
        long length = part.shape(axis);
        range(part, axis, 0, widths[axis][0]).assign(before);
        range(part, axis, length - widths[axis][1], length).assign(after);
    }

    private void ramp(NDArray part, int axis, NDArray endValues, boolean isStrong) {
        long first = widths[axis][0];
        long last = first + source.shape(axis) - 1;
        Object start = isStrong ? endValues.at("0") : endValues.get(0);
        Object end = isStrong ? endValues.at("1") : endValues.get(1);
        NDArray before = ramp(start, range(part, axis, first, first + 1), axis, widths[axis][0]);
        NDArray after = ramp(end, range(part, axis, last, last + 1), axis, widths[axis][1]);
        put(part, axis, before, after.flip(axis));
    }

    /// As many numbers from a start on, in steps that would reach the edge with the next one: numpy's `linspace`.
    private NDArray ramp(Object start, NDArray edge, int axis, long count) {
        // A float that is weak makes it a dtype of floats.
        DType dtype = Promotion.resultType(List.of(Operands.promoted(start), edge.dtype(), 0.0));
        NDArray range = ArrayMath.evaluate(Ufunc.SUBTRACT, edge.astype(dtype), start);
        var shape = new long[edge.ndim()];
        Arrays.fill(shape, 1);
        shape[axis] = count;
        NDArray positions = NDArray.arange(dtype, 0, count, 1).reshape(shape);
        NDArray step = range.divide(count);
        NDArray distance = count > 0 && step.equal(0).any().getBoolean()
                ? positions.divide(count).multiply(range)
                : positions.multiply(step);
        NDArray ramp = distance.add(start);
        boolean isInteger = edge.dtype().kind() == Kind.INT || edge.dtype().kind() == Kind.UINT;
        return isInteger ? ramp.floor() : ramp;
    }

    private void statistics(NDArray part, int axis, PadMode mode, @Nullable NDArray lengths) {
        long first = widths[axis][0];
        long length = source.shape(axis);
        long before = lengths == null ? length : Math.min(length, lengths.getLong(0));
        long after = lengths == null ? length : Math.min(length, lengths.getLong(1));
        boolean isExtreme = mode == PadMode.MAXIMUM || mode == PadMode.MINIMUM;
        if (isExtreme && (before == 0 || after == 0)) {
            throw new IllegalArgumentException("stat_length of 0 yields no value for padding");
        }
        NDArray left = statistic(range(part, axis, first, first + before), axis, mode);
        boolean isSame = before == length && after == length;
        NDArray right =
                isSame ? left : statistic(range(part, axis, first + length - after, first + length), axis, mode);
        put(part, axis, left, right);
    }

    private static NDArray statistic(NDArray part, int axis, PadMode mode) {
        NDArray found = switch (mode) {
            case MAXIMUM -> reduced(part, Reduction.MAX, axis);
            case MINIMUM -> reduced(part, Reduction.MIN, axis);
            case MEAN -> reduced(part, Reduction.MEAN, axis);
            default -> median(part, axis);
        };
        // Spans of time count as integers in numpy, which then has nothing to round them with.
        boolean isRounded = switch (part.dtype().kind()) {
            case INT, UINT, TIMEDELTA -> true;
            default -> false;
        };
        return isRounded ? found.round(0) : found;
    }

    private static NDArray reduced(NDArray part, Reduction reduction, int axis) {
        return part.reduce(reduction, ReduceOptions.DEFAULT.keepDims(true), axis);
    }

    /// The mean of the one or two in the middle; NaN, which sorts last, where there is any.
    private static NDArray median(NDArray part, int axis) {
        NDArray sorted = part.sort(axis);
        long length = part.shape(axis);
        NDArray middle = range(sorted, axis, Math.max(0, (length - 1) / 2), Math.min(length, length / 2 + 1));
        NDArray median = reduced(middle, Reduction.MEAN, axis);
        boolean hasNaN = part.dtype().kind() == Kind.FLOAT || part.dtype().kind() == Kind.COMPLEX;
        if (!hasNaN || length == 0) {
            return median;
        }
        NDArray last = range(sorted, axis, length - 1, length);
        return NDArray.where(last.isNaN(), last, median);
    }

    /// Mirrors at both edges until all is filled. What is mirrored grows with what is filled, by whole periods.
    private void mirror(NDArray part, int axis, boolean repeatsEdge) {
        long length = source.shape(axis);
        long left = widths[axis][0];
        long right = widths[axis][1];
        long end = part.shape(axis);
        if (length == 1) {
            NDArray edge = range(part, axis, left, left + 1).copy();
            put(part, axis, edge, edge);
            return;
        }
        int offset = repeatsEdge ? 0 : 1;
        long period = length - offset;
        while (left > 0 || right > 0) {
            long filled = (end - left - right - offset) / period * period;
            if (left > 0) {
                long count = Math.min(filled, left);
                NDArray edge = range(part, axis, left, left + 1);
                NDArray mirrored =
                        range(part, axis, left + offset, left + offset + count).flip(axis);
                range(part, axis, left - count, left).assign(edge.multiply(2).subtract(mirrored));
                left -= count;
            }
            if (right > 0) {
                long count = Math.min(filled, right);
                long first = end - right;
                NDArray edge = range(part, axis, first - 1, first);
                NDArray mirrored = range(part, axis, first - offset - count, first - offset)
                        .flip(axis);
                range(part, axis, first, first + count).assign(edge.multiply(2).subtract(mirrored));
                right -= count;
            }
        }
    }
}
