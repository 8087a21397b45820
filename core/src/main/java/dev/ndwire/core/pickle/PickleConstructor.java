package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyObject;
import java.util.List;
import java.util.function.Function;

/// Builds Java values from what a pickle says of Python objects of some types, and says it of Java values.
///
/// A pickle names a callable, its arguments and what happens then; nothing of that is run. Where the name is on the
/// list ([Constructors]), its constructor looks at the parts, which are Java values already, and gives a Java value,
/// or leaves the object as it is. Found through [java.util.ServiceLoader], or given to [Constructors#with]. An
/// instance holds no state and may be used by several threads.
public interface PickleConstructor {
    /// What Python calls to make the objects, or whose `__new__` it calls.
    ///
    /// @return qualified names, such as `decimal.Decimal` or `builtins.complex`; none if this only writes
    List<String> pythonNames();

    /// The Java classes whose instances [#reduce] takes.
    ///
    /// @return the classes; none if this only reads
    List<Class<?>> javaTypes();

    /// Builds the Java value of an object, if it is one that the value holds without loss.
    ///
    /// The parts come from a peer: types, numbers and lengths are to be checked. What was shared or holds itself in
    /// Python is the same Java object here. An object that holds itself is not offered.
    ///
    /// @param object how the object is made; its function is a [dev.ndwire.core.value.PyGlobal] of one of the names
    /// @return the Java value, or `object` itself to leave it as it is
    /// @throws dev.ndwire.core.value.MalformedException if the parts contradict each other
    Object construct(PyObject object);

    /// Says how Python makes an object that equals a Java value.
    ///
    /// @param value an instance of one of [#javaTypes]
    /// @param target what is written
    /// @return the call, with values of any kind as its parts; a part that is `value` itself refers to the object, if
    ///     it stands among the effects
    /// @throws IllegalArgumentException if Python's type has no such value
    PyObject reduce(Object value, PickleTarget target);

    /// Makes a constructor of two functions.
    ///
    /// @param <T> the Java class
    /// @param pythonName what Python calls, such as `people.Human`
    /// @param javaType the Java class
    /// @param construct what [#construct] does
    /// @param reduce what [#reduce] does
    /// @return the constructor
    static <T> PickleConstructor of(
            String pythonName, Class<T> javaType, Function<PyObject, Object> construct, Function<T, PyObject> reduce) {
        return new FunctionConstructor<>(pythonName, javaType, construct, reduce);
    }
}
