package dev.ndwire.core.wire;

/// How large a message, and what its compressed frames hold, may claim to be before it is refused. Every check comes
/// before the memory that it guards.
///
/// @param maxFrames the most frames in one message
/// @param maxByteSize the most bytes in one message, its prelude included
/// @param maxDecompressedByteSize the most bytes in one object of which frames are compressed, after decompressing
public record WireLimits(int maxFrames, long maxByteSize, long maxDecompressedByteSize) {
    private static final WireLimits STANDARD = new WireLimits(1 << 20, 1L << 40);

    /// Checks the limits.
    ///
    /// @throws IllegalArgumentException if one of them is below 1
    public WireLimits {
        if (maxFrames < 1 || maxByteSize < 1 || maxDecompressedByteSize < 1) {
            throw new IllegalArgumentException("maxFrames=" + maxFrames + ", maxByteSize=" + maxByteSize
                    + ", maxDecompressedByteSize=" + maxDecompressedByteSize + ": each is at least 1");
        }
    }

    /// Makes limits that let an object be as large as a message, however it is sent.
    ///
    /// @param maxFrames the most frames in one message
    /// @param maxByteSize the most bytes in one message, and in one object after decompressing
    /// @throws IllegalArgumentException if one of them is below 1
    public WireLimits(int maxFrames, long maxByteSize) {
        this(maxFrames, maxByteSize, maxByteSize);
    }

    /// The defaults: 1,048,576 frames and 1 TiB. What may really be held is decided by the memory budget.
    ///
    /// @return the defaults
    public static WireLimits standard() {
        return STANDARD;
    }

    /// Chooses how large an object with compressed frames may be.
    ///
    /// @param other the most bytes after decompressing, at least 1
    /// @return new limits
    /// @throws IllegalArgumentException if `other` is below 1
    public WireLimits withMaxDecompressedByteSize(long other) {
        return new WireLimits(maxFrames, maxByteSize, other);
    }
}
