package dev.ndwire.ndarray.dtype;

/// Whose elements a dtype of [Kind#EXTENSION] has: the class of numpy scalars that another Python package registered.
///
/// @param module the module that has the class, such as `ml_dtypes`
/// @param name the class, and the dtype's name, such as `bfloat16`
/// @param flags numpy's `dtype.flags`, which come and go with the dtype
public record Extension(String module, String name, int flags) {
    /// What numpy's flags say of elements that are, or hold, Python objects: such bytes mean nothing elsewhere.
    private static final int OF_OBJECTS = 0x01 | 0x02 | 0x04 | 0x08 | 0x10;

    /// Checks that the elements are plain bytes.
    ///
    /// @throws IllegalArgumentException if `module` or `name` is empty, or `flags` speak of Python objects
    public Extension {
        if (module.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("extension dtype has module '" + module + "' and name '" + name
                    + "', allowed are names that are not empty");
        }
        if ((flags & OF_OBJECTS) != 0) {
            throw new IllegalArgumentException("extension dtype " + name + " has flags " + flags
                    + ", which say that it holds Python objects, allowed are dtypes of plain bytes");
        }
    }

    /// Numpy's code of the kind: `ml_dtypes` calls one of its dtypes a float, and the others raw bytes.
    char code() {
        return equals(MlDtypes.FLOAT8_E5M2) ? Kind.FLOAT.code() : Kind.EXTENSION.code();
    }
}
