package dev.ndwire.ndarray.npy;

/// One member of an archive, as the directory tells of it.
///
/// @param name its name
/// @param flags general purpose flags
/// @param method how it is compressed: any number
/// @param crc the CRC-32 of the bytes, uncompressed
/// @param compressedByteSize its bytes in the archive
/// @param byteSize its bytes, uncompressed
/// @param byteOffset where its own header begins
/// @param byteEnd where what follows it begins: it ends there at the latest
record ZipMember(
        String name,
        int flags,
        int method,
        long crc,
        long compressedByteSize,
        long byteSize,
        long byteOffset,
        long byteEnd) {
    ZipMember endingAt(long newByteEnd) {
        return new ZipMember(name, flags, method, crc, compressedByteSize, byteSize, byteOffset, newByteEnd);
    }

    boolean isStored() {
        return method == ZipFormat.STORED;
    }
}
