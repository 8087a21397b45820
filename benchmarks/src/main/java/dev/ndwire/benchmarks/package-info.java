/// What ndwire costs, beside its floor and its rivals, measured by JMH.
///
/// Uses the public surface of `core`, `ndarray` and `arrow-family` as a user does; nothing uses it. Every benchmark
/// names its floor and
/// its rivals, and a unit test proves that all variants carry the same values.
@org.jspecify.annotations.NullMarked
package dev.ndwire.benchmarks;
