package dev.ndwire.core.header;

/// How much a header may hold before it is refused. Every check comes before the memory that it guards.
///
/// @param maxByteSize the most bytes of msgpack in one frame
/// @param maxDepth how many arrays and maps may stand inside each other; Python's own writer stops at 512
/// @param maxItems the most values in one frame, keys and elements counted one by one
public record HeaderLimits(int maxByteSize, int maxDepth, int maxItems) {
    /// The most that `maxDepth` can be: the reader's own stack is made for it.
    public static final int MOST_DEPTH = 1024;

    private static final HeaderLimits STANDARD = new HeaderLimits(64 << 20, 512, 4_000_000);

    /// Checks the limits.
    ///
    /// @throws IllegalArgumentException if one of them is below 1, or `maxDepth` above [#MOST_DEPTH]
    public HeaderLimits {
        if (maxByteSize < 1 || maxDepth < 1 || maxDepth > MOST_DEPTH || maxItems < 1) {
            throw new IllegalArgumentException("maxByteSize=" + maxByteSize + ", maxDepth=" + maxDepth + ", maxItems="
                    + maxItems + ": each is at least 1, maxDepth at most " + MOST_DEPTH);
        }
    }

    /// The defaults: 64 MiB, 512 levels, four million values.
    ///
    /// @return the defaults
    public static HeaderLimits standard() {
        return STANDARD;
    }
}
