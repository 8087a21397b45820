package dev.ndwire.ndarray.array;

/// The one value of a masked element: `numpy.ma.masked`.
public enum MaskedConstant {
    /// There is no value here.
    MASKED;

    /// Writes it as it stands among elements.
    ///
    /// @return `--`
    @Override
    public String toString() {
        return "--";
    }
}
