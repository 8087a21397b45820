package dev.ndwire.arrow.ipc;

import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// How the values of a type lie in buffers.
public final class StorageTypes {
    private StorageTypes() {}

    /// The type that an extension type is laid out as.
    ///
    /// @param type any type
    /// @return the type itself unless it is an extension
    public static ArrowType of(ArrowType type) {
        return type instanceof ArrowType.ExtensionType extension ? of(extension.storageType()) : type;
    }

    /// Whether the first buffer of a type says which elements are there.
    ///
    /// @param type any type
    /// @return false for types that have no bitmap
    public static boolean hasValidity(ArrowType type) {
        return switch (of(type).getTypeID()) {
            case Null, Union, RunEndEncoded, NONE -> false;
            default -> true;
        };
    }

    /// Whether elements are views of 16 bytes, into any number of buffers of data.
    ///
    /// @param type any type
    /// @return true for views of texts and bytes
    public static boolean isView(ArrowType type) {
        ArrowType storage = of(type);
        return storage instanceof ArrowType.Utf8View || storage instanceof ArrowType.BinaryView;
    }

    /// How wide elements are that lie one beside the other behind a bitmap.
    ///
    /// @param type a type of numbers, times, bits, or bytes of one length
    /// @return bits
    public static long bitWidth(ArrowType type) {
        // Layouts of Arrow Java have 16 bits for a width.
        return type instanceof ArrowType.FixedSizeBinary binary
                ? (long) binary.getByteWidth() * Byte.SIZE
                : TypeLayout.getTypeLayout(type).getBufferLayouts().get(1).getTypeBitWidth();
    }
}
