package dev.ndwire.core.value;

import org.jspecify.annotations.Nullable;

/// Python's `collections.defaultdict`. No [java.util.Map] itself, so that it is never taken for a plain dict.
///
/// @param factory what makes missing values over there, a [PyGlobal] such as `builtins.list` or a [PyObject], or null
/// @param entries the entries, in order; not copied
public record PyDefaultDict(@Nullable Object factory, PyDict entries) {}
