package dev.ndwire.core.pickle;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fills a container with batches of 1,000 items, as CPython does: each type has its own way with a single item and
/// with the end.
final class BatchTask extends Saver.Task {
    private static final int BATCH = 1000;

    private final Style style;
    private final Iterator<? extends @Nullable Object> values;
    private long itemsLeft;
    private int batchSize;
    private int valuesLeft;
    private boolean isOpen;
    private boolean isAlone;
    private final boolean isOne;

    /// How CPython fills a container.
    ///
    /// @param one the opcode that adds a single item without a mark
    /// @param many the opcode that adds what is above the mark
    /// @param oneIfAll whether a single item is added by `one` if there is no other
    /// @param oneIfLast whether a single item is added by `one` if it is left at the end
    /// @param endsEmpty whether an empty batch follows a last batch that is full
    private record Style(int one, int many, int itemSize, boolean oneIfAll, boolean oneIfLast, boolean endsEmpty) {
        static final Style LIST = new Style(Opcodes.APPEND, Opcodes.APPENDS, 1, true, false, false);
        static final Style DICT = new Style(Opcodes.SETITEM, Opcodes.SETITEMS, 2, true, false, true);
        static final Style SET = new Style(Opcodes.ADDITEMS, Opcodes.ADDITEMS, 1, false, false, true);
        static final Style ITEMS = new Style(Opcodes.APPEND, Opcodes.APPENDS, 1, true, true, false);
        static final Style ENTRIES = new Style(Opcodes.SETITEM, Opcodes.SETITEMS, 2, true, true, false);
        static final Style ELEMENTS = new Style(Opcodes.ADDITEMS, Opcodes.ADDITEMS, 1, false, false, false);
    }

    private BatchTask(Style style, Iterator<? extends @Nullable Object> values, long count) {
        this.style = style;
        this.values = values;
        this.itemsLeft = count;
        this.isOne = count == 1;
    }

    static BatchTask ofList(List<?> list) {
        return new BatchTask(Style.LIST, list.iterator(), list.size());
    }

    static BatchTask ofSet(Set<?> set) {
        return new BatchTask(Style.SET, set.iterator(), set.size());
    }

    static BatchTask ofDict(Map<?, ?> map) {
        return new BatchTask(Style.DICT, new KeysAndValues(map.entrySet().iterator()), map.size());
    }

    static BatchTask ofItems(List<?> items) {
        return new BatchTask(Style.ITEMS, items.iterator(), items.size());
    }

    static BatchTask ofElements(List<?> elements) {
        return new BatchTask(Style.ELEMENTS, elements.iterator(), elements.size());
    }

    static BatchTask ofEntries(List<?> keysAndValues) {
        return new BatchTask(Style.ENTRIES, keysAndValues.iterator(), keysAndValues.size() / 2);
    }

    @Override
    boolean advance(Saver saver) {
        while (isOpen || itemsLeft > 0) {
            if (!isOpen) {
                open(saver);
            }
            while (valuesLeft > 0) {
                valuesLeft--;
                saver.save(values.next());
                if (!saver.isOnTop(this)) {
                    return false;
                }
            }
            close(saver);
        }
        return true;
    }

    private void open(Saver saver) {
        isOpen = true;
        isAlone = (style.oneIfAll && isOne) || (style.oneIfLast && itemsLeft == 1);
        if (!isAlone) {
            saver.out.op(Opcodes.MARK);
        }
        batchSize = (int) Math.min(BATCH, itemsLeft);
        itemsLeft -= batchSize;
        valuesLeft = batchSize * style.itemSize;
    }

    private void close(Saver saver) {
        isOpen = false;
        saver.out.op(isAlone ? style.one : style.many);
        if (itemsLeft == 0 && batchSize == BATCH && style.endsEmpty) {
            saver.out.op(Opcodes.MARK);
            saver.out.op(style.many);
        }
    }

    /// The keys and values of a map, in turn.
    private static final class KeysAndValues implements Iterator<@Nullable Object> {
        private final Iterator<? extends Map.Entry<?, ?>> entries;
        private Map.@Nullable Entry<?, ?> entry;

        KeysAndValues(Iterator<? extends Map.Entry<?, ?>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return entry != null || entries.hasNext();
        }

        @Override
        public @Nullable Object next() {
            if (entry == null) {
                entry = entries.next();
                return entry.getKey();
            }
            Object value = entry.getValue();
            entry = null;
            return value;
        }
    }
}
