/// Tables from one process to another over TCP: ours, the plain socket beneath it, and Arrow's Flight.
///
/// [dev.ndwire.benchmarks.tcp.TableReport] measures them by turns; a unit test proves that all carry the same numbers.
@org.jspecify.annotations.NullMarked
package dev.ndwire.benchmarks.tcp;
