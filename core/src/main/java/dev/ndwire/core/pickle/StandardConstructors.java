package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyObject.Creation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The constructors of Python's own types, gathered, and what they share.
///
/// Each takes the exact form that Python writes; whatever else a pickle says stays as it is, so that nothing is lost.
final class StandardConstructors {
    private StandardConstructors() {}

    static List<PickleConstructor> all() {
        List<PickleConstructor> all = new ArrayList<>();
        all.addAll(BuiltinConstructors.all());
        all.addAll(NumberConstructors.all());
        all.addAll(TimeConstructors.all());
        all.addAll(CollectionConstructors.all());
        return all;
    }

    /// Whether an object is made by a call with so many arguments, and nothing happens to it then.
    static boolean isCall(PyObject object, int argumentCount) {
        return isCall(object)
                && object.effects().isEmpty()
                && object.arguments().size() == argumentCount;
    }

    static boolean isCall(PyObject object) {
        return object.creation() == Creation.CALL;
    }

    static @Nullable Object argument(PyObject object, int index) {
        return object.arguments().get(index);
    }
}
