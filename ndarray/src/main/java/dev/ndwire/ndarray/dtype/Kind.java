package dev.ndwire.ndarray.dtype;

/// The family that an element belongs to, with numpy's one-letter code for it.
///
/// Python objects (`O`) have no kind here: they are no bytes that could be moved.
public enum Kind {
    /// True or false, one byte.
    BOOL('b', "bool"),
    /// Signed integers.
    INT('i', "int"),
    /// Unsigned integers.
    UINT('u', "uint"),
    /// IEEE 754 numbers.
    FLOAT('f', "float"),
    /// Two [#FLOAT]s: real and imaginary part.
    COMPLEX('c', "complex"),
    /// Byte strings of a fixed size, filled up with zeros.
    BYTES('S', "bytes"),
    /// Text of a fixed number of code points, four bytes each, filled up with zeros.
    TEXT('U', "str"),
    /// Raw bytes, and every dtype that has fields or a shape of its own.
    VOID('V', "void"),
    /// Points in time: an int64 count of units since 1970.
    DATETIME('M', "datetime64"),
    /// Spans of time: an int64 count of units.
    TIMEDELTA('m', "timedelta64");

    private final char code;
    private final String stem;

    Kind(char code, String stem) {
        this.code = code;
        this.stem = stem;
    }

    /// Numpy's code of this kind, as in `dtype.kind`.
    ///
    /// @return one of `b i u f c S U V M m`
    public char code() {
        return code;
    }

    /// What numpy's names of this kind begin with: `float` of `float64`.
    String stem() {
        return stem;
    }
}
