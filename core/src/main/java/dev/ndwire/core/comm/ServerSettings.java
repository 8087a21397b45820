package dev.ndwire.core.comm;

import java.time.Duration;

/// What a [Server] may keep for its connections.
///
/// @param idleAfter after how long without a request a connection is idle: it then has no thread and next to no memory,
///     and its next request waits for a thread
/// @param waitingThreads how many threads may serve at once before a connection without a request is idle at once
/// @param maxInFlight the most bytes of all messages together that have begun to be read and are not answered yet; one
///     that finds no room stays with its sender until there is, but those up to 64 KiB never wait. A message of more
///     bytes than this is answered by an error. [Long#MAX_VALUE] for no limit but that of the memory's budget
/// @param maxInFlightOfOne the most bytes of a message that has begun to be read and is not answered yet, of each
///     connection; one of more is answered by an error, and the connection goes on. [Long#MAX_VALUE] for no limit
public record ServerSettings(Duration idleAfter, int waitingThreads, long maxInFlight, long maxInFlightOfOne) {
    private static final ServerSettings STANDARD =
            new ServerSettings(Duration.ofSeconds(1), 256, Long.MAX_VALUE, Long.MAX_VALUE);

    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the time is below a millisecond, `waitingThreads` below 0, or a number of
    ///     bytes below 1
    public ServerSettings {
        if (idleAfter.toMillis() < 1) {
            throw new IllegalArgumentException("idleAfter is " + idleAfter + ", expected at least a millisecond");
        }
        if (waitingThreads < 0) {
            throw new IllegalArgumentException("waitingThreads is " + waitingThreads + ", expected at least 0");
        }
        requirePositive(maxInFlight, "maxInFlight");
        requirePositive(maxInFlightOfOne, "maxInFlightOfOne");
    }

    private static void requirePositive(long byteSize, String name) {
        if (byteSize < 1) {
            throw new IllegalArgumentException(name + " is " + byteSize + ", expected at least 1");
        }
    }

    /// The defaults: idle after a second, or at once where 256 threads serve already; no limits of bytes in flight.
    ///
    /// @return the defaults
    public static ServerSettings standard() {
        return STANDARD;
    }

    /// Chooses after how long without a request a connection is idle.
    ///
    /// @param other the time, at least a millisecond
    /// @return new settings
    public ServerSettings withIdleAfter(Duration other) {
        return new ServerSettings(other, waitingThreads, maxInFlight, maxInFlightOfOne);
    }

    /// Chooses how many threads may serve at once before a connection without a request is idle at once.
    ///
    /// @param other the number, at least 0
    /// @return new settings
    public ServerSettings withWaitingThreads(int other) {
        return new ServerSettings(idleAfter, other, maxInFlight, maxInFlightOfOne);
    }

    /// Chooses how many bytes of all messages together may be in flight.
    ///
    /// @param other the number of bytes, at least 1
    /// @return new settings
    public ServerSettings withMaxInFlight(long other) {
        return new ServerSettings(idleAfter, waitingThreads, other, maxInFlightOfOne);
    }

    /// Chooses how many bytes a message of one connection may have.
    ///
    /// @param other the number of bytes, at least 1
    /// @return new settings
    public ServerSettings withMaxInFlightOfOne(long other) {
        return new ServerSettings(idleAfter, waitingThreads, maxInFlight, other);
    }
}
