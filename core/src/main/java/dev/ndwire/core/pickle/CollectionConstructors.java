package dev.ndwire.core.pickle;

import static dev.ndwire.core.pickle.StandardConstructors.argument;
import static dev.ndwire.core.pickle.StandardConstructors.isCall;

import dev.ndwire.core.value.PyCounter;
import dev.ndwire.core.value.PyDefaultDict;
import dev.ndwire.core.value.PyDeque;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyOrderedDict;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `OrderedDict`, `deque`, `Counter` and `defaultdict` of `collections`.
final class CollectionConstructors {
    private static final PyGlobal ORDERED_DICT = new PyGlobal("collections", "OrderedDict");
    private static final PyGlobal DEQUE = new PyGlobal("collections", "deque");
    private static final PyGlobal COUNTER = new PyGlobal("collections", "Counter");
    private static final PyGlobal DEFAULT_DICT = new PyGlobal("collections", "defaultdict");

    private CollectionConstructors() {}

    static List<PickleConstructor> all() {
        return List.of(
                new FunctionConstructor<>(
                        ORDERED_DICT.qualified(),
                        PyOrderedDict.class,
                        CollectionConstructors::orderedDict,
                        value -> withEntries(PyObject.call(ORDERED_DICT), value.entries())),
                new FunctionConstructor<>(
                        DEQUE.qualified(),
                        PyDeque.class,
                        CollectionConstructors::deque,
                        CollectionConstructors::ofDeque),
                new FunctionConstructor<>(
                        COUNTER.qualified(),
                        PyCounter.class,
                        CollectionConstructors::counter,
                        value -> PyObject.call(COUNTER, value.counts())),
                new FunctionConstructor<>(
                        DEFAULT_DICT.qualified(),
                        PyDefaultDict.class,
                        CollectionConstructors::defaultDict,
                        CollectionConstructors::ofDefaultDict));
    }

    /// The entries that are set after a call, or null if something else happens.
    private static @Nullable PyDict entries(PyObject object) {
        PyDict dict = new PyDict();
        for (PyEffect effect : object.effects()) {
            if (!(effect instanceof PyEffect.Entries entries)) {
                return null;
            }
            List<@Nullable Object> keysAndValues = entries.keysAndValues();
            for (int i = 0; i < keysAndValues.size(); i += 2) {
                dict.put(keysAndValues.get(i), keysAndValues.get(i + 1));
            }
        }
        return dict;
    }

    private static PyObject withEntries(PyObject object, PyDict dict) {
        if (dict.isEmpty()) {
            return object;
        }
        List<@Nullable Object> keysAndValues = new ArrayList<>(2 * dict.size());
        for (Map.Entry<@Nullable Object, @Nullable Object> entry : dict.entrySet()) {
            keysAndValues.add(entry.getKey());
            keysAndValues.add(entry.getValue());
        }
        return object.with(new PyEffect.Entries(keysAndValues));
    }

    private static Object orderedDict(PyObject object) {
        PyDict entries = isCall(object) && object.arguments().isEmpty() ? entries(object) : null;
        return entries == null ? object : new PyOrderedDict(entries);
    }

    private static Object deque(PyObject object) {
        PyTuple arguments = object.arguments();
        boolean bounded = arguments.size() == 2
                && PyTuple.of().equals(arguments.get(0))
                && arguments.get(1) instanceof Long maxLength
                && maxLength >= 0;
        if (!isCall(object) || !(arguments.isEmpty() || bounded)) {
            return object;
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (PyEffect effect : object.effects()) {
            if (!(effect instanceof PyEffect.Items more)) {
                return object;
            }
            items.addAll(more.items());
        }
        Long maxLength = bounded ? (Long) arguments.get(1) : null;
        return maxLength != null && maxLength < items.size() ? object : new PyDeque(items, maxLength);
    }

    private static PyObject ofDeque(PyDeque deque) {
        PyObject call = deque.maxLength() == null
                ? PyObject.call(DEQUE)
                : PyObject.call(DEQUE, PyTuple.of(), deque.maxLength());
        return deque.items().isEmpty() ? call : call.with(new PyEffect.Items(deque.items()));
    }

    private static Object counter(PyObject object) {
        return isCall(object, 1) && argument(object, 0) instanceof PyDict counts ? new PyCounter(counts) : object;
    }

    private static Object defaultDict(PyObject object) {
        PyTuple arguments = object.arguments();
        boolean plain = arguments.isEmpty()
                || (arguments.size() == 1
                        && (arguments.get(0) instanceof PyGlobal || arguments.get(0) instanceof PyObject));
        PyDict entries = plain && isCall(object) ? entries(object) : null;
        return entries == null ? object : new PyDefaultDict(arguments.isEmpty() ? null : arguments.get(0), entries);
    }

    private static PyObject ofDefaultDict(PyDefaultDict dict) {
        PyObject call =
                dict.factory() == null ? PyObject.call(DEFAULT_DICT) : PyObject.call(DEFAULT_DICT, dict.factory());
        return withEntries(call, dict.entries());
    }
}
