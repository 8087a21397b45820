package dev.ndwire.core.family;

import org.jspecify.annotations.Nullable;

/// Marks a value inside a message that is to be serialized by a family, though msgpack could hold it.
///
/// What msgpack has no form for needs no mark. `to_serialize` in Python.
///
/// @param value the value
public record Serialize(@Nullable Object value) {}
