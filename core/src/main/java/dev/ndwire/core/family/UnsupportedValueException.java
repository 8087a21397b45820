package dev.ndwire.core.family;

/// A family has no form for an object, so the next one is asked; where there is none, its sentence says why.
public final class UnsupportedValueException extends SerializationException {
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message what has no form
    public UnsupportedValueException(String message) {
        super(message);
    }

    /// Makes an exception with its sentence and the fault below it.
    ///
    /// @param message what has no form
    /// @param cause the fault that showed it
    public UnsupportedValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
