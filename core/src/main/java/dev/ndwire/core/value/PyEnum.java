package dev.ndwire.core.value;

/// A member of a Python `Enum`, by name only: no class is looked up for it.
///
/// Source: `msgpack_encode_default` of `distributed.protocol.serialize`, key `__Enum__`.
///
/// @param module the module of the enum's class
/// @param className the name of the enum's class
/// @param name the member's name
public record PyEnum(String module, String className, String name) {}
