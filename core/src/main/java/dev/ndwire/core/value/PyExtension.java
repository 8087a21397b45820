package dev.ndwire.core.value;

/// An object that Python's `copyreg` extension registry holds under a number. Only the process that wrote the number
/// knows what it stands for.
///
/// @param code the number, at least 1
public record PyExtension(int code) {
    /// Checks the number.
    ///
    /// @throws IllegalArgumentException if it is below 1
    public PyExtension {
        if (code < 1) {
            throw new IllegalArgumentException("extension code " + code + ": at least 1 is allowed");
        }
    }
}
