package dev.ndwire.core.comm;

/// How many connections a [ConnectionPool] has.
///
/// @param open how many there are, those that are just being made included; never more than the limit
/// @param active how many of them are in use or being made
/// @param waiting how many threads wait for one
public record PoolCounts(int open, int active, int waiting) {
    /// How many connections wait to be used again.
    ///
    /// @return at least 0
    public int idle() {
        return open - active;
    }
}
