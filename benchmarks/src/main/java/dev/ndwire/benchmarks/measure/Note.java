package dev.ndwire.benchmarks.measure;

/// What a suite left out, and why.
///
/// @param suite its label
/// @param text a sentence
public record Note(String suite, String text) {}
