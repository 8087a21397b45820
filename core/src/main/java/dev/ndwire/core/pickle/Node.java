package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of the graph that a pickle describes, as the machine builds it: containers, calls and references.
///
/// What holds nothing (None, numbers, texts, bytes, globals) stands in the graph as the Java value itself. Nodes have
/// identity: what a pickle shares, the graph shares. Once the machine has stopped, nothing changes a node's content;
/// the two fields of [Lifter] are its bookkeeping.
abstract sealed class Node {
    /// Where the pickle begins it, for errors.
    final long byteOffset;

    /// What it became; for [Lifter] alone.
    @Nullable
    Object lifted;

    /// How far it is; for [Lifter] alone.
    Phase phase = Phase.NEW;

    enum Phase {
        NEW,
        OPEN,
        DONE
    }

    enum Kind {
        LIST("list"),
        TUPLE("tuple"),
        DICT("dict"),
        SET("set"),
        FROZENSET("frozenset");

        final String python;

        Kind(String python) {
            this.python = python;
        }
    }

    Node(long byteOffset) {
        this.byteOffset = byteOffset;
    }

    /// A container. A dict has keys and values in turn.
    static final class Container extends Node {
        final Kind kind;
        final Items items;

        Container(long byteOffset, Kind kind, Items items) {
            super(byteOffset);
            this.kind = kind;
            this.items = items;
        }
    }

    /// An object that a call makes, and what happens to it then.
    static final class Call extends Node {
        final PyObject.Creation creation;
        final @Nullable Object function;
        final Container arguments;
        final @Nullable Container keywords;
        List<Effect> effects = List.of();

        /// Stands for the object inside of itself; for [Lifter] alone.
        PyObject.@Nullable Draft draft;

        Call(
                long byteOffset,
                PyObject.Creation creation,
                @Nullable Object function,
                Container arguments,
                @Nullable Container keywords) {
            super(byteOffset);
            this.creation = creation;
            this.function = function;
            this.arguments = arguments;
            this.keywords = keywords;
        }

        /// The items of the last effect, if it is of this kind, else of a new one.
        Items itemsOf(EffectKind kind) {
            if (!effects.isEmpty()) {
                Effect last = effects.get(effects.size() - 1);
                if (last.kind == kind) {
                    return last.items;
                }
            }
            Items items = new Items();
            add(new Effect(kind, items));
            return items;
        }

        void add(EffectKind kind, @Nullable Object value) {
            Items items = new Items();
            items.add(value);
            add(new Effect(kind, items));
        }

        private void add(Effect effect) {
            if (effects.isEmpty()) {
                effects = new ArrayList<>(1);
            }
            effects.add(effect);
        }
    }

    enum EffectKind {
        STATE,
        ITEMS,
        ENTRIES,
        ELEMENTS,
        DISCARDED
    }

    record Effect(EffectKind kind, Items items) {}

    /// A reference to what stands outside of the pickle.
    static final class Persistent extends Node {
        final @Nullable Object id;

        Persistent(long byteOffset, @Nullable Object id) {
            super(byteOffset);
            this.id = id;
        }
    }

    /// A growing list without the bookkeeping of [ArrayList].
    static final class Items {
        private static final @Nullable Object[] NOTHING = {};

        @Nullable
        Object[] values = NOTHING;

        int size;

        void add(@Nullable Object value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size < 4 ? 4 : size + (size >> 1));
            }
            values[size++] = value;
        }

        void addAll(@Nullable Object[] source, int from, int to) {
            int count = to - from;
            if (count > values.length - size) {
                int grown = size == 0 ? count : Math.max(size + count, size + (size >> 1));
                values = Arrays.copyOf(values, grown);
            }
            System.arraycopy(source, from, values, size, count);
            size += count;
        }
    }
}
