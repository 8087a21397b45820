package dev.ndwire.benchmarks.transport;

import java.util.function.Consumer;

/// What suites measure with, and where their figures go.
///
/// @param plan what is wanted
/// @param scratch the folder of all processes
/// @param progress is told what is measured now
/// @param report takes each table when it is there
record Run(Plan plan, Scratch scratch, Progress progress, Consumer<Sheet> report) {}
