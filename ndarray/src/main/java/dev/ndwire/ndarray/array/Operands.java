package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.select.Selector;
import dev.ndwire.ndarray.shape.Index;
import java.util.ArrayList;
import java.util.List;

/// What a method takes besides arrays: Java values in their place.
final class Operands {
    private Operands() {}

    /// An array as it is, or one of Java values.
    static NDArray array(Object value) {
        return value instanceof NDArray array ? array : NDArray.of(value);
    }

    /// What an operation promotes an operand by: the dtype of an array, a Java value itself, whose dtype may be weak.
    static Object promoted(Object value) {
        return value instanceof NDArray array ? array.dtype() : value;
    }

    /// What is to be assigned: an array, or one value as an element of the target's dtype.
    ///
    /// @throws IllegalArgumentException if the value has no counterpart there
    static Strided assigned(Object value, DType target) {
        if (value instanceof NDArray || value.getClass().isArray()) {
            return array(value).elements();
        }
        Strided element = NDArray.empty(target).elements();
        Assignment.set(element, value);
        return element;
    }

    /// A mask as it is.
    ///
    /// @throws IllegalArgumentException if it is not bool
    static NDArray mask(NDArray mask) {
        if (mask.dtype().kind() != Kind.BOOL) {
            throw new IllegalArgumentException("a mask consists of bool, found dtype " + mask.dtype());
        }
        return mask;
    }

    /// The parts of an index: arrays, integers, [Index] values, texts with several parts.
    ///
    /// @throws IllegalArgumentException if one is anything else
    static List<Selector> index(Object... parts) {
        var index = new ArrayList<Selector>();
        for (Object part : parts) {
            if (part instanceof NDArray array) {
                index.add(new Selector.Positions(array.elements()));
            } else if (part instanceof Index basic) {
                index.add(new Selector.Basic(basic));
            } else if (part instanceof Long
                    || part instanceof Integer
                    || part instanceof Short
                    || part instanceof Byte) {
                index.add(new Selector.Basic(Index.at(((Number) part).longValue())));
            } else if (part instanceof String text) {
                Index.parse(text).forEach(basic -> index.add(new Selector.Basic(basic)));
            } else {
                throw new IllegalArgumentException(
                        "an index consists of arrays, integers, Index values and texts, found "
                                + part.getClass().getName());
            }
        }
        return index;
    }
}
