package dev.ndwire.core.pickle;

/// How much a pickle may hold before it is refused. Every check comes before the memory that it guards.
///
/// @param maxDepth how deep values may nest: a list, its dict and that one's tuple are three levels. Python's own
///     writer stops before 1000; equality and hash codes of what nests deeper need a larger Java stack
/// @param maxMemo the most values that a pickle may put aside to refer to again
/// @param maxItems the most values that a pickle may put on its stack, references included
/// @param maxByteSize the most bytes that may be copied onto the Java heap: texts, integers, and byte strings below
///     [LargeBytes#MIN_BYTE_SIZE]. Larger byte strings stay where they are
public record PickleLimits(int maxDepth, int maxMemo, long maxItems, long maxByteSize) {
    private static final PickleLimits STANDARD = new PickleLimits(1000, 4_000_000, 8_000_000, 256L << 20);

    /// Checks the limits.
    ///
    /// @throws IllegalArgumentException if one of them is below 1
    public PickleLimits {
        if (maxDepth < 1 || maxMemo < 1 || maxItems < 1 || maxByteSize < 1) {
            throw new IllegalArgumentException("maxDepth=" + maxDepth + ", maxMemo=" + maxMemo + ", maxItems="
                    + maxItems + ", maxByteSize=" + maxByteSize + ": each is at least 1");
        }
    }

    /// The defaults: 1,000 levels, four million memo entries, eight million values, 256 MiB.
    ///
    /// @return the defaults
    public static PickleLimits standard() {
        return STANDARD;
    }

    /// The same with another depth.
    ///
    /// @param newMaxDepth at least 1
    /// @return the limits
    public PickleLimits withMaxDepth(int newMaxDepth) {
        return new PickleLimits(newMaxDepth, maxMemo, maxItems, maxByteSize);
    }

    /// The same with another number of memo entries.
    ///
    /// @param newMaxMemo at least 1
    /// @return the limits
    public PickleLimits withMaxMemo(int newMaxMemo) {
        return new PickleLimits(maxDepth, newMaxMemo, maxItems, maxByteSize);
    }

    /// The same with another number of values.
    ///
    /// @param newMaxItems at least 1
    /// @return the limits
    public PickleLimits withMaxItems(long newMaxItems) {
        return new PickleLimits(maxDepth, maxMemo, newMaxItems, maxByteSize);
    }

    /// The same with another number of bytes.
    ///
    /// @param newMaxByteSize at least 1
    /// @return the limits
    public PickleLimits withMaxByteSize(long newMaxByteSize) {
        return new PickleLimits(maxDepth, maxMemo, maxItems, newMaxByteSize);
    }
}
