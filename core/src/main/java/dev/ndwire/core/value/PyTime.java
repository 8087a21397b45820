package dev.ndwire.core.value;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// A Python `time` that no class of `java.time` holds without loss: with `fold`, or with a time zone that is no plain
/// offset.
///
/// @param local the clock's reading, in whole microseconds
/// @param tzinfo the time zone as it came, often a [PyObject], or null
/// @param fold whether it is the second of two equal readings
public record PyTime(LocalTime local, @Nullable Object tzinfo, boolean fold) {}
