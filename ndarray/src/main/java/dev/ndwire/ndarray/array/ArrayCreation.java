package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Broadcasting;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Makes arrays, as numpy's array creation routines do.
///
/// Where no allocator is named, the memory is native and the garbage collector frees it; any thread may use it. With an
/// allocator, such as an [Arena], its owner decides how long the array can be used and by which threads.
///
/// Of strings without a size, `S` and `U`, elements have one character, as in numpy.
///
/// A theme of [NDArray], which is the only class that extends it: `NDArray.zeros(DType.FLOAT64, 2, 3)`.
public abstract sealed class ArrayCreation permits NDArray {
    ArrayCreation() {}

    /// Makes an array of zeros.
    ///
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, or the bytes do not fit
    ///     in a `long`
    public static NDArray zeros(DType dtype, long... shape) {
        return zeros(Allocation.automatic(), dtype, shape);
    }

    /// Makes an array of zeros.
    ///
    /// @param allocator where the memory comes from; it decides how long the array can be used
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, or the bytes do not fit
    ///     in a `long`
    public static NDArray zeros(SegmentAllocator allocator, DType dtype, long... shape) {
        return Filling.zeros(empty(allocator, dtype, shape));
    }

    /// Makes an array of ones: numbers and ticks of 1, the texts `1`, true; in structures each field so.
    ///
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, or the bytes do not fit
    ///     in a `long`, or the dtype is of an extension package, whose ones are not known
    public static NDArray ones(DType dtype, long... shape) {
        return Filling.ones(empty(dtype, shape));
    }

    /// Makes an array of one value, of its dtype or the one that [NDArray#of(Object)] finds for it.
    ///
    /// @param value what [NDArray#of(Object)] takes, or an array; one with axes is broadcast
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if no dtype holds the value, or the shape is impossible
    public static NDArray full(Object value, long... shape) {
        return full(value, value instanceof NDArray array ? array.dtype() : JavaArrays.dtype(value), shape);
    }

    /// Makes an array of one value, which is converted to the dtype.
    ///
    /// @param value what [ArrayConversion#assign(Object,dev.ndwire.ndarray.dtype.Casting)] takes; anything may be lost,
    ///     but an integer has to fit in an integer dtype
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if the value does not fit or broadcast, cannot be converted, or the shape is
    ///     impossible
    public static NDArray full(Object value, DType dtype, long... shape) {
        return Filling.full(empty(dtype, shape), value);
    }

    /// Makes an array of undefined content.
    ///
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, or the bytes do not fit
    ///     in a `long`
    public static NDArray empty(DType dtype, long... shape) {
        return empty(Allocation.automatic(), dtype, shape);
    }

    /// Makes an array whose content is what the allocator gives.
    ///
    /// @param allocator where the memory comes from; it decides how long the array can be used
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, or the bytes do not fit
    ///     in a `long`
    public static NDArray empty(SegmentAllocator allocator, DType dtype, long... shape) {
        return empty(allocator, dtype, Order.C, shape);
    }

