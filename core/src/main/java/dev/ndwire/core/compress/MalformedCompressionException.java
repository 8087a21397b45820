package dev.ndwire.core.compress;

import dev.ndwire.core.value.MalformedException;

/// Compressed bytes break their format, or claim more than they hold or may hold.
public final class MalformedCompressionException extends MalformedException {
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message what was found and what was allowed
    public MalformedCompressionException(String message) {
        super(message);
    }

    /// Makes an exception with its sentence and the fault below it.
    ///
    /// @param message what was found and what was allowed
    /// @param cause the fault that showed it
    public MalformedCompressionException(String message, Throwable cause) {
        super(message, cause);
    }
}
