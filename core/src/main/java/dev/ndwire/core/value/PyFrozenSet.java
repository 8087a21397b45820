package dev.ndwire.core.value;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Python's `frozenset`: elements are equal when Python's are, and come in the order in which they were given.
///
/// No [Set] itself, so that it is never taken for a plain set; [#asSet] views it as one. Immutable, and a key of a
/// [PyDict]: there it equals any set of equal elements, as in Python.
public final class PyFrozenSet implements Iterable<@Nullable Object> {
    private final PySet elements;

    // A set of sets would else compute the same stand-ins at each level anew.
    private final Object key;

    /// Makes a set.
    ///
    /// @param elements its elements, of several equal ones the first; copied
    /// @throws IllegalArgumentException if one is or holds a map
    public PyFrozenSet(Collection<? extends @Nullable Object> elements) {
        this.elements = new PySet(elements);
        this.key = PyKeys.ofSet(this.elements);
    }

    /// Makes a set.
    ///
    /// @param elements its elements, of several equal ones the first
    /// @return the set
    /// @throws IllegalArgumentException if one is or holds a map
    public static PyFrozenSet of(@Nullable Object... elements) {
        return new PyFrozenSet(java.util.Arrays.asList(elements));
    }

    /// How many elements there are.
    ///
    /// @return the number
    public int size() {
        return elements.size();
    }

    /// Whether an element is there that equals another in Python's sense.
    ///
    /// @param element what to look for
    /// @return whether it is there
    public boolean contains(@Nullable Object element) {
        return elements.contains(element);
    }

    /// Views the elements as a set that cannot be changed.
    ///
    /// @return the view
    public Set<@Nullable Object> asSet() {
        return Collections.unmodifiableSet(elements);
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        return asSet().iterator();
    }

    /// The stand-in for equality, made once.
    Object key() {
        return key;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PyFrozenSet that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "frozenset" + elements;
    }
}
