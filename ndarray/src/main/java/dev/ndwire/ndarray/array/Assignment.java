package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.cast.FlexibleDType;
import dev.ndwire.ndarray.cast.SameValue;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Broadcasting;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.util.Arrays;

/// Converts the elements of one array, or Java values, into those of another.
final class Assignment {
    private Assignment() {}

    /// A fresh array of other elements.
    ///
    /// @param order the order in memory, any
    static NDArray converted(NDArray source, DType dtype, Order order, Casting casting) {
        DType wanted = FlexibleDType.sized(source.elements(), dtype);
        Strided elements = source.elements();
        if (casting == Casting.SAME_VALUE) {
            Casting.checkNumbers(source.dtype(), wanted);
            SameValue.check(elements, wanted);
        } else {
            casting.check(source.dtype(), wanted);
        }
        DType base = wanted;
        while (base.isSubArray()) {
            elements = elements.with(repeated(elements.layout(), base.shape()));
            base = base.base();
        }
        Layout from = elements.layout();
        Order fixed = source.layout().resolveOrder(order);
        Layout layout = from.contiguousLike(fixed, base.itemSize());
        var target = new Strided(Allocation.allocate(Allocation.automatic(), layout.byteSize()), base, layout);
        Casts.convert(elements, target);
        return NDArray.ofElements(target);
    }

    /// Whether elements are of a dtype, whose size or unit may be left open.
    static boolean isAlready(NDArray array, DType dtype) {
        boolean isKind = array.dtype().kind() == dtype.kind();
        return isKind && array.dtype().equals(FlexibleDType.sized(array.elements(), dtype));
    }

    /// Every element as often as a small array has items.
    private static Layout repeated(Layout layout, long[] shape) {
        int outer = layout.axisCount();
        long[] lengths = Arrays.copyOf(layout.shape(), outer + shape.length);
        System.arraycopy(shape, 0, lengths, outer, shape.length);
        long[] strides = Arrays.copyOf(layout.byteStrides(), lengths.length);
        return Layout.of(lengths, strides, layout.byteOffset(), layout.itemSize());
    }

    /// Sets all elements: `a[...] = value`.
    static void set(Strided target, Object value) {
        boolean isArray = value instanceof NDArray || value.getClass().isArray();
        if (isArray) {
            assign(target, value, Casting.UNSAFE);
            return;
        }
        NDArray scalar = WeakScalar.set(value, target.dtype());
        checkConvertible(scalar.elements(), target);
        assign(target, scalar, Casting.UNSAFE);
    }

    /// One value is converted, and refused, even where there is no element that it is for.
    private static void checkConvertible(Strided scalar, Strided target) {
        if (target.size() == 0) {
            Casts.convert(scalar, NDArray.empty(target.dtype()).elements());
        }
    }

    /// Sets all elements: `copyto`.
    static void assign(Strided target, Object value, Casting casting) {
        // Refuses the level that is for `astype` alone, whatever the value.
        casting.check(target.dtype(), target.dtype());
        Strided source;
        if (value instanceof NDArray array) {
            casting.check(array.dtype(), target.dtype());
            source = array.elements();
        } else if (value.getClass().isArray()) {
            assign(target, NDArray.of(value), casting);
            return;
        } else {
            source = WeakScalar.of(value, target.dtype(), casting).elements();
            checkConvertible(source, target);
        }
        Casts.convert(source.with(broadcast(source.layout(), target.layout().shape())), target);
    }

    /// Numpy drops axes of length 1 in front, which broadcasting elsewhere does not.
    private static Layout broadcast(Layout layout, long[] shape) {
        int excess = layout.axisCount() - shape.length;
        long[] lengths = layout.shape();
        for (int axis = 0; axis < excess; axis++) {
            if (lengths[axis] != 1) {
                throw mismatch(lengths, shape);
            }
        }
        Layout inner = excess <= 0
                ? layout
                : Layout.of(
                        Arrays.copyOfRange(lengths, excess, lengths.length),
                        Arrays.copyOfRange(layout.byteStrides(), excess, lengths.length),
                        layout.byteOffset(),
                        layout.itemSize());
        if (!Broadcasting.fits(inner.shape(), shape)) {
            throw mismatch(lengths, shape);
        }
        return inner.broadcastTo(shape);
    }

    private static IllegalArgumentException mismatch(long[] from, long[] to) {
        return new IllegalArgumentException(
                "could not broadcast input array from shape " + Shapes.text(from) + " into shape " + Shapes.text(to));
    }
}
