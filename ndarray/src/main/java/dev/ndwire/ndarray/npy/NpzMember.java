package dev.ndwire.ndarray.npy;

import org.jspecify.annotations.Nullable;

/// What an archive's directory says of one member.
///
/// @param name its name in the archive, such as `x.npy`
/// @param compression how it is kept; null if in a way that is not read
/// @param byteSize its bytes: header and elements of an array
/// @param compressedByteSize its bytes as they are kept
/// @param crc the CRC-32 of its bytes, as an unsigned number of 32 bits
public record NpzMember(
        String name, @Nullable NpzCompression compression, long byteSize, long compressedByteSize, long crc) {
    static final String ENDING = ".npy";

    static NpzMember of(ZipMember member) {
        NpzCompression compression = switch (member.method()) {
            case ZipFormat.STORED -> NpzCompression.STORED;
            case ZipFormat.DEFLATED -> NpzCompression.DEFLATED;
            default -> null;
        };
        return new NpzMember(member.name(), compression, member.byteSize(), member.compressedByteSize(), member.crc());
    }

    /// The name without `.npy`, as numpy lists it.
    ///
    /// @return the key
    public String key() {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }
}
