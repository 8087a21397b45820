package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import dev.ndwire.ndarray.reduce.Reduction;

/// Reduces axes: sums, extremes, means and their like, as numpy's methods of these names do.
///
/// **Axes** that are named are reduced: one, or several at once; negative numbers count from the last. Naming none
/// means all of them, so `x.sum()` is one element without axes, whose value [NDArray#get] and its like give:
/// `x.sum().getDouble()`. What numpy's keyword arguments say, [ReduceOptions] say: `x.reduce(Reduction.VAR,
/// ReduceOptions.DEFAULT.ddof(1).keepDims(true), 0)`.
///
/// **Results** are fresh arrays in memory that the garbage collector frees, of numpy's dtype and in this machine's byte
/// order, their axes ordered in memory as those of this array. Values are numpy's bit by bit, with two exceptions:
/// products of complex numbers may differ in their last digits, since some of numpy's loops, but not all, fuse a
/// multiplication with an addition; and of zeros that differ in sign, an extreme may be the other one. Floats are added
/// pairwise, in the order in which numpy walks this layout. Integers wrap round.
///
/// All methods may be called by every thread that may read this array's memory; where it is closed they throw an
/// [IllegalStateException].
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayReductions permits NDArray {
    /// Reduces axes.
    ///
    /// @param reduction what becomes of the elements along them
    /// @param options numpy's keyword arguments
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException if the dtype has no such reduction, an axis is named twice, there are no
    ///     elements and the reduction has no value for none, or an option does not apply to it
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray reduce(Reduction reduction, ReduceOptions options, int... axes) {
        return Reducing.reduce((NDArray) this, reduction, options, null, axes);
    }

    /// Reduces the elements that a mask lets through along axes: numpy's `where=`.
    ///
    /// Where the mask lets none through, sums and counts are those of no elements; means and variances are NaN then.
    /// Each run of elements that it lets through is added up by itself, as numpy does.
    ///
    /// @param reduction what becomes of the elements along them: a sum, product, extreme, mean, variance, standard
    ///     deviation, `ANY` or `ALL`; numpy has no others with a mask
    /// @param options numpy's keyword arguments; extremes need an `initial`
    /// @param where which elements count: bools that broadcast to this array's shape, in any memory that the calling
    ///     thread may read
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException as the method without a mask does, and if the mask holds no bools or does not
    ///     broadcast, the reduction takes none, or an extreme has no `initial`
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory of one is closed
    default NDArray reduce(Reduction reduction, ReduceOptions options, NDArray where, int... axes) {
        return Reducing.reduce((NDArray) this, reduction, options, where, axes);
    }

    /// Reduces axes with numpy's defaults.
    ///
    /// @param reduction what becomes of the elements along them
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException as the method with options does
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray reduce(Reduction reduction, int... axes) {
        return reduce(reduction, ReduceOptions.DEFAULT, axes);
    }

    /// Reduces axes into an array that is there: numpy's `out=`. Results are converted to its dtype, whatever is lost.
    ///
    /// @param out where results go, of the result's shape; as in numpy its dtype counts for what is computed in. It may
    ///     share memory with this array
    /// @param reduction what becomes of the elements along them
    /// @param options numpy's keyword arguments
    /// @param axes which axes; none for all of them
    /// @return `out`
    /// @throws IllegalArgumentException as the method without `out` does, and if `out` is read-only or has another
    ///     shape, or nothing is summed or compared in the dtype that it has in common with this array; it is as it was
    ///     then
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory of one is closed
    default NDArray reduceInto(NDArray out, Reduction reduction, ReduceOptions options, int... axes) {
        Reducing.into(out, (NDArray) this, reduction, options, null, axes);
        return out;
    }

    /// Reduces the elements that a mask lets through into an array that is there.
    ///
    /// @param out as for the method without a mask
    /// @param reduction what becomes of the elements along the axes
    /// @param options numpy's keyword arguments; extremes need an `initial`
    /// @param where which elements count, as for [#reduce(Reduction, ReduceOptions, NDArray, int...)]
    /// @param axes which axes; none for all of them
    /// @return `out`
    /// @throws IllegalArgumentException as the methods without `out`, and without a mask, do
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory of one is closed
    default NDArray reduceInto(NDArray out, Reduction reduction, ReduceOptions options, NDArray where, int... axes) {
        Reducing.into(out, (NDArray) this, reduction, options, where, axes);
        return out;
    }

    /// Adds up elements, as [Reduction#SUM] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException if the elements are neither numbers nor spans of time, or an axis is named
    ///     twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray sum(int... axes) {
        return reduce(Reduction.SUM, axes);
    }

    /// Multiplies elements, as [Reduction#PROD] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException if the elements are no numbers, or an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray prod(int... axes) {
        return reduce(Reduction.PROD, axes);
    }

    /// Finds the smallest elements, as [Reduction#MIN] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException if the elements are neither numbers nor times, or there are none, or an axis is
    ///     named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray min(int... axes) {
        return reduce(Reduction.MIN, axes);
    }

    /// Finds the largest elements, as [Reduction#MAX] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException if the elements are neither numbers nor times, or there are none, or an axis is
    ///     named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray max(int... axes) {
        return reduce(Reduction.MAX, axes);
    }

    /// Takes the smallest elements from the largest, as [Reduction#PTP] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException if the elements are bools, or neither numbers nor times, or there are none, or
    ///     an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray ptp(int... axes) {
        return reduce(Reduction.PTP, axes);
    }

    /// Finds the positions of the smallest elements, as [Reduction#ARGMIN] says.
    ///
    /// @param axes at most one axis; none for the position in C order of all elements
    /// @return a fresh array of int64
    /// @throws IllegalArgumentException if there are several axes, the elements are raw bytes or structures, or there
    ///     are none
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray argMin(int... axes) {
        return reduce(Reduction.ARGMIN, axes);
    }

    /// Finds the positions of the largest elements, as [Reduction#ARGMAX] says.
    ///
    /// @param axes at most one axis; none for the position in C order of all elements
    /// @return a fresh array of int64
    /// @throws IllegalArgumentException if there are several axes, the elements are raw bytes or structures, or there
    ///     are none
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray argMax(int... axes) {
        return reduce(Reduction.ARGMAX, axes);
    }

    /// Computes means, as [Reduction#MEAN] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException if the elements are neither numbers nor spans of time, or an axis is named
    ///     twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray mean(int... axes) {
        return reduce(Reduction.MEAN, axes);
    }

    /// Computes standard deviations, as [Reduction#STD] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException if the elements are no numbers, or an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray std(int... axes) {
        return reduce(Reduction.STD, axes);
    }

    /// Computes variances, as [Reduction#VAR] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array
    /// @throws IllegalArgumentException if the elements are no numbers, or an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray var(int... axes) {
        return reduce(Reduction.VAR, axes);
    }

    /// Finds whether any element is true, as [Reduction#ANY] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array of bool
    /// @throws IllegalArgumentException if the elements are structures, or an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray any(int... axes) {
        return reduce(Reduction.ANY, axes);
    }

    /// Finds whether all elements are true, as [Reduction#ALL] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array of bool
    /// @throws IllegalArgumentException if the elements are structures, or an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray all(int... axes) {
        return reduce(Reduction.ALL, axes);
    }

    /// Counts the elements that are not 0, as [Reduction#COUNT_NONZERO] says.
    ///
    /// @param axes which axes; none for all of them
    /// @return a fresh array of int64
    /// @throws IllegalArgumentException if the elements are structures, or an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray countNonzero(int... axes) {
        return reduce(Reduction.COUNT_NONZERO, axes);
    }

    /// Adds up the elements one after another along an axis: numpy's `cumsum`. Integers smaller than 64 bits and bools
    /// are added as 64-bit integers.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @return a fresh array of this shape
    /// @throws IllegalArgumentException if the dtype cannot be added
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray cumSum(int axis) {
        return Reducing.accumulate((NDArray) this, true, ReduceOptions.DEFAULT, axis);
    }

    /// Adds up all elements one after another, in C order.
    ///
    /// @return a fresh array with one axis
    /// @throws IllegalArgumentException if the dtype cannot be added
    /// @throws IllegalStateException if the memory is closed
    default NDArray cumSum() {
        return Reducing.accumulate((NDArray) this, true, ReduceOptions.DEFAULT);
    }

    /// Adds up the elements along an axis in another dtype.
    ///
    /// @param dtype what to compute in: a number's dtype
    /// @param axis which axis; a negative number counts from the last
    /// @return a fresh array of this shape
    /// @throws IllegalArgumentException if one of the dtypes cannot be added
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray cumSum(DType dtype, int axis) {
        return Reducing.accumulate((NDArray) this, true, ReduceOptions.DEFAULT.dtype(dtype), axis);
    }

    /// Multiplies the elements one after another along an axis: numpy's `cumprod`. Integers smaller than 64 bits and
    /// bools are multiplied as 64-bit integers.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @return a fresh array of this shape
    /// @throws IllegalArgumentException if the dtype cannot be multiplied
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray cumProd(int axis) {
        return Reducing.accumulate((NDArray) this, false, ReduceOptions.DEFAULT, axis);
    }

    /// Multiplies all elements one after another, in C order.
    ///
    /// @return a fresh array with one axis
    /// @throws IllegalArgumentException if the dtype cannot be multiplied
    /// @throws IllegalStateException if the memory is closed
    default NDArray cumProd() {
        return Reducing.accumulate((NDArray) this, false, ReduceOptions.DEFAULT);
    }

    /// Multiplies the elements along an axis in another dtype.
    ///
    /// @param dtype what to compute in: a number's dtype
    /// @param axis which axis; a negative number counts from the last
    /// @return a fresh array of this shape
    /// @throws IllegalArgumentException if one of the dtypes cannot be multiplied
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory is closed
    default NDArray cumProd(DType dtype, int axis) {
        return Reducing.accumulate((NDArray) this, false, ReduceOptions.DEFAULT.dtype(dtype), axis);
    }
}
