package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.select.Selection;
import dev.ndwire.ndarray.select.Taking;
import dev.ndwire.ndarray.select.TruePositions;
import dev.ndwire.ndarray.shape.TakeMode;
import java.util.List;

/// Picks and sets elements by positions, masks and both together: numpy's `take`, `put`, `a[index]`, `nonzero`.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods. [NDArray#where]
/// chooses between two arrays.
///
/// All of them take every dtype, byte order and layout. What they give is a fresh, writeable array in C order, in
/// memory that the garbage collector frees. A negative axis counts from the last one, and an axis that is not there is
/// an [IndexOutOfBoundsException]; closed memory is an [IllegalStateException].
public sealed interface ArraySelection permits NDArray {
    private NDArray self() {
        return (NDArray) this;
    }

    private Strided source() {
        return self().elements();
    }

    /// Picks positions of an axis, in the order and as often as `indices` say: numpy's `take(indices, axis)`, and its
    /// `a[..., indices, ...]` for one array of integers.
    ///
    /// @param indices integers of any dtype, or bools; negative ones count from the end
    /// @param axis which axis; an array without axes counts as a list of one element
    /// @return a fresh array: the axis replaced by those of `indices`
    /// @throws IndexOutOfBoundsException if a position is outside of the axis
    /// @throws IllegalArgumentException if `indices` are no integers
    default NDArray take(NDArray indices, int axis) {
        return take(indices, axis, TakeMode.RAISE);
    }

    /// Picks positions of an axis.
    ///
    /// @param indices integers of any dtype, or bools
    /// @param axis which axis; an array without axes counts as a list of one element
    /// @param mode what a position outside of the axis means
    /// @return a fresh array: the axis replaced by those of `indices`
    /// @throws IndexOutOfBoundsException if a position is outside of the axis and may not be
    /// @throws IllegalArgumentException if `indices` are no integers
    default NDArray take(NDArray indices, int axis, TakeMode mode) {
        return fresh(Taking.take(Allocation.automatic(), source(), indices.elements(), axis, mode));
    }

    /// Picks among all elements in C order: numpy's `take` without an axis.
    ///
    /// @param indices integers of any dtype, or bools; negative ones count from the end
    /// @return a fresh array in the shape of `indices`
    /// @throws IndexOutOfBoundsException if a position is outside
    /// @throws IllegalArgumentException if `indices` are no integers
    default NDArray take(NDArray indices) {
        return take(indices, TakeMode.RAISE);
    }

    /// Picks among all elements in C order.
    ///
    /// @param indices integers of any dtype, or bools
    /// @param mode what a position outside means
    /// @return a fresh array in the shape of `indices`
    /// @throws IndexOutOfBoundsException if a position is outside and may not be
    /// @throws IllegalArgumentException if `indices` are no integers
    default NDArray take(NDArray indices, TakeMode mode) {
        return fresh(Taking.takeFlat(Allocation.automatic(), source(), indices.elements(), mode));
    }

    /// Picks what a mask keeps: numpy's `a[mask]`.
    ///
    /// @param mask bools in the shape of this array, or of its first axes
    /// @return a fresh array: the axes of the mask replaced by one, in C order
    /// @throws IndexOutOfBoundsException if the mask has more axes, or other lengths
    /// @throws IllegalArgumentException if the mask is not bool
    default NDArray mask(NDArray mask) {
        return takeAt(Operands.mask(mask));
    }

    /// Sets what a mask keeps: numpy's `a[mask] = values`.
    ///
    /// @param mask bools in the shape of this array, or of its first axes
    /// @param values as for [#assignAt]; broadcast to what [#mask] would give
    /// @throws IndexOutOfBoundsException if the mask has more axes, or other lengths
    /// @throws IllegalArgumentException if this array is read-only, the mask is not bool, or the values do not fit
    default void assignWhere(NDArray mask, Object values) {
        assignAt(values, Operands.mask(mask));
    }

