package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyGlobal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
    private int objectCount;
    private int count;
    private final Map<PyGlobal, Integer> globals = new HashMap<>();
    private final Map<String, Integer> modules = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();

    private boolean isScanned() {
        return keys.length <= MOST_SCANNED;
    }

    int find(Object object) {
        if (isScanned()) {
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
        if (isScanned() ? objectCount == keys.length : 2 * objectCount >= keys.length) {
            grow();
        }
        if (isScanned()) {
            keys[objectCount] = object;
            numbers[objectCount] = count;
        } else {
            insert(object, count);
        }
        objectCount++;
        count++;
    }

    private void insert(Object object, int number) {
        int slot = slotOf(object);
        keys[slot] = object;
        numbers[slot] = number;
    }

    private void grow() {
        if (keys.length < MOST_SCANNED) {
            keys = Arrays.copyOf(keys, 2 * keys.length);
            numbers = Arrays.copyOf(numbers, keys.length);
            return;
        }
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
        return globals.getOrDefault(global, ABSENT);
    }

    void putGlobal(PyGlobal global) {
        globals.put(global, count++);
    }

    /// Finds a global's module. In Python equal ones are the same object in nearly all cases.
    int findModule(String module) {
        int same = find(module);
        return same != ABSENT ? same : modules.getOrDefault(module, ABSENT);
    }

    void putModule(String module) {
        modules.put(module, count);
        put(module);
    }

    /// Finds a global's name, which is another object than a module that is called the same.
    int findName(String name) {
        int same = find(name);
        return same != ABSENT ? same : names.getOrDefault(name, ABSENT);
    }

    void putName(String name) {
        names.put(name, count);
        put(name);
    }
}
