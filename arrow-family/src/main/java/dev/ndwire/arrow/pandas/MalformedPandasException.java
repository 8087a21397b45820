package dev.ndwire.arrow.pandas;

import dev.ndwire.core.value.MalformedException;
import java.io.Serial;

/// A pickle says of a dataframe what cannot be: its parts contradict each other.
public final class MalformedPandasException extends MalformedException {
    @Serial
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message what was found, what was allowed, and where
    public MalformedPandasException(String message) {
        super(message);
    }
}
