package dev.ndwire.core.family;

/// An object cannot be serialized, or a serialized one may not or cannot be opened.
///
/// The stream that it came from is unharmed: only this object is lost.
public sealed class SerializationException extends RuntimeException permits UnsupportedValueException {
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message what was found and what was allowed
    public SerializationException(String message) {
        super(message);
    }

    /// Makes an exception with its sentence and the fault below it.
    ///
    /// @param message what was found and what was allowed
    /// @param cause the fault that showed it
    public SerializationException(String message, Throwable cause) {
        super(message, cause);
    }
}
