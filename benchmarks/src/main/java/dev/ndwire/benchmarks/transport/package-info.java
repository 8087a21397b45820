/// Arrays and tables from one process to another: ours, the plain sockets beneath, and rivals.
///
/// [dev.ndwire.benchmarks.transport.TransportSuite] measures them by turns; a unit test proves that all carry the same
/// numbers.
@org.jspecify.annotations.NullMarked
package dev.ndwire.benchmarks.transport;
