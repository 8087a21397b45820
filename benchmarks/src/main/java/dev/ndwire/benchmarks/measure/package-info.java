/// What all suites share: what is asked for, how far it is, and what was found. Knows no benchmark.
@org.jspecify.annotations.NullMarked
package dev.ndwire.benchmarks.measure;
