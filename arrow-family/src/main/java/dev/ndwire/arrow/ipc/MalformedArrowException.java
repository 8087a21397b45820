package dev.ndwire.arrow.ipc;

import dev.ndwire.core.value.MalformedException;
import java.io.Serial;

/// Bytes break Arrow's IPC format, or claim what they do not hold.
public final class MalformedArrowException extends MalformedException {
    @Serial
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message what was found, what was allowed, and where
    public MalformedArrowException(String message) {
        super(message);
    }

    /// Makes an exception with its sentence and the fault below it.
    ///
    /// @param message what was found, what was allowed, and where
    /// @param cause the fault that showed it
    public MalformedArrowException(String message, Throwable cause) {
        super(message, cause);
    }
}
