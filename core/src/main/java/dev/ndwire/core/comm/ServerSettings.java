package dev.ndwire.core.comm;

import java.time.Duration;

/// What a [Server] may keep for its connections.
///
/// @param idleAfter after how long without a request a connection is idle: it then has no thread and next to no memory,
///     and its next request takes some 50 µs longer
/// @param waitingThreads how many threads may serve at once before a connection without a request is idle at once
public record ServerSettings(Duration idleAfter, int waitingThreads) {
    private static final ServerSettings STANDARD = new ServerSettings(Duration.ofSeconds(1), 256);

    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the time is below a millisecond, or `waitingThreads` below 0
    public ServerSettings {
        if (idleAfter.toMillis() < 1) {
            throw new IllegalArgumentException("idleAfter is " + idleAfter + ", expected at least a millisecond");
        }
        if (waitingThreads < 0) {
            throw new IllegalArgumentException("waitingThreads is " + waitingThreads + ", expected at least 0");
        }
    }

    /// The defaults: idle after a second, or at once where 256 threads serve already.
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
        return new ServerSettings(other, waitingThreads);
    }

    /// Chooses how many threads may serve at once before a connection without a request is idle at once.
    ///
    /// @param other the number, at least 0
    /// @return new settings
    public ServerSettings withWaitingThreads(int other) {
        return new ServerSettings(idleAfter, other);
    }
}
