package dev.ndwire.core.message;

import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How the frames of a message are laid out: an immutable value.
///
/// Whether they are compressed is said by the context. A seed makes the choice of what is compressed the same at every
/// run; a generator is then made for each message.
///
/// @param shardByteSize the most bytes of a frame before it is cut into several, between items; [Long#MAX_VALUE] to cut
///     none
/// @param samplingSeed where samples are taken from before a frame is compressed; null for other places at every run
public record WriteOptions(long shardByteSize, @Nullable Long samplingSeed) {
    /// The size of what Dask cuts frames into.
    public static final long DASK_SHARD_BYTE_SIZE = 64 << 20;

    private static final WriteOptions STANDARD = new WriteOptions(Long.MAX_VALUE, null);

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if `shardByteSize` is below 1
    public WriteOptions {
        if (shardByteSize < 1) {
            throw new IllegalArgumentException("shardByteSize=" + shardByteSize + ", at least 1 is allowed");
        }
    }

    /// The defaults: no frame is cut, samples are taken at random.
    ///
    /// @return the defaults
    public static WriteOptions standard() {
        return STANDARD;
    }

    /// Chooses a shard size.
    ///
    /// @param other the most bytes of a frame before it is cut, at least 1
    /// @return new options
    /// @throws IllegalArgumentException if it is below 1
    public WriteOptions withShardByteSize(long other) {
        return new WriteOptions(other, samplingSeed);
    }

    /// Chooses where samples are taken from.
    ///
    /// @param seed decides it
    /// @return new options
    public WriteOptions withSamplingSeed(long seed) {
        return new WriteOptions(shardByteSize, seed);
    }

    RandomGenerator sampling() {
        return samplingSeed == null ? ThreadLocalRandom.current() : new SplittableRandom(samplingSeed);
    }
}
