package dev.ndwire.arrow.pandas;

import java.io.Serial;

/// A value is no dataframe, or one that no table shows without loss.
public final class UnsupportedPandasException extends UnsupportedOperationException {
    @Serial
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message what was found, and where
    public UnsupportedPandasException(String message) {
        super(message);
    }
}
