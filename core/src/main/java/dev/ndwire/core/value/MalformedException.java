package dev.ndwire.core.value;

/// Bytes from a peer or a file break the format that they claim to have.
///
/// The message is one sentence: what was found, what was allowed, and where. Nothing of what was read before the
/// fault is lost to the caller's control: memory that had been taken is given back before this is thrown.
public class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message what was found, what was allowed, and where
    public MalformedException(String message) {
        super(message);
    }

    /// Makes an exception with its sentence and the fault below it.
    ///
    /// @param message what was found, what was allowed, and where
    /// @param cause the fault that showed it
    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
