package dev.ndwire.core.value;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// Python's `tuple`: an unmodifiable list that knows it is none.
///
/// It equals any [List] with equal elements, as [List#equals] demands; Python's `(1,) == [1]` is false. Where the
/// difference travels (pickles, collections), the writer asks for this class; msgpack has one array for both.
public final class PyTuple extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] elements;

    private PyTuple(@Nullable Object[] elements) {
        this.elements = elements;
    }

    /// Makes a tuple.
    ///
    /// @param elements its elements, which may be null for `None`; copied
    /// @return the tuple
    public static PyTuple of(@Nullable Object... elements) {
        return new PyTuple(elements.clone());
    }

    /// Makes a tuple of a list's elements.
    ///
    /// @param elements its elements; copied
    /// @return the tuple
    public static PyTuple copyOf(List<? extends @Nullable Object> elements) {
        return new PyTuple(elements.toArray());
    }

    @Override
    public @Nullable Object get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }
}
