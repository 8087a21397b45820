package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyGlobal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which objects a pickle holds already, and under which number. Objects are known by identity, globals by name.
@SuppressWarnings("ReferenceEquality") // What is the same object here is the same object in Python.
final class WriteMemo {
    static final int ABSENT = -1;

    /// As long as there are few objects, looking at each is faster than their identity hashes, of which the first of
    /// each object is a call of the virtual machine.
    private static final int MOST_SCANNED = 64;

    private static final int FIRST = 16;

    private Object[] keys = new Object[FIRST];
    private int[] numbers = new int[FIRST];
    private boolean isHashed;
    private int objectCount;
    private int count;
    // Most pickles hold none of them.
    private @Nullable Map<PyGlobal, Integer> globals;
    private @Nullable Map<String, Integer> modules;
    private @Nullable Map<String, Integer> names;

    int find(Object object) {
        if (!isHashed) {
            for (int i = 0; i < objectCount; i++) {
                if (keys[i] == object) {
                    return numbers[i];
                }
            }
            return ABSENT;
        }
        int slot = slotOf(object);
        return keys[slot] == object ? numbers[slot] : ABSENT;
    }

    private int slotOf(Object object) {
        int mask = keys.length - 1;
        int slot = ((System.identityHashCode(object) * 0x9e3779b1) >>> 7) & mask;
        while (keys[slot] != object && keys[slot] != null) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /// Gives an object the next number.
    void put(Object object) {
        if (!isHashed && objectCount == keys.length && objectCount < MOST_SCANNED) {
            keys = Arrays.copyOf(keys, 2 * objectCount);
            numbers = Arrays.copyOf(numbers, 2 * objectCount);
        }
        if (!isHashed && objectCount < keys.length) {
            keys[objectCount] = object;
            numbers[objectCount++] = count++;
            return;
        }
        if (!isHashed || 2 * objectCount >= keys.length) {
            grow();
        }
        insert(object, count++);
        objectCount++;
    }

    private void insert(Object object, int number) {
        int slot = slotOf(object);
        keys[slot] = object;
        numbers[slot] = number;
    }

    private void grow() {
        isHashed = true;
        Object[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new Object[Math.multiplyExact(oldKeys.length, 4)];
        numbers = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                insert(oldKeys[i], oldNumbers[i]);
            }
        }
    }

    int findGlobal(PyGlobal global) {
        return globals == null ? ABSENT : globals.getOrDefault(global, ABSENT);
    }

    void putGlobal(PyGlobal global) {
        globals = put(globals, global, count++);
    }

    private static <K> Map<K, Integer> put(@Nullable Map<K, Integer> before, K key, int number) {
        Map<K, Integer> all = before == null ? new HashMap<>() : before;
        all.put(key, number);
        return all;
    }

    /// Finds a global's module. In Python equal ones are the same object in nearly all cases.
    int findModule(String module) {
        int same = find(module);
        return same != ABSENT || modules == null ? same : modules.getOrDefault(module, ABSENT);
    }

    void putModule(String module) {
        modules = put(modules, module, count);
        put(module);
    }

    /// Finds a global's name, which is another object than a module that is called the same.
    int findName(String name) {
        int same = find(name);
        return same != ABSENT || names == null ? same : names.getOrDefault(name, ABSENT);
    }

    void putName(String name) {
        names = put(names, name, count);
        put(name);
    }
}
