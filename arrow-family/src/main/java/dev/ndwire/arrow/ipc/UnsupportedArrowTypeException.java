package dev.ndwire.arrow.ipc;

import java.io.Serial;

/// A column is of a type that Arrow Java has no vector for.
public final class UnsupportedArrowTypeException extends UnsupportedOperationException {
    @Serial
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message which field, and of which type
    public UnsupportedArrowTypeException(String message) {
        super(message);
    }
}
