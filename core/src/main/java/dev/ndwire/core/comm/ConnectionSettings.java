package dev.ndwire.core.comm;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.wire.WireLimits;
import java.time.Duration;

/// What connections are made with: an immutable value, passed to whoever makes them.
///
/// @param serialization which families write, and which may be read
/// @param pool where received objects, and what must be gathered before it is sent, are put
/// @param wireLimits how large a message may claim to be
/// @param headerLimits how much a header may hold
/// @param connectTimeout how long connecting and shaking hands may take together
public record ConnectionSettings(
        Serialization serialization,
        MemoryPool pool,
        WireLimits wireLimits,
        HeaderLimits headerLimits,
        Duration connectTimeout) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    /// The defaults: every family, the process's pool, the standard limits, 30 s as in Dask.
    ///
    /// @return the defaults
    public static ConnectionSettings standard() {
        return new ConnectionSettings(
                Serialization.standard(),
                MemoryPool.standard(),
                WireLimits.standard(),
                HeaderLimits.standard(),
                CONNECT_TIMEOUT);
    }

    /// Chooses families.
    ///
    /// @param other which families write, and which may be read
    /// @return new settings
    public ConnectionSettings with(Serialization other) {
        return new ConnectionSettings(other, pool, wireLimits, headerLimits, connectTimeout);
    }

    /// Chooses a pool.
    ///
    /// @param other where received objects are put
    /// @return new settings
    public ConnectionSettings with(MemoryPool other) {
        return new ConnectionSettings(serialization, other, wireLimits, headerLimits, connectTimeout);
    }

    /// Chooses how large a message may claim to be.
    ///
    /// @param other the limits
    /// @return new settings
    public ConnectionSettings with(WireLimits other) {
        return new ConnectionSettings(serialization, pool, other, headerLimits, connectTimeout);
    }

    /// Chooses how much a header may hold.
    ///
    /// @param other the limits
    /// @return new settings
    public ConnectionSettings with(HeaderLimits other) {
        return new ConnectionSettings(serialization, pool, wireLimits, other, connectTimeout);
    }

    /// Chooses how long connecting and shaking hands may take together.
    ///
    /// @param other the time, above zero
    /// @return new settings
    public ConnectionSettings withConnectTimeout(Duration other) {
        return new ConnectionSettings(serialization, pool, wireLimits, headerLimits, other);
    }
}
