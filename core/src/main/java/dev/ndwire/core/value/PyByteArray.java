package dev.ndwire.core.value;

/// Python's `bytearray`: bytes that are known to be modifiable over there. Here they are not.
///
/// @param content the bytes
public record PyByteArray(Bytes content) {}
