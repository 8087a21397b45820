package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.select.Searching;
import dev.ndwire.ndarray.select.Sorting;
import dev.ndwire.ndarray.select.Uniques;
import dev.ndwire.ndarray.shape.SearchSide;
import dev.ndwire.ndarray.shape.Shapes;

/// Brings elements in order and finds them there: numpy's `sort`, `argsort`, `searchsorted` and `unique`.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
///
/// All of them take every byte order and layout, and every dtype but those that are carried as bytes, such as long
/// doubles, which is an [IllegalArgumentException]. What they give is a fresh, writeable array in C order, in
/// memory that the garbage collector frees. A negative axis counts from the last one, and an axis that is not there is
/// an [IndexOutOfBoundsException]; closed memory is an [IllegalStateException].
public sealed interface ArraySorting permits NDArray {
    private NDArray self() {
        return (NDArray) this;
    }

    private Strided source() {
        return self().elements();
    }

    /// Sorts a copy along an axis: numpy's `sort(a, axis, order=fields)`. NaN and NaT come last, complex numbers are
    /// compared by their real parts first, structures by their fields, raw bytes and sub-arrays byte by byte.
    ///
    /// The sort is stable, as numpy's `kind='stable'`: zeros of both signs, and NaNs of different bits, keep their
    /// order.
    ///
    /// @param axis which axis, at most 2³¹ - 9 long
    /// @param fields of a structure, those to be compared before all others
    /// @return a fresh array of the same shape
    /// @throws IllegalArgumentException if there is no such field, or the axis is too long
    default NDArray sort(int axis, String... fields) {
        return fresh(Sorting.sort(Allocation.automatic(), source(), axis, fields));
    }

    /// Sorts along an axis, as [#sort] does, in place: numpy's method `sort`.
    ///
    /// @param axis which axis, at most 2³¹ - 9 long
    /// @param fields of a structure, those to be compared before all others
    /// @throws IllegalArgumentException if this array is read-only, there is no such field, or the axis is too long
    default void sortInPlace(int axis, String... fields) {
        Sorting.sortInPlace(self().writeableElements(), axis, fields);
    }

    /// Finds the order in which [#sort] would bring the elements: `a.take(a.argSort(0), 0)` is `a.sort(0)`.
    ///
    /// Equal elements keep their order: numpy's `argsort` with `kind='stable'`, where its default leaves that open.
    ///
    /// @param axis which axis, at most 2³¹ - 9 long; an array without axes counts as a list of one element
    /// @param fields of a structure, those to be compared before all others
    /// @return int64 positions on the axis, in the shape of this array
    /// @throws IllegalArgumentException if there is no such field, or the axis is too long
    default NDArray argSort(int axis, String... fields) {
        return fresh(Sorting.argSort(Allocation.automatic(), source(), axis, fields));
    }

    /// Finds where values would have to be put into this sorted array of one axis, before all equal elements.
    ///
    /// @param values an array, or what [NDArray#of] takes
    /// @return int64 positions, 0 to the length, in the shape of `values`
    /// @throws IllegalArgumentException if this array has not one axis, or the dtypes have nothing in common
    default NDArray searchSorted(Object values) {
        return searchSorted(values, SearchSide.LEFT);
    }

    /// Finds where values would have to be put into this array of one axis, sorted as by [#sort]. Beside texts, numbers
    /// count as the texts that they become, of which 10 comes before 9.
    ///
    /// @param values an array, or what [NDArray#of] takes
    /// @param side whether before or behind all equal elements
    /// @return int64 positions, 0 to the length, in the shape of `values`
    /// @throws IllegalArgumentException if this array has not one axis, or the dtypes have nothing in common
    default NDArray searchSorted(Object values, SearchSide side) {
        Strided wanted = Operands.array(values).elements();
        return fresh(Searching.searchSorted(Allocation.automatic(), source(), wanted, side));
    }

    /// Finds the different elements. NaN counts once, and so do NaT and all complex numbers with a NaN; NaN inside of a
    /// structure equals nothing. Of zeros of both signs the first one stays.
    ///
    /// @return each once, sorted as by [#sort], in one axis
    /// @throws IllegalArgumentException if there are more than 2³¹ - 9 elements
    default NDArray unique() {
        return fresh(Uniques.values(Allocation.automatic(), source()));
    }

    /// Finds the different elements, as [#unique] does, where they are and how many there are of each.
    ///
    /// @return values, first positions, inverse and counts
    /// @throws IllegalArgumentException if there are more than 2³¹ - 9 elements
    default UniqueElements uniqueElements() {
        return uniqueElements(Uniques.parts(Allocation.automatic(), source()));
    }

    /// Finds the different positions of an axis, each with all the elements that it has along the others.
    ///
    /// Positions are sorted by their elements, the first of them before all others. One with a NaN differs from every
    /// other one; on the only axis of an array this is [#unique()].
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @return a fresh array whose axis is as long as there are different positions
    /// @throws IllegalArgumentException if the axis is longer than 2³¹ - 9, or elements are only carried
    /// @throws IndexOutOfBoundsException if there is no such axis
    default NDArray unique(int axis) {
        return uniqueElements(axis).values();
    }

    /// Finds the different positions of an axis, as [#unique(int)] does, where they are and how many there are of each.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @return values with all axes, first positions on the axis, an inverse as long as the axis, and counts
    /// @throws IllegalArgumentException if the axis is longer than 2³¹ - 9, or elements are only carried
    /// @throws IndexOutOfBoundsException if there is no such axis
    default UniqueElements uniqueElements(int axis) {
        int place = Shapes.axis(axis, source().layout().axisCount());
        return source().layout().axisCount() == 1
                ? uniqueElements()
                : uniqueElements(Uniques.parts(Allocation.automatic(), source(), place));
    }

    private static UniqueElements uniqueElements(Uniques.Parts parts) {
        return new UniqueElements(
                fresh(parts.values()), fresh(parts.indices()), fresh(parts.inverse()), fresh(parts.counts()));
    }

    private static NDArray fresh(Strided elements) {
        return NDArray.ofElements(elements);
    }
}
