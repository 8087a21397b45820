package dev.ndwire.core.value;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Python's `set`: elements are equal when Python's are, and come in the order in which they were added.
///
/// Of several equal elements the first stays, as in Python: `{1, True}` is `{1}`. What may be an element is what may
/// be a key of a [PyDict]. Equal to any set of as many elements that Python finds equal, though the hash code of
/// another kind of set may be a different one. Modifiable; not safe for use by several threads while one of them
/// writes.
public final class PySet extends AbstractSet<@Nullable Object> {
    private final LinkedHashMap<@Nullable Object, @Nullable Object> elements = new LinkedHashMap<>();

    /// Makes an empty set.
    public PySet() {}

    /// Makes a set of a collection's elements.
    ///
    /// @param elements what to add, in this order
    public PySet(Collection<? extends @Nullable Object> elements) {
        for (Object element : elements) {
            add(element);
        }
    }

    /// Makes a set.
    ///
    /// @param elements what to add, in this order
    /// @return a new set
    public static PySet of(@Nullable Object... elements) {
        PySet set = new PySet();
        for (Object element : elements) {
            set.add(element);
        }
        return set;
    }

    /// Adds an element unless an equal one is there.
    ///
    /// @param element the element
    /// @return whether it was added
    /// @throws IllegalArgumentException if it is or holds a map
    @Override
    public boolean add(@Nullable Object element) {
        Object standIn = PyKeys.standIn(element);
        if (elements.containsKey(standIn)) {
            return false;
        }
        elements.put(standIn, element);
        return true;
    }

    @Override
    public boolean contains(@Nullable Object element) {
        return elements.containsKey(PyKeys.standIn(element));
    }

    @Override
    public boolean remove(@Nullable Object element) {
        boolean present = contains(element);
        elements.remove(PyKeys.standIn(element));
        return present;
    }

    // The inherited one asks the other collection, whose elements are equal by other rules, when that is the larger.
    @Override
    public boolean removeAll(Collection<?> others) {
        boolean changed = false;
        for (Object other : others) {
            changed |= remove(other);
        }
        return changed;
    }

    @Override
    public void clear() {
        elements.clear();
    }

    /// Whether another set has as many elements, each of which Python finds equal to one here.
    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (Object standIn : elements.keySet()) {
            sum += Objects.hashCode(standIn);
        }
        return sum;
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        return elements.values().iterator();
    }

    @Override
    public int size() {
        return elements.size();
    }
}
