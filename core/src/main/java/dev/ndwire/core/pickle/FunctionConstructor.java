package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyObject;
import java.util.List;
import java.util.function.Function;

/// A constructor of two functions, for one Python callable and one Java class.
record FunctionConstructor<T>(
        String pythonName, Class<T> javaType, Function<PyObject, Object> construct, Function<T, PyObject> reduce)
        implements PickleConstructor {
    @Override
    public List<String> pythonNames() {
        return List.of(pythonName);
    }

    @Override
    public List<Class<?>> javaTypes() {
        return List.of(javaType);
    }

    @Override
    public Object construct(PyObject object) {
        return construct.apply(object);
    }

    @Override
    public PyObject reduce(Object value, PickleTarget target) {
        return reduce.apply(javaType.cast(value));
    }
}
