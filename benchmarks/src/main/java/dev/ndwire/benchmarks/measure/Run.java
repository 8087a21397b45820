package dev.ndwire.benchmarks.measure;

/// What suites measure with, and where their figures go.
///
/// @param plan what is wanted
/// @param progress is told what is measured now
/// @param findings takes what was found
public record Run(Plan plan, Progress progress, Findings findings) {}
