package dev.ndwire.core.pickle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a pickle has put aside, by number. Numbers that come in order are kept in an array, others in a map, so that a
/// large number alone costs nothing.
final class ReadMemo {
    private static final Object FREE = new Object();

    private final PickleLimits limits;
    private @Nullable Object[] inOrder = new Object[16];
    private int inOrderSize;
    private final Map<Long, @Nullable Object> others = new HashMap<>();

    ReadMemo(PickleLimits limits) {
        this.limits = limits;
    }

    int size() {
        return inOrderSize + others.size();
    }

    void put(long index, @Nullable Object value, PickleInput input) {
        if (index >= 0 && index < inOrderSize) {
            inOrder[(int) index] = value;
            return;
        }
        if (size() >= limits.maxMemo() && !others.containsKey(index)) {
            throw input.fault("the memo holds more than PickleLimits.maxMemo=" + limits.maxMemo() + " values");
        }
        if (index != inOrderSize || others.containsKey(index)) {
            others.put(index, value);
            return;
        }
        if (inOrderSize == inOrder.length) {
            inOrder = Arrays.copyOf(inOrder, inOrderSize * 2);
        }
        inOrder[inOrderSize++] = value;
    }

    @Nullable
    Object get(long index, PickleInput input) {
        if (index >= 0 && index < inOrderSize) {
            return inOrder[(int) index];
        }
        Object value = others.getOrDefault(index, FREE);
        if (value == FREE) {
            throw input.fault("the memo holds nothing under " + index);
        }
        return value;
    }
}
