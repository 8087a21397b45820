package dev.ndwire.core.value;

/// Python's `range`, where its three numbers fit a long.
///
/// @param start the first number
/// @param stop the bound that is not reached
/// @param step the distance, not 0
public record PyRange(long start, long stop, long step) {
    /// Checks the step.
    ///
    /// @throws IllegalArgumentException if it is 0
    public PyRange {
        if (step == 0) {
            throw new IllegalArgumentException("range with step 0: it must not be 0");
        }
    }
}
