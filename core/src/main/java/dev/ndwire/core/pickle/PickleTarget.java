package dev.ndwire.core.pickle;

/// What a pickle is written for.
///
/// @param protocol 4 or 5
/// @param isOutOfBand whether a [PickleBuffer] travels beside the pickle; with protocol 5 only
public record PickleTarget(int protocol, boolean isOutOfBand) {}
