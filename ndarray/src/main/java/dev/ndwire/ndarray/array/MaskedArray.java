package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.ByteSized;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Index;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An array some of whose elements have no value: numpy's `MaskedArray`, of data, mask and fill value.
///
/// The mask is an array of bools of the same shape, true where there is no value; of a structure's elements it is a
/// structure of bools, one a field. No mask at all says that every element has a value. What makes a *view* (`at`,
/// `transpose`, `reshape`, `field`) shares the memory of both; who owns it and which threads may use it is as in
/// [NDArray]. The data under the mask is kept, and travels.
public final class MaskedArray implements ByteSized {
    private final NDArray data;
    private final @Nullable NDArray mask;
    private final @Nullable NDArray fillValue;

    private MaskedArray(NDArray data, @Nullable NDArray mask, @Nullable NDArray fillValue) {
        this.data = data;
        this.mask = mask;
        this.fillValue = fillValue;
    }

    /// Lays a mask over an array; its fill value is numpy's for the dtype.
    ///
    /// @param data the elements; shared
    /// @param mask true where there is none, shared; or null for no mask
    /// @return the masked array
    /// @throws IllegalArgumentException if the mask has another shape, or another dtype than [#maskDType]
    public static MaskedArray of(NDArray data, @Nullable NDArray mask) {
        return of(data, mask, null);
    }

    /// Lays a mask over an array.
    ///
    /// @param data the elements; shared
    /// @param mask true where there is none, shared; or null for no mask
    /// @param fillValue one element, as an array without axes, of a dtype that may be another; or null for numpy's for
    ///     the dtype
    /// @return the masked array
    /// @throws IllegalArgumentException if the mask has another shape, or another dtype than [#maskDType], or the fill
    ///     value has axes
    public static MaskedArray of(NDArray data, @Nullable NDArray mask, @Nullable NDArray fillValue) {
        if (mask != null && !Arrays.equals(mask.shape(), data.shape())) {
            throw new IllegalArgumentException("mask of shape " + Shapes.text(mask.shape()) + " on an array of shape "
                    + Shapes.text(data.shape()) + ": they must be the same");
        }
        if (mask != null && !mask.dtype().equals(maskDType(data.dtype()))) {
            throw new IllegalArgumentException("mask of dtype " + mask.dtype() + " on an array of dtype " + data.dtype()
                    + ": it must be " + maskDType(data.dtype()));
        }
        if (fillValue != null && fillValue.ndim() != 0) {
            throw new IllegalArgumentException(
                    "fill value with " + fillValue.ndim() + " axes: it is one element, without axes");
        }
        return new MaskedArray(data, mask, fillValue);
    }

    /// What a mask is made of: bool, or a structure with a bool for each field, without gaps.
    ///
    /// @param dtype the dtype of the data
    /// @return the dtype of its mask
    public static DType maskDType(DType dtype) {
        return Fill.maskDType(dtype);
    }

    /// The elements, under the mask too.
    ///
    /// @return the array
    public NDArray data() {
        return data;
    }

    /// Where there is no value.
    ///
    /// @return the mask, or null if there is none
    public @Nullable NDArray mask() {
        return mask;
    }

    /// The fill value that was given.
    ///
    /// @return an array without axes, or null
    public @Nullable NDArray givenFillValue() {
        return fillValue;
    }

    /// What takes the place of masked elements.
    ///
    /// @return an array without axes: the given one, or numpy's for the dtype, such as 999999 or 1e+20
    public NDArray fillValue() {
        return fillValue == null ? Fill.defaultOf(data.dtype()) : fillValue;
    }

    /// What one element is.
    ///
    /// @return the dtype of the data
    public DType dtype() {
        return data.dtype();
    }

    /// The lengths of the axes.
    ///
    /// @return a copy
    public long[] shape() {
        return data.shape();
    }

    /// The number of elements, masked or not.
    ///
    /// @return the product of all lengths
    public long size() {
        return data.size();
    }

    @Override
    public long byteSize() {
        return Math.addExact(data.byteSize(), mask == null ? 0 : mask.byteSize());
    }

    /// The number of elements that have a value; a structure has one if one of its fields has.
    ///
    /// @return 0 to [#size]
    public long count() {
        if (mask == null) {
            return size();
        }
        MemorySegment flags = mask.copy().segment();
        long itemSize = mask.dtype().itemSize();
        long count = 0;
        for (long at = 0; at < flags.byteSize(); at += itemSize) {
            for (long i = 0; i < itemSize; i++) {
                if (flags.get(ValueLayout.JAVA_BYTE, at + i) == 0) {
                    count++;
                    break;
                }
            }
        }
        return count;
    }

    /// Reads one element.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return [MaskedConstant#MASKED], or what [NDArray#get] gives; of a structure a tuple of the two
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    public Object get(long... index) {
        return mask == null ? data.get(index) : Fill.masked(data.get(index), mask.get(index));
    }

    /// Picks a view by numpy's index text: `a.at("1:7, ::-2")`.
    ///
    /// @param index integers, slices, `...` and `None`, separated by commas
    /// @return a view
    /// @throws IllegalArgumentException if the text is no basic index
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are more positions than axes
    public MaskedArray at(String index) {
        return both(array -> array.at(index));
    }