    /// Makes an array in an order, whose content is what the allocator gives.
    ///
    /// @param allocator where the memory comes from; it decides how long the array can be used
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param order [Order#C] or [Order#F]
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, the bytes do not fit in a
    ///     `long`, or the order is another
    public static NDArray empty(SegmentAllocator allocator, DType dtype, Order order, long... shape) {
        return Fresh.contiguous(allocator, dtype, order, shape);
    }

    /// Makes an array of zeros of the dtype and shape of another one, whose axes follow each other in memory as there.
    ///
    /// @param array whose dtype and shape
    /// @return a fresh array without gaps
    public static NDArray zerosLike(NDArray array) {
        return zerosLike(array, array.dtype());
    }

    /// Makes an array of zeros of the shape of another one, whose axes follow each other in memory as there.
    ///
    /// @param array whose shape
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @return a fresh array without gaps
    public static NDArray zerosLike(NDArray array, DType dtype) {
        return Filling.zeros(emptyLike(array, dtype, Order.K));
    }

    /// Makes an array of ones of the dtype and shape of another one, whose axes follow each other in memory as there.
    ///
    /// @param array whose dtype and shape
    /// @return a fresh array without gaps
    /// @throws IllegalArgumentException if the dtype is of an extension package, whose ones are not known
    public static NDArray onesLike(NDArray array) {
        return onesLike(array, array.dtype());
    }

    /// Makes an array of ones of the shape of another one, whose axes follow each other in memory as there.
    ///
    /// @param array whose shape
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @return a fresh array without gaps
    /// @throws IllegalArgumentException if the dtype is of an extension package, whose ones are not known
    public static NDArray onesLike(NDArray array, DType dtype) {
        return Filling.ones(emptyLike(array, dtype, Order.K));
    }

    /// Makes an array of one value of the dtype and shape of another one, whose axes follow each other in memory as
    /// there.
    ///
    /// @param array whose dtype and shape
    /// @param value as for [#full(Object,DType,long...)]
    /// @return a fresh array without gaps
    /// @throws IllegalArgumentException if the value does not fit or broadcast, or cannot be converted
    public static NDArray fullLike(NDArray array, Object value) {
        return fullLike(array, value, array.dtype());
    }

    /// Makes an array of one value of the shape of another one, whose axes follow each other in memory as there.
    ///
    /// @param array whose shape
    /// @param value as for [#full(Object,DType,long...)]
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @return a fresh array without gaps
    /// @throws IllegalArgumentException if the value does not fit or broadcast, or cannot be converted
    public static NDArray fullLike(NDArray array, Object value, DType dtype) {
        return Filling.full(emptyLike(array, dtype, Order.K), value);
    }

    /// Makes an array of undefined content of the dtype and shape of another one, whose axes follow each other in
    /// memory as there.
    ///
    /// @param array whose dtype and shape
    /// @return a fresh array without gaps
    public static NDArray emptyLike(NDArray array) {
        return emptyLike(array, array.dtype(), Order.K);
    }

    /// Makes an array of undefined content of the shape of another one.
    ///
    /// @param array whose shape
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param order how the elements lie; with [Order#K] the axes follow each other in memory as there
    /// @return a fresh array without gaps
    public static NDArray emptyLike(NDArray array, DType dtype, Order order) {
        return Fresh.like(array.layout(), dtype, order);
    }

    /// Counts from 0 up to, but without, a number: int64.
    ///
    /// @param stop where to end
    /// @return a fresh array of one axis, empty if `stop` is not above 0
    /// @throws IllegalArgumentException if the number of elements is too large
    public static NDArray arange(long stop) {
        return arange(DType.INT64, 0, stop, 1);
    }

    /// Counts from one number up to, but without, another: int64.
    ///
    /// @param start the first element
    /// @param stop where to end
    /// @return a fresh array of one axis, empty if `start` is not below `stop`
    /// @throws IllegalArgumentException if the number of elements is too large
    public static NDArray arange(long start, long stop) {
        return arange(DType.INT64, start, stop, 1);
    }

    /// Counts from one number towards another in steps: int64.
    ///
    /// @param start the first element
    /// @param stop where to end, not included
    /// @param step the difference of two neighbours, of any sign
    /// @return a fresh array of one axis, empty if `stop` is not in the direction of `step`
    /// @throws IllegalArgumentException if `step` is 0, or the number of elements is too large
    public static NDArray arange(long start, long stop, long step) {
        return arange(DType.INT64, start, stop, step);
    }

    /// Counts from 0 up to, but without, a number: float64.
    ///
    /// @param stop where to end
    /// @return a fresh array of one axis, empty if `stop` is not above 0
    /// @throws IllegalArgumentException if the number of elements is unknown or too large
    public static NDArray arange(double stop) {
        return arange(DType.FLOAT64, 0, stop, 1);
    }

    /// Counts from one number up to, but without, another: float64.
    ///
    /// @param start the first element
    /// @param stop where to end
    /// @return a fresh array of one axis, empty if `start` is not below `stop`
    /// @throws IllegalArgumentException if the number of elements is unknown or too large
    public static NDArray arange(double start, double stop) {
        return arange(DType.FLOAT64, start, stop, 1);
    }

    /// Counts from one number towards another in steps: float64. As in numpy, the number of elements is computed in
    /// double precision, so that `stop` may be one of them where `step` is no sum of powers of two; [#linspace] counts
    /// the elements instead.
    ///
    /// @param start the first element
    /// @param stop where to end
    /// @param step the difference of two neighbours, of any sign
    /// @return a fresh array of one axis, empty if `stop` is not in the direction of `step`
    /// @throws IllegalArgumentException if `step` is 0, or the number of elements is unknown or too large
    public static NDArray arange(double start, double stop, double step) {
        return arange(DType.FLOAT64, start, stop, step);
    }

    /// Counts from one number, or one time in ticks, towards another in steps.
    ///
    /// @param dtype what one element is: a number, a time, or bool for at most two elements
    /// @param start the first element
    /// @param stop where to end, not included; for datetime64 a point in time
    /// @param step the difference of two neighbours, of any sign
    /// @return a fresh array of one axis, empty if `stop` is not in the direction of `step`
    /// @throws IllegalArgumentException if `step` is 0, a time is [DType#NAT], the number of elements is too large, one
    ///     of the first two does not fit in the dtype, or the dtype is another
    public static NDArray arange(DType dtype, long start, long stop, long step) {
        return Ranges.arange(dtype, start, stop, step);
    }

    /// Counts from one number towards another in steps. As in numpy, an integer dtype gets multiples of the difference
    /// of the first two elements, after these have been cut to integers.
    ///
    /// @param dtype what one element is: a number, or bool for at most two elements
    /// @param start the first element
    /// @param stop where to end
    /// @param step the difference of two neighbours, of any sign
    /// @return a fresh array of one axis, empty if `stop` is not in the direction of `step`
    /// @throws IllegalArgumentException if `step` is 0, the number of elements is unknown or too large, one of the
    ///     first two elements does not fit in an integer dtype, or the dtype is another
    public static NDArray arange(DType dtype, double start, double stop, double step) {
        return Ranges.arange(dtype, start, stop, step);
    }

    /// Divides the way from one number to another evenly: float64, both ends included.
    ///
    /// @param start the first element
    /// @param stop the last element
    /// @param count how many elements
    /// @return a fresh array of one axis
    /// @throws IllegalArgumentException if `count` is negative or too large
    public static NDArray linspace(double start, double stop, long count) {
        return linspace(start, stop, count, true);
    }

    /// Divides the way from one number to another evenly: float64.
    ///
    /// @param start the first element
    /// @param stop the end
    /// @param count how many elements
    /// @param hasEndpoint whether `stop` is the last element; if not, it would be the next one
    /// @return a fresh array of one axis
    /// @throws IllegalArgumentException if `count` is negative or too large
    public static NDArray linspace(double start, double stop, long count, boolean hasEndpoint) {
        return Ranges.linspace(start, stop, count, hasEndpoint);
    }

    /// Divides the way from one number to another evenly, and converts the float64 numbers to a dtype: for integers and
    /// timedelta64 the next smaller whole ones.
    ///
    /// @param dtype what one element is, as for [ArrayConversion#astype(DType)]
    /// @param start the first element
    /// @param stop the end
    /// @param count how many elements
    /// @param hasEndpoint whether `stop` is the last element; if not, it would be the next one
    /// @return a fresh array of one axis, and those of a sub-array
    /// @throws IllegalArgumentException if `count` is negative or too large, or floats cannot be converted to the dtype
    public static NDArray linspace(DType dtype, double start, double stop, long count, boolean hasEndpoint) {
        NDArray samples = Ranges.linspace(start, stop, count, hasEndpoint);
        boolean isWhole = switch (dtype.kind()) {
            case INT, UINT, TIMEDELTA -> true;
            default -> false;
        };
        NDArray exact = isWhole ? samples.floor() : samples;
        return exact.astype(dtype, Order.K, Casting.UNSAFE, false);
    }

    /// Makes a square matrix of float64 with ones on its diagonal and zeros elsewhere: numpy's `identity`, too.
    ///
    /// @param length rows and columns
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if the length is negative or too large
    public static NDArray eye(long length) {
        return eye(DType.FLOAT64, length, length, 0);
    }

    /// Makes a matrix with ones on one diagonal and zeros elsewhere.
    ///
    /// @param dtype what one element is, no sub-array
    /// @param rows the length of the first axis
    /// @param columns the length of the second axis
    /// @param offset how much larger the column of a one is than its row; beyond the axes there are no ones
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative or too large, or the dtype is a sub-array
    public static NDArray eye(DType dtype, long rows, long columns, long offset) {
        return Filling.eye(zeros(dtype, rows, columns), offset);
    }

    /// Maps a file of nothing but elements, read-only, until the garbage collector finds it unused.
    ///
    /// @param file a regular file, as for [#map(Path,Arena,MapMode,long,DType,long...)]
    /// @param dtype what one element is
    /// @param shape the lengths of the axes in C order, of which one may be -1: as many as there are bytes for
    /// @return a read-only array over the file's pages
    /// @throws IllegalArgumentException if the shape is impossible or the file too short
    /// @throws IOException if the file cannot be opened or mapped
    public static NDArray map(Path file, DType dtype, long... shape) throws IOException {
        return map(file, Arena.ofAuto(), MapMode.READ_ONLY, 0, dtype, shape);
    }

    /// Maps elements inside a file: numpy's `memmap`. Takes the same time for any size: pages are read when they are
    /// touched.
    ///
    /// @param file a regular file; if it is made shorter while it is mapped, touching what is gone is an
    ///     [InternalError]
    /// @param arena how long the array can be used, and by which threads; not closed here
    /// @param mode [MapMode#READ_ONLY]; [MapMode#READ_WRITE] to change the file through the array, which lengthens a
    ///     file that is too short: what is new takes room on the disk when it is touched, and if there is none, that is
    ///     an [InternalError]; or [MapMode#PRIVATE] to change the array and not the file
    /// @param byteOffset where in the file the elements start
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes in C order, of which one may be -1: as many as there are bytes for
    /// @return an array over the file's pages, writeable unless `mode` is read-only
    /// @throws IllegalArgumentException if the offset is negative, the shape is impossible, or the file too short
    /// @throws IOException if the file cannot be opened or mapped
    public static NDArray map(Path file, Arena arena, MapMode mode, long byteOffset, DType dtype, long... shape)
            throws IOException {
        return RawFile.map(file, arena, mode, byteOffset, dtype, shape);
    }

    /// Brings arrays to the shape that they have in common, without copying.
    ///
    /// @param arrays at least one
    /// @return read-only views, one an array; where all have the same shape, the arrays themselves
    /// @throws IllegalArgumentException if two lengths differ and neither is 1
    public static List<NDArray> broadcastArrays(NDArray... arrays) {
        long[] shape =
                Broadcasting.shape(Arrays.stream(arrays).map(NDArray::shape).toList());
        boolean isCommon = Arrays.stream(arrays).allMatch(array -> Arrays.equals(array.shape(), shape));
        return isCommon
                ? List.of(arrays)
                : Arrays.stream(arrays).map(array -> array.broadcastTo(shape)).toList();
    }
}
