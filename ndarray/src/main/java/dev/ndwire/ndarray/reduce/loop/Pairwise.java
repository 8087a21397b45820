package dev.ndwire.ndarray.reduce.loop;

/// How numpy adds up floats: by halves down to blocks of at most 128, and in a block by eight sums that take turns. The
/// error grows with the logarithm of the count, and the bits are the same wherever the same halves are made.
final class Pairwise {
    /// The most floats that are added without being halved.
    static final int BLOCK = 128;

    /// How many sums take turns in a block.
    static final int LANES = 8;

    private Pairwise() {}

    /// How many floats the first half has: a multiple of the lanes.
    static long half(long count) {
        long half = count / 2;
        return half - half % LANES;
    }
}