    /// Picks what an index with arrays in it names: numpy's `a[index]`, a copy where [NDArray#at] gives a view.
    ///
    /// Arrays of integers are broadcast together and pick positions, an array of bools picks those at which it is true,
    /// on as many axes as it has. `a.takeAt(rows, "1:", columns)` is `a[rows, 1:, columns]`.
    ///
    /// @param index the parts between the brackets: arrays, integers of Java, [Index][dev.ndwire.ndarray.shape.Index]
    ///     values, and text that [Index#parse][dev.ndwire.ndarray.shape.Index#parse] reads
    /// @return a fresh array: the axes that arrays and numbers pick from are replaced by those which the arrays have in
    ///     common, at the place of the first one if they stand side by side, else in front
    /// @throws IndexOutOfBoundsException if there are too many parts, positions outside of an axis, masks of other
    ///     lengths, or arrays that have no common shape
    /// @throws IllegalArgumentException if a part is none of these
    default NDArray takeAt(Object... index) {
        return fresh(Selection.take(Allocation.automatic(), source(), Operands.index(index)));
    }

    /// Sets what an index names: numpy's `a[index] = values`. Of places that it names several times, the last one wins.
    ///
    /// @param values an array, or a value that [NDArray#of] takes; it is broadcast to what [#takeAt] would give, and
    ///     converted as by assignment: floats are cut to integers, strings to their size. An integer of Java has to fit
    /// @param index as for [#takeAt]
    /// @throws IndexOutOfBoundsException as by [#takeAt]
    /// @throws IllegalArgumentException if this array is read-only, a part is of another kind, or the values do not fit
    default void assignAt(Object values, Object... index) {
        Strided target = self().writeableElements();
        Selection.assign(target, Operands.index(index), Operands.assigned(values, target.dtype()));
    }

    /// Sets elements by their positions among all in C order: numpy's `put`.
    ///
    /// @param indices integers other than uint64, or bools; negative ones count from the end
    /// @param values an array, or a value that [NDArray#of] takes; converted as by [#assignAt]. Where there are fewer
    ///     than indices, they are used again from the first one on; where there are none, nothing is set
    /// @throws IndexOutOfBoundsException if a position is outside
    /// @throws IllegalArgumentException if this array is read-only, `indices` are no such integers, or a value does not
    ///     fit
    default void put(NDArray indices, Object values) {
        put(indices, values, TakeMode.RAISE);
    }

    /// Sets elements by their positions among all in C order.
    ///
    /// @param indices integers other than uint64, or bools
    /// @param values as for [#put(NDArray, Object)]
    /// @param mode what a position outside means
    /// @throws IndexOutOfBoundsException if a position is outside and may not be, or this array is empty
    /// @throws IllegalArgumentException if this array is read-only, `indices` are no such integers, or a value does not
    ///     fit
    default void put(NDArray indices, Object values, TakeMode mode) {
        Strided target = self().writeableElements();
        Selection.put(target, indices.elements(), Operands.assigned(values, target.dtype()), mode);
    }

    /// Finds the true elements: numbers other than 0, strings and raw bytes with a byte other than 0, structures with a
    /// true field. NaN and NaT are true.
    ///
    /// @return one int64 array an axis: their positions in C order
    /// @throws IllegalArgumentException if there are no axes, or elements are carried as bytes, such as long doubles
    default List<NDArray> nonzero() {
        return TruePositions.nonzero(Allocation.automatic(), source()).stream()
                .map(NDArray::ofElements)
                .toList();
    }

    /// Finds the true elements among all in C order; see [#nonzero].
    ///
    /// @return int64 positions
    /// @throws IllegalArgumentException if elements are carried as bytes
    default NDArray flatNonzero() {
        return fresh(TruePositions.flatnonzero(Allocation.automatic(), source()));
    }

    /// Finds the true elements; see [#nonzero].
    ///
    /// @return int64: a row for each of them in C order, a column for each axis
    /// @throws IllegalArgumentException if elements are carried as bytes
    default NDArray argWhere() {
        return fresh(TruePositions.argwhere(Allocation.automatic(), source()));
    }

    private static NDArray fresh(Strided elements) {
        return NDArray.ofElements(elements);
    }
}
