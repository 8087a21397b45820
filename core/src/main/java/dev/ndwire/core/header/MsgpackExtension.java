package dev.ndwire.core.header;

import dev.ndwire.core.value.Bytes;

/// A msgpack extension value, kept as it came: `msgpack.ExtType` in Python.
///
/// @param type the extension's number, -128 to 127; -1 is a timestamp
/// @param data its bytes
public record MsgpackExtension(byte type, Bytes data) {}
