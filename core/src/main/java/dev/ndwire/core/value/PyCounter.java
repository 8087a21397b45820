package dev.ndwire.core.value;

/// Python's `collections.Counter`. No [java.util.Map] itself, so that it is never taken for a plain dict.
///
/// @param counts how often each element counts; not copied
public record PyCounter(PyDict counts) {}
