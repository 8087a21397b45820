package dev.ndwire.core.pickle;

import dev.ndwire.core.value.MalformedException;

/// A pickle breaks its format or the limits that it is read with.
public final class MalformedPickleException extends MalformedException {
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message what was found, what was allowed, and where
    public MalformedPickleException(String message) {
        super(message);
    }

    /// Makes an exception with its sentence and the fault below it.
    ///
    /// @param message what was found, what was allowed, and where
    /// @param cause the fault that showed it
    public MalformedPickleException(String message, Throwable cause) {
        super(message, cause);
    }
}
