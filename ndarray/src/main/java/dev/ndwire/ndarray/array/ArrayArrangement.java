package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.select.Padding;
import dev.ndwire.ndarray.select.Repeating;
import dev.ndwire.ndarray.select.Rolling;
import dev.ndwire.ndarray.select.Splitting;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.PadMode;
import java.util.List;

/// Rearranges elements: numpy's `split`, `repeat`, `tile`, `pad` and `roll`.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods. [NDArray#concatenate]
/// and [NDArray#stack] join several arrays.
///
/// All of them take every dtype, byte order and layout. What they give is a fresh, writeable array in C order, in
/// memory that the garbage collector frees. Only `split` gives views. A negative axis counts from the last one, and an
/// axis that is not there is an [IndexOutOfBoundsException]; closed memory is an [IllegalStateException].
public sealed interface ArrayArrangement permits NDArray {
    private NDArray self() {
        return (NDArray) this;
    }

    private Strided source() {
        return self().elements();
    }

    /// Cuts an axis into parts of equal length.
    ///
    /// @param sections how many parts, at least 1
    /// @param axis which axis
    /// @return views
    /// @throws IllegalArgumentException if the length is no multiple of `sections`, or `sections` is not positive
    default List<NDArray> split(int sections, int axis) {
        return views(Splitting.split(self().inMemory(), sections, axis));
    }

    /// Cuts an axis before given positions.
    ///
    /// @param positions where parts begin, as in Python's slices: negative ones count from the end, and those beyond it
    ///     are the end; where they do not rise, parts are empty
    /// @param axis which axis
    /// @return views, one more than positions
    default List<NDArray> split(long[] positions, int axis) {
        return views(Splitting.split(self().inMemory(), positions, axis));
    }

    /// Cuts an axis into parts whose lengths differ by at most 1, the longer ones first.
    ///
    /// @param sections how many parts, at least 1
    /// @param axis which axis
    /// @return views
    /// @throws IllegalArgumentException if `sections` is not positive
    default List<NDArray> arraySplit(int sections, int axis) {
        return views(Splitting.arraySplit(self().inMemory(), sections, axis));
    }

    /// Repeats every position of an axis.
    ///
    /// @param times how often, at least 0
    /// @param axis which axis; an array without axes counts as a list of one element
    /// @return a fresh array
    /// @throws IllegalArgumentException if `times` is negative, or the bytes do not fit in a `long`
    default NDArray repeat(long times, int axis) {
        return fresh(Repeating.repeat(Allocation.automatic(), source(), times, axis));
    }

    /// Repeats each position of an axis by a number of its own. Without an axis, as numpy has it by default, it is
    /// `a.reshape(-1).repeat(times, 0)`.
    ///
    /// @param times integers other than uint64: how often, one a position, or one for all
    /// @param axis which axis; an array without axes counts as a list of one element
    /// @return a fresh array
    /// @throws IllegalArgumentException if a number is negative, or dtype or length of `times` are wrong, or the bytes
    ///     do not fit in a `long`
    default NDArray repeat(NDArray times, int axis) {
        return fresh(Repeating.repeat(Allocation.automatic(), source(), times.elements(), axis));
    }

    /// Sets copies of the whole array side by side.
    ///
    /// @param times how many along each axis, the last ones lined up; axes missing on either side count as 1
    /// @return a fresh array
    /// @throws IllegalArgumentException if a number is negative, there are more than 64 axes, or the bytes do not fit
    ///     in a `long`
    default NDArray tile(long... times) {
        return fresh(Repeating.tile(Allocation.automatic(), source(), times));
    }

    /// Puts zeros around the array; in strings they are the digit, as in numpy.
    ///
    /// @param widths `{before, after}` for each axis, or one pair for all, or one number instead of each pair
    /// @return a fresh array
    /// @throws IllegalArgumentException if a width is negative, their number is wrong, or the bytes do not fit in a
    ///     `long`
    default NDArray pad(long[][] widths) {
        return pad(widths, 0L);
    }

    /// Puts elements of the array around it, or what is computed from them, as [PadMode] says.
    ///
    /// @param widths `{before, after}` for each axis, or one pair for all, or one number instead of each pair
    /// @param mode what is put there
    /// @return a fresh array
    /// @throws IllegalArgumentException if a width is negative, their number is wrong, an axis of length 0 would have
    ///     to grow, the dtype cannot be computed with, or the bytes do not fit in a `long`
    default NDArray pad(long[][] widths, PadMode mode) {
        return pad(widths, mode, PadOptions.DEFAULT);
    }

    /// Puts elements of the array around it, or what is computed from them.
    ///
    /// @param widths `{before, after}` for each axis, or one pair for all, or one number instead of each pair
    /// @param mode what is put there
    /// @param options numpy's keyword arguments
    /// @return a fresh array
    /// @throws IllegalArgumentException as the method without options does, and if an option does not apply to the
    ///     mode, does not broadcast to a pair for each axis, or has a wrong value
    default NDArray pad(long[][] widths, PadMode mode, PadOptions options) {
        return ComputedPadding.pad(self(), mode, options, widths);
    }

    /// Puts constants around the array.
    ///
    /// @param widths `{before, after}` for each axis, or one pair for all, or one number instead of each pair
    /// @param constants an array, or what [NDArray#of] takes: one for all, `{before, after}` for all axes, or a pair
    ///     for each; converted to the dtype as numpy converts arrays, so integers that are too large are cut
    /// @return a fresh array
    /// @throws IllegalArgumentException if a width is negative, a number of widths or constants is wrong, or the bytes
    ///     do not fit in a `long`
    default NDArray pad(long[][] widths, Object constants) {
        Strided values = Operands.array(constants).elements();
        return fresh(Padding.pad(Allocation.automatic(), source(), values, widths));
    }

    /// Moves all elements on in C order; those that leave at one end come in at the other.
    ///
    /// @param shift by how many positions, of any sign
    /// @return a fresh array of the same shape
    default NDArray roll(long shift) {
        return fresh(Rolling.roll(Allocation.automatic(), source(), shift));
    }

    /// Moves elements along axes; those that leave at one end come in at the other.
    ///
    /// @param shifts by how many positions, of any sign: one an axis, or one for all
    /// @param axes which axes, or one for all shifts; one that is named again is moved again
    /// @return a fresh array of the same shape
    /// @throws IllegalArgumentException if the numbers of shifts and axes differ, and neither is 1
    default NDArray roll(long[] shifts, int... axes) {
        return fresh(Rolling.roll(Allocation.automatic(), source(), shifts, axes));
    }

    private static NDArray fresh(Strided elements) {
        return NDArray.ofElements(elements);
    }

    private List<NDArray> views(List<Layout> layouts) {
        return layouts.stream().map(self()::view).toList();
    }
}
