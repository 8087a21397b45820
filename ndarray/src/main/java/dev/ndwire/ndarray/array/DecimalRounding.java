package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.ufunc.Ufunc;

/// Numpy's `round`.
final class DecimalRounding {
    private DecimalRounding() {}

    static NDArray round(NDArray array, int decimals) {
        DType dtype = array.dtype();
        boolean isInteger = dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
        if (decimals >= 0 && isInteger) {
            return array.copy();
        }
        if (decimals == 0 && dtype.kind() != Kind.COMPLEX) {
            return array.rint();
        }
        if (dtype.kind() == Kind.BOOL) {
            throw new IllegalArgumentException("bools cannot be rounded to " + decimals + " decimals, allowed is 0");
        }
        // Of complex numbers, the parts are scaled and rounded each for itself.
        NDArray scaled = scale(array, decimals > 0 ? Ufunc.MULTIPLY : Ufunc.DIVIDE, decimals);
        scaled.applyInto(scaled, Ufunc.RINT);
        NDArray result = scale(scaled, decimals > 0 ? Ufunc.DIVIDE : Ufunc.MULTIPLY, decimals);
        if (!isInteger) {
            return result.astype(dtype, Order.K, Casting.EQUIV, false);
        }
        NDArray integers = NDArray.empty(dtype, array.shape());
        Casts.convert(result.elements(), integers.elements());
        return integers;
    }

    private static NDArray scale(NDArray array, Ufunc function, int decimals) {
        double factor = Math.pow(10, Math.abs((double) decimals));
        if (array.dtype().kind() != Kind.COMPLEX) {
            return array.apply(function, factor);
        }
        NDArray result = NDArray.empty(array.dtype(), array.shape());
        array.real().applyInto(result.real(), function, factor);
        array.imag().applyInto(result.imag(), function, factor);
        return result;
    }
}
