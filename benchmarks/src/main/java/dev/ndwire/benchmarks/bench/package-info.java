/// What `ndwire bench` does: runs suites of benchmarks, writes their figures and a report, and compares two reports.
@org.jspecify.annotations.NullMarked
package dev.ndwire.benchmarks.bench;
