package dev.ndwire.core.family;

import org.jspecify.annotations.Nullable;

/// Marks a value inside a message that is to be pickled, and opened by whoever reads the message, a scheduler too.
///
/// `ToPickle` in Python.
///
/// @param value the value
public record ToPickle(@Nullable Object value) {}
