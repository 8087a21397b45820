package dev.ndwire.core.comm;

import java.time.Duration;

/// How long a connection may take to come to be.
///
/// Source: `distributed.comm.core.connect`, and `distributed.comm.timeouts` of Dask's configuration.
///
/// @param connect how long connecting and shaking hands may take together, all attempts included
/// @param attempts how often connecting is tried: whoever is refused, or finds no host, waits for a while of random
///     length, up to 10 ms at first and twice as long each time, and tries again
/// @param silence after how long a peer on another host that answers nothing, not even the operating system's own
///     question whether it is there, is taken for gone
public record Timeouts(Duration connect, int attempts, Duration silence) {
    private static final Duration STANDARD = Duration.ofSeconds(30);

    /// Checks the times.
    ///
    /// @throws IllegalArgumentException if a time is not above zero, or there is no attempt
    public Timeouts {
        requirePositive(connect, "connect");
        requirePositive(silence, "silence");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + ", expected at least 1");
        }
    }

    private static void requirePositive(Duration time, String name) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " is " + time + ", expected more than zero");
        }
    }

    /// The defaults, as in Dask: 30 s for both, and as many attempts as fit.
    ///
    /// @return the defaults
    public static Timeouts standard() {
        return new Timeouts(STANDARD, Integer.MAX_VALUE, STANDARD);
    }

    /// Chooses how long connecting and shaking hands may take together.
    ///
    /// @param other the time, above zero
    /// @return new times
    public Timeouts withConnect(Duration other) {
        return new Timeouts(other, attempts, silence);
    }

    /// Chooses how often connecting is tried.
    ///
    /// @param other at least 1
    /// @return new times
    public Timeouts withAttempts(int other) {
        return new Timeouts(connect, other, silence);
    }

    /// Chooses after how long a silent peer is taken for gone.
    ///
    /// @param other the time, above zero; the operating system counts in seconds
    /// @return new times
    public Timeouts withSilence(Duration other) {
        return new Timeouts(connect, attempts, other);
    }
}
