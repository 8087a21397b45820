package dev.ndwire.core.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens to a [PyObject] after it was made, in Python, when it is unpickled.
public sealed interface PyEffect {
    /// The object gets a state: through its `__setstate__`, or into its attributes.
    ///
    /// @param state often a dict of the attributes, or a pair of it and a dict of the slots
    record State(@Nullable Object state) implements PyEffect {}

    /// Items are appended, as to a list.
    ///
    /// @param items the items, in order
    record Items(List<@Nullable Object> items) implements PyEffect {
        /// Keeps an unmodifiable copy of the list.
        public Items {
            items = Collections.unmodifiableList(new ArrayList<>(items));
        }
    }

    /// Entries are set, as in a dict.
    ///
    /// @param keysAndValues key, value, key, value, …
    record Entries(List<@Nullable Object> keysAndValues) implements PyEffect {
        /// Keeps an unmodifiable copy of the list.
        ///
        /// @throws IllegalArgumentException if a last key has no value
        public Entries {
            if (keysAndValues.size() % 2 != 0) {
                throw new IllegalArgumentException(
                        "the last of " + keysAndValues.size() + " keys and values has no pair");
            }
            keysAndValues = Collections.unmodifiableList(new ArrayList<>(keysAndValues));
        }
    }

    /// Elements are added, as to a set.
    ///
    /// @param elements the elements, in order
    record Elements(List<@Nullable Object> elements) implements PyEffect {
        /// Keeps an unmodifiable copy of the list.
        public Elements {
            elements = Collections.unmodifiableList(new ArrayList<>(elements));
        }
    }

    /// A call is made for what it does to the object, one of its arguments; what it returns is dropped.
    ///
    /// @param call the call
    record Discarded(PyObject call) implements PyEffect {}
}