    /// Picks a view by index parts.
    ///
    /// @param index one part for each axis from the first on; axes that none names are kept whole
    /// @return a view
    /// @throws IllegalArgumentException if there are several ellipses
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are more positions than axes
    public MaskedArray at(Index... index) {
        return both(array -> array.at(index));
    }

    /// Reverses the order of the axes.
    ///
    /// @return a view
    public MaskedArray transpose() {
        return both(NDArray::transpose);
    }

    /// Reorders the axes.
    ///
    /// @param axes which axis of this array becomes the first, the second and so on; every one once
    /// @return a view
    /// @throws IllegalArgumentException if an axis is missing or named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    public MaskedArray transpose(int... axes) {
        return both(array -> array.transpose(axes));
    }

    /// Gives the elements, in C order, another shape: a view where numpy gives one, else a copy.
    ///
    /// @param shape the new lengths, of which one may be -1: whatever is left
    /// @return a view, or a fresh array in C order in memory that the garbage collector frees
    /// @throws IllegalArgumentException if the shape cannot hold exactly these elements
    public MaskedArray reshape(long... shape) {
        return both(array -> array.reshape(shape));
    }

    /// Looks at one field of a structured array.
    ///
    /// @param name the field's name or title
    /// @return a view; the axes of a sub-array come last. Its fill value is the field of the given one, of a sub-array
    ///     the first element; if none was given, numpy's for the dtype
    /// @throws IllegalArgumentException if there is no such field
    public MaskedArray field(String name) {
        NDArray fill = fillValue != null && fillValue.dtype().field(name).isPresent() ? fillValue.field(name) : null;
        // numpy takes the first element of several.
        NDArray one = fill != null && fill.ndim() > 0 && fill.size() > 0
                ? fill.ravel().at("0")
                : fill;
        return of(data.field(name), mask == null ? null : mask.field(name), one);
    }

    private MaskedArray both(UnaryOperator<NDArray> view) {
        return new MaskedArray(view.apply(data), mask == null ? null : view.apply(mask), fillValue);
    }

    /// The same with another fill value.
    ///
    /// @param value what [NDArray#set] takes for the dtype
    /// @return a view
    /// @throws IllegalArgumentException if the value does not fit in the dtype
    public MaskedArray withFillValue(Object value) {
        NDArray fill = NDArray.zeros(dtype());
        fill.set(value);
        return new MaskedArray(data, mask, fill);
    }

    /// Copies the elements, with the fill value in place of masked ones: cut to the dtype, as numpy does, where it is
    /// longer, so 999999 is 63 in int8.
    ///
    /// @return a fresh array in C order, in memory that the garbage collector frees
    /// @throws IllegalArgumentException if the fill value is of another kind than the dtype
    public NDArray filled() {
        return filledWith(fillValue());
    }

    /// Copies the elements, with a value in place of masked ones.
    ///
    /// @param value what [NDArray#set] takes for the dtype
    /// @return a fresh array in C order, in memory that the garbage collector frees
    /// @throws IllegalArgumentException if the value does not fit in the dtype
    public NDArray filled(Object value) {
        return filledWith(Objects.requireNonNull(withFillValue(value).fillValue));
    }

    private NDArray filledWith(NDArray fill) {
        NDArray copy = data.copy(Order.C);
        if (mask != null) {
            Fill.into(copy, mask.isCContiguous() ? mask : mask.copy(Order.C), fill);
        }
        return copy;
    }

    /// Whether another array has the same shape, no value at the same positions, and equal values at the others, as
    /// [NDArray#arrayEqual(NDArray)] has it.
    ///
    /// @param other the other array
    /// @return whether all elements are equal
    /// @throws IllegalArgumentException as there
    /// @throws IllegalStateException if the memory of one of the arrays is closed
    public boolean arrayEqual(MaskedArray other) {
        if (!maskOrNone().equals(other.maskOrNone())) {
            return false;
        }
        NDArray none = NDArray.zeros(dtype());
        NDArray otherNone = NDArray.zeros(other.dtype());
        return filledWith(none).arrayEqual(other.filledWith(otherNone));
    }

    private NDArray maskOrNone() {
        return mask == null ? NDArray.zeros(maskDType(dtype())).broadcastTo(shape()) : mask;
    }

    /// Whether the other is a masked array whose data, mask and fill value have equal dtypes, shapes and bytes. The
    /// data under the mask counts; no mask equals one of nothing but false.
    ///
    /// @param other anything
    /// @return whether it is equal
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MaskedArray that
                && data.equals(that.data)
                && maskOrNone().equals(that.maskOrNone())
                && fillValue().equals(that.fillValue());
    }

    /// A hash of what [#equals] compares; it reads all elements.
    ///
    /// @return the hash
    @Override
    public int hashCode() {
        return 31 * data.hashCode() + maskOrNone().hashCode();
    }

    /// Writes the elements as numpy's `str` does: `[1 -- 3]`.
    ///
    /// @return the text, perhaps of several lines
    @Override
    public String toString() {
        return mask == null ? data.toString() : new MaskedPrinting(this, data, mask).str();
    }

    /// Writes the array as numpy's `repr` does, with its mask and fill value.
    ///
    /// @return the text, of several lines
    public String repr() {
        return new MaskedPrinting(this, data, mask).repr();
    }
}
