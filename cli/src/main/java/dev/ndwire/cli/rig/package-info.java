/// What whole transfers between two processes are measured with: a second JVM, the plain socket that is the floor,
/// what is sent and found again, the most memory a process had, medians.
///
/// `demo` stands on it, and so do the benchmarks of tables. Knows no array and no table.
package dev.ndwire.cli.rig;
