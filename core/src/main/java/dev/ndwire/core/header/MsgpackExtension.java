package dev.ndwire.core.header;

import dev.ndwire.core.value.Bytes;

/// A msgpack extension value, kept as it came: `msgpack.ExtType` in Python.
///
/// @param type the extension's number, -128 to 127; -1 is a timestamp
/// @param data its bytes
public record MsgpackExtension(byte type, Bytes data) implements Comparable<MsgpackExtension> {
    /// Compares types, then bytes: so that extensions can be keys at no risk.
    ///
    /// @param other what to compare with
    /// @return below zero, zero or above zero
    @Override
    public int compareTo(MsgpackExtension other) {
        return type == other.type ? data.compareTo(other.data) : Byte.compare(type, other.type);
    }
}
