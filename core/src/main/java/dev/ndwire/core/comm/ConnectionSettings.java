package dev.ndwire.core.comm;

import dev.ndwire.core.compress.Codec;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.message.WriteOptions;
import dev.ndwire.core.setting.Environment;
import dev.ndwire.core.wire.WireLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What connections are made with: an immutable value, passed to whoever makes them.
///
/// @param serialization which families write, and which may be read
/// @param pool where received objects, and what must be gathered before it is sent, are put
/// @param wireLimits how large a message may claim to be
/// @param headerLimits how much a header may hold
/// @param timeouts how long connecting may take
/// @param compression what frames are to be compressed by if the peer names the same, or null for none
/// @param shardByteSize the most bytes of a frame before it is cut into several; [Long#MAX_VALUE] to cut none
/// @param security whom to trust, and whether what is not encrypted is refused
/// @param server what a server may keep for its connections
public record ConnectionSettings(
        Serialization serialization,
        MemoryPool pool,
        WireLimits wireLimits,
        HeaderLimits headerLimits,
        Timeouts timeouts,
        @Nullable String compression,
        long shardByteSize,
        Security security,
        ServerSettings server) {

    /// Checks the settings.
    ///
    /// @throws IllegalArgumentException if the compression is not known, or `shardByteSize` below 1
    public ConnectionSettings {
        // What the peer is told is the codec behind "auto".
        compression = compression == null ? null : Codec.named(compression).name();
        WriteOptions.standard().withShardByteSize(shardByteSize);
    }

    /// The defaults, as far as the environment of the process does not say otherwise ([EnvironmentSettings] has the
    /// names): every family, the process's pool, the standard limits, times as in Dask, nothing compressed or cut, no
    /// certificates.
    ///
    /// @return the defaults
    /// @throws IllegalArgumentException if the environment holds a text that is none of what is allowed there; it names
    ///     where the text stands
    public static ConnectionSettings standard() {
        return EnvironmentSettings.of(Environment.ofProcess());
    }

    /// The defaults with other certificates than those that the environment names, which are not read. What else the
    /// environment says about security holds for them: host check, least version, ciphers and shared writes.
    ///
    /// @param certificates such as [Security#ofFiles] gives; what the environment says nothing about stays as it is
    ///     there, except that encryption is also required where the environment names certificates. Who wants to say
    ///     otherwise than the environment passes it to [#with(Security)]
    /// @return the defaults
    /// @throws IllegalArgumentException if the environment holds a text that is none of what is allowed there; it names
    ///     where the text stands
    public static ConnectionSettings standard(Security certificates) {
        return EnvironmentSettings.of(Environment.ofProcess(), certificates);
    }

    /// Chooses families.
    ///
    /// @param other which families write, and which may be read
    /// @return new settings
    public ConnectionSettings with(Serialization other) {
        return new ConnectionSettings(
                other, pool, wireLimits, headerLimits, timeouts, compression, shardByteSize, security, server);
    }

    /// Chooses a pool.
    ///
    /// @param other where received objects are put
    /// @return new settings
    public ConnectionSettings with(MemoryPool other) {
        return new ConnectionSettings(
                serialization, other, wireLimits, headerLimits, timeouts, compression, shardByteSize, security, server);
    }

    /// Chooses how large a message may claim to be.
    ///
    /// @param other the limits
    /// @return new settings
    public ConnectionSettings with(WireLimits other) {
        return new ConnectionSettings(
                serialization, pool, other, headerLimits, timeouts, compression, shardByteSize, security, server);
    }

    /// Chooses how much a header may hold.
    ///
    /// @param other the limits
    /// @return new settings
    public ConnectionSettings with(HeaderLimits other) {
        return new ConnectionSettings(
                serialization, pool, wireLimits, other, timeouts, compression, shardByteSize, security, server);
    }

    /// Chooses how long connecting may take.
    ///
    /// @param other the times
    /// @return new settings
    public ConnectionSettings with(Timeouts other) {
        return new ConnectionSettings(
                serialization, pool, wireLimits, headerLimits, other, compression, shardByteSize, security, server);
    }

    /// Chooses how long connecting and shaking hands may take together.
    ///
    /// @param other the time, above zero
    /// @return new settings
    public ConnectionSettings withConnectTimeout(Duration other) {
        return with(timeouts.withConnect(other));
    }

    /// How long connecting and shaking hands may take together.
    ///
    /// @return the time
    public Duration connectTimeout() {
        return timeouts.connect();
    }

    /// Chooses what frames are compressed by, if the peer names the same in the handshake and is not on the same host.
    /// What comes compressed is read in any case.
    ///
    /// @param other `lz4`, `snappy`, `zlib`, `zstd`, `auto` for the one that is best for most, or null for none
    /// @return new settings
    /// @throws IllegalArgumentException if there is no compression of that name
    public ConnectionSettings withCompression(@Nullable String other) {
        return new ConnectionSettings(
                serialization, pool, wireLimits, headerLimits, timeouts, other, shardByteSize, security, server);
    }

    /// Chooses how large a frame may be before it is cut into several.
    ///
    /// @param other the most bytes, at least 1
    /// @return new settings
    /// @throws IllegalArgumentException if it is below 1
    public ConnectionSettings withShardByteSize(long other) {
        return new ConnectionSettings(
                serialization, pool, wireLimits, headerLimits, timeouts, compression, other, security, server);
    }

    /// Chooses whom to trust, whatever the environment says about it: [#standard(Security)] keeps that.
    ///
    /// @param other certificates and a key for `tls://`, and whether what is not encrypted is refused
    /// @return new settings
    public ConnectionSettings with(Security other) {
        return new ConnectionSettings(
                serialization, pool, wireLimits, headerLimits, timeouts, compression, shardByteSize, other, server);
    }

    /// Chooses what a server may keep for its connections.
    ///
    /// @param other the settings
    /// @return new settings
    public ConnectionSettings with(ServerSettings other) {
        return new ConnectionSettings(
                serialization, pool, wireLimits, headerLimits, timeouts, compression, shardByteSize, security, other);
    }

    WriteOptions writeOptions() {
        return WriteOptions.standard().withShardByteSize(shardByteSize);
    }
}
