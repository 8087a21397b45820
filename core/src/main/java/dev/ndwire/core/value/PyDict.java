package dev.ndwire.core.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Python's `dict`: keeps insertion order, and its keys are equal when Python's are.
///
/// `get(1L)` finds what was put under `1.0` or `true`; a second put under an equal key replaces the value and keeps
/// the first key, as Python does. Keys may be null (`None`), texts, numbers, [Bytes], [Complex], tuples (any list)
/// and sets; a map is no key. Modifiable; not safe for use by several threads while one of them writes.
///
/// Two dicts are equal when Python finds their keys equal and Java their values. A dict with other keys than texts,
/// [Long]s and [Bytes] may equal another kind of [Map] whose hash code is a different one, since that counts
/// differently.
public final class PyDict extends AbstractMap<@Nullable Object, @Nullable Object> {
    private final LinkedHashMap<@Nullable Object, Map.Entry<@Nullable Object, @Nullable Object>> entries;

    /// Makes an empty dict.
    public PyDict() {
        entries = new LinkedHashMap<>();
    }

    /// Makes an empty dict with room for some entries.
    ///
    /// @param expectedSize how many entries are to be put, at least 0
    public PyDict(int expectedSize) {
        entries = LinkedHashMap.newLinkedHashMap(expectedSize);
    }

    /// Makes a dict of alternating keys and values.
    ///
    /// @param keysAndValues key, value, key, value, …
    /// @return a new dict
    /// @throws IllegalArgumentException if a last key has no value
    public static PyDict of(@Nullable Object... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("the last of " + keysAndValues.length + " keys and values has no pair");
        }
        PyDict dict = new PyDict(keysAndValues.length / 2);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            dict.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return dict;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entries.containsKey(PyKeys.standIn(key));
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        var entry = entries.get(PyKeys.standIn(key));
        return entry == null ? null : entry.getValue();
    }

    /// Puts a value under a key.
    ///
    /// @param key the key
    /// @param value its value
    /// @return the value that was there, or null
    /// @throws IllegalArgumentException if the key is or holds a map
    @Override
    public @Nullable Object put(@Nullable Object key, @Nullable Object value) {
        Object standIn = PyKeys.standIn(key);
        var present = entries.get(standIn);
        if (present != null) {
            return present.setValue(value);
        }
        entries.put(standIn, new SimpleEntry<>(key, value));
        return null;
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
        var entry = entries.remove(PyKeys.standIn(key));
        return entry == null ? null : entry.getValue();
    }

    @Override
    public void clear() {
        entries.clear();
    }

    @Override
    public Set<@Nullable Object> keySet() {
        return new KeySet();
    }

    @Override
    public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
        return new EntrySet();
    }

    /// Whether another map has equal values under keys that Python finds equal.
    @Override
    public boolean equals(@Nullable Object other) {
        if (other == this) {
            return true;
        }
        return other instanceof Map<?, ?> that
                && that.size() == size()
                && entrySet().containsAll(that.entrySet());
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (var entry : entries.entrySet()) {
            sum += Objects.hashCode(entry.getKey())
                    ^ Objects.hashCode(entry.getValue().getValue());
        }
        return sum;
    }

    private final class KeySet extends AbstractSet<@Nullable Object> {
        @Override
        public Iterator<@Nullable Object> iterator() {
            var all = entries.values().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public @Nullable Object next() {
                    return all.next().getKey();
                }

                @Override
                public void remove() {
                    all.remove();
                }
            };
        }

        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public boolean contains(@Nullable Object key) {
            return containsKey(key);
        }

        @Override
        public boolean remove(@Nullable Object key) {
            return entries.remove(PyKeys.standIn(key)) != null;
        }

        // The inherited one asks the other collection, whose keys are equal by other rules, when that is the larger.
        @Override
        public boolean removeAll(Collection<?> keys) {
            boolean changed = false;
            for (Object key : keys) {
                changed |= remove(key);
            }
            return changed;
        }

        @Override
        public void clear() {
            entries.clear();
        }
    }

    private final class EntrySet extends AbstractSet<Map.Entry<@Nullable Object, @Nullable Object>> {
        @Override
        public Iterator<Map.Entry<@Nullable Object, @Nullable Object>> iterator() {
            return entries.values().iterator();
        }

        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public boolean contains(@Nullable Object candidate) {
            if (!(candidate instanceof Map.Entry<?, ?> wanted)) {
                return false;
            }
            var present = entries.get(PyKeys.standIn(wanted.getKey()));
            return present != null && Objects.equals(present.getValue(), wanted.getValue());
        }

        @Override
        public boolean remove(@Nullable Object candidate) {
            return contains(candidate)
                    && entries.remove(PyKeys.standIn(((Map.Entry<?, ?>) Objects.requireNonNull(candidate)).getKey()))
                            != null;
        }

        @Override
        public void clear() {
            entries.clear();
        }
    }
}
