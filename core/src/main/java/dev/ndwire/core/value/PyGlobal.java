package dev.ndwire.core.value;

/// A Python class, function or other object that a module holds under a name. Only the name is here: nothing is
/// imported or looked up for it.
///
/// @param module the module, such as `numpy`
/// @param name the name in it, with dots for what lies inside a class
public record PyGlobal(String module, String name) {
    /// Splits a qualified name at its last dot; a name without a dot is one of `builtins`.
    ///
    /// @param qualified such as `collections.deque` or `int`; not for names inside a class
    /// @return its parts
    public static PyGlobal of(String qualified) {
        int dot = qualified.lastIndexOf('.');
        return dot < 0
                ? new PyGlobal("builtins", qualified)
                : new PyGlobal(qualified.substring(0, dot), qualified.substring(dot + 1));
    }

    /// The name with its module.
    ///
    /// @return such as `collections.deque` or `builtins.int`
    public String qualified() {
        return module + "." + name;
    }

    @Override
    public String toString() {
        return qualified();
    }
}
