package dev.ndwire.core.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Python's `collections.deque`. No [List] itself, so that it is never taken for a plain list.
///
/// @param items the items, from the left; not copied
/// @param maxLength the most items that it keeps, or null for any number
public record PyDeque(
        List<@Nullable Object> items, @Nullable Long maxLength) {}
