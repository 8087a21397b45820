package dev.ndwire.core.wire;

/// How large a message may claim to be before it is refused. Every check comes before the memory that it guards.
///
/// @param maxFrames the most frames in one message
/// @param maxByteSize the most bytes in one message, its prelude included
public record WireLimits(int maxFrames, long maxByteSize) {
    private static final WireLimits STANDARD = new WireLimits(1 << 20, 1L << 40);

    /// Checks the limits.
    ///
    /// @throws IllegalArgumentException if one of them is below 1
    public WireLimits {
        if (maxFrames < 1 || maxByteSize < 1) {
            throw new IllegalArgumentException(
                    "maxFrames=" + maxFrames + ", maxByteSize=" + maxByteSize + ": each is at least 1");
        }
    }

    /// The defaults: 1,048,576 frames and 1 TiB. What may really be held is decided by the memory budget.
    ///
    /// @return the defaults
    public static WireLimits standard() {
        return STANDARD;
    }
}
