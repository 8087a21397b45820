package dev.ndwire.core.value;

/// Python's `collections.OrderedDict`. No [java.util.Map] itself, so that it is never taken for a plain dict.
///
/// @param entries the entries, in order; not copied
public record PyOrderedDict(PyDict entries) {}
