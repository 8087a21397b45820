package dev.ndwire.core.header;

import dev.ndwire.core.value.MalformedException;

/// A header or message breaks msgpack, its limits, or the shape that its reader expects.
public final class MalformedHeaderException extends MalformedException {
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message what was found, what was allowed, and where
    public MalformedHeaderException(String message) {
        super(message);
    }

    /// Makes an exception with its sentence and the fault below it.
    ///
    /// @param message what was found, what was allowed, and where
    /// @param cause the fault that showed it
    public MalformedHeaderException(String message, Throwable cause) {
        super(message, cause);
    }
}
