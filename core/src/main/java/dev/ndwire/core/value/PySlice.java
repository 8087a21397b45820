package dev.ndwire.core.value;

import org.jspecify.annotations.Nullable;

/// Python's `slice`: three values of any type, null for `None`.
///
/// @param start where to begin
/// @param stop where to end
/// @param step the distance
public record PySlice(
        @Nullable Object start,
        @Nullable Object stop,
        @Nullable Object step) {}
