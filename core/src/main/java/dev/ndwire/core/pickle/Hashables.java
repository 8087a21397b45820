package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyCounter;
import dev.ndwire.core.value.PyDefaultDict;
import dev.ndwire.core.value.PyDeque;
import dev.ndwire.core.value.PyFrozenSet;
import dev.ndwire.core.value.PyOrderedDict;
import dev.ndwire.core.value.PySlice;
import dev.ndwire.core.value.PyTuple;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks what a pickle makes the key of a dict or the element of a set, before anyone computes its hash.
///
/// A tuple's hash visits all that is beneath it, and what is shared again and again: 60 nested pairs of one tuple
/// twice are 2⁶⁰ visits. So visits are counted against the limit on values.
final class Hashables {
    private static final Set<Class<?>> UNHASHABLE = Set.of(
            PyByteArray.class, PyCounter.class, PyDefaultDict.class, PyDeque.class, PyOrderedDict.class, PySlice.class);

    private final PickleLimits limits;
    private long visits;

    Hashables(PickleLimits limits) {
        this.limits = limits;
    }

    /// @throws MalformedPickleException if the value has no hash, or computing it takes too long
    void check(@Nullable Object key, long byteOffset) {
        if (key == null || key instanceof String || key instanceof Number) {
            return;
        }
        if (key instanceof PyTuple tuple) {
            visit(tuple, tuple.size(), byteOffset);
        } else if (key instanceof PyFrozenSet set) {
            visit(set, set.size(), byteOffset);
        } else if (key instanceof Collection || key instanceof Map || UNHASHABLE.contains(key.getClass())) {
            throw new MalformedPickleException("a " + nameOf(key) + " is a key or an element of a set (of byte "
                    + byteOffset + " of the pickle), which needs a hash");
        }
    }

    private void visit(Iterable<? extends @Nullable Object> elements, int size, long byteOffset) {
        visits += 1 + size;
        if (visits > limits.maxItems()) {
            throw new MalformedPickleException("hashes of keys visit more than PickleLimits.maxItems="
                    + limits.maxItems() + " values (byte " + byteOffset + " of the pickle)");
        }
        for (Object element : elements) {
            check(element, byteOffset);
        }
    }

    private static String nameOf(Object key) {
        if (key instanceof Map) {
            return "dict";
        }
        if (key instanceof Set) {
            return "set";
        }
        return key instanceof Collection ? "list" : key.getClass().getSimpleName();
    }
}
