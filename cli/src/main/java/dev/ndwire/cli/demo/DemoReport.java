package dev.ndwire.cli.demo;

/// What the demo measured. Every transfer was checked byte by byte.
///
/// @param byteSize the bytes of the array
/// @param warm into memory that was used before
/// @param fresh into memory that the system has just given
/// @param peakBytes the most memory that the first process had resident, or 0 if the system does not tell
/// @param secondPeakBytes the most memory that the second process had resident, or 0 if the system does not tell
public record DemoReport(long byteSize, Pairs warm, Pairs fresh, long peakBytes, long secondPeakBytes) {}
