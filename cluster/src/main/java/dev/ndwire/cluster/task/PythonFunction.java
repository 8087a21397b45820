package dev.ndwire.cluster.task;

import dev.ndwire.core.value.PyGlobal;

/// A function, class or other callable that a Python imports by its name. Nothing of it is known here.
///
/// @param module the module, such as `numpy.linalg`
/// @param name the name in it, with dots for what lies inside a class, such as `date.fromisoformat`
public record PythonFunction(String module, String name) {
    /// Checks the names.
    ///
    /// @throws IllegalArgumentException if one of them is empty
    public PythonFunction {
        if (module.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "function '" + name + "' of module '" + module + "': neither name may be empty");
        }
    }

    /// Splits a qualified name at its last dot; a name without a dot is one of `builtins`.
    ///
    /// @param qualified such as `numpy.linalg.svd` or `sum`; not for names inside a class
    /// @return the function
    /// @throws IllegalArgumentException if a part is empty
    public static PythonFunction of(String qualified) {
        PyGlobal global = PyGlobal.of(qualified);
        return new PythonFunction(global.module(), global.name());
    }

    PyGlobal toGlobal() {
        return new PyGlobal(module, name);
    }

    @Override
    public String toString() {
        return module + "." + name;
    }
}
