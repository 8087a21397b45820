package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyObject;
import java.util.List;
import java.util.function.Function;

/// A constructor of values that the writer has an opcode for.
record ReadOnlyConstructor(String pythonName, Function<PyObject, Object> construct) implements PickleConstructor {
    @Override
    public List<String> pythonNames() {
        return List.of(pythonName);
    }

    @Override
    public List<Class<?>> javaTypes() {
        return List.of();
    }

    @Override
    public Object construct(PyObject object) {
        return construct.apply(object);
    }

    @Override
    public PyObject reduce(Object value, PickleTarget target) {
        throw new IllegalArgumentException(pythonName + " only reads, it cannot write an instance of "
                + value.getClass().getName());
    }
}
