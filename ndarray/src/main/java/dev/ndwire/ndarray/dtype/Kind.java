package dev.ndwire.ndarray.dtype;

/// The family that an element belongs to, with numpy's one-letter code for it.
///
/// Python objects (`O`) have no kind here: they are no bytes that could be moved. Numbers that Java has no arithmetic
/// for have kinds of their own, see [#isCarried].
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
    TIMEDELTA('m', "timedelta64"),
    /// C's `long double` of x86, 80 bits in 16 bytes: carried, printed, converted and compared, not computed with.
    LONG_FLOAT('f', "float"),
    /// Two [#LONG_FLOAT]s, 32 bytes: carried, printed, converted and compared, not computed with.
    LONG_COMPLEX('c', "complex"),
    /// Numbers of another package, such as bfloat16 of `ml_dtypes`: carried, not computed with.
    EXTENSION('V', "void");

    private final char code;
    private final String stem;

    Kind(char code, String stem) {
        this.code = code;
        this.stem = stem;
    }

    /// Whether elements of this kind are carried as bytes: moved, viewed, stored, sent and compared byte by byte, while
    /// all that would have to compute with their values refuses. Only printing, conversion and `arrayEqual` read long
    /// doubles.
    ///
    /// @return true for [#LONG_FLOAT], [#LONG_COMPLEX] and [#EXTENSION]
    public boolean isCarried() {
        return this == LONG_FLOAT || this == LONG_COMPLEX || this == EXTENSION;
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
