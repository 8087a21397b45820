package dev.ndwire.core.comm;

import dev.ndwire.core.compress.Codec;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.memory.ByteSizes;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.setting.Durations;
import dev.ndwire.core.setting.Environment;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the environment says about connections.
///
/// Each is a variable, or a system property, which beats it: `NDWIRE_TLS_CA` or `ndwire.tls.ca`.
///
/// Ciphers, version and host check are refused where there are no certificates that they could be for.
///
/// | variable | what | else |
/// |---|---|---|
/// | `NDWIRE_CONNECT_TIMEOUT` | [Timeouts#connect], such as `30s` or `500 ms` | 30 s |
/// | `NDWIRE_CONNECT_ATTEMPTS` | [Timeouts#attempts] | as many as fit |
/// | `NDWIRE_SILENCE` | [Timeouts#silence] | 30 s |
/// | `NDWIRE_COMPRESSION` | [ConnectionSettings#compression], or `none` | none |
/// | `NDWIRE_SHARD` | [ConnectionSettings#shardByteSize], such as `64MiB`, or `none` | none |
/// | `NDWIRE_MAX_MESSAGE` | [WireLimits#maxByteSize] | 1 TiB |
/// | `NDWIRE_MAX_DECOMPRESSED` | [WireLimits#maxDecompressedByteSize] | as `NDWIRE_MAX_MESSAGE` |
/// | `NDWIRE_MAX_FRAMES` | [WireLimits#maxFrames] | 1,048,576 |
/// | `NDWIRE_MAX_HEADER` | [HeaderLimits#maxByteSize] | 64 MiB |
/// | `NDWIRE_MAX_HEADER_DEPTH` | [HeaderLimits#maxDepth], at most 1024 | 512 |
/// | `NDWIRE_MAX_HEADER_ITEMS` | [HeaderLimits#maxItems] | 4,000,000 |
/// | `NDWIRE_IDLE_AFTER` | [ServerSettings#idleAfter] | 1 s |
/// | `NDWIRE_WAITING_THREADS` | [ServerSettings#waitingThreads] | 256 |
/// | `NDWIRE_MAX_IN_FLIGHT` | [ServerSettings#maxInFlight] | no limit |
/// | `NDWIRE_MAX_IN_FLIGHT_OF_ONE` | [ServerSettings#maxInFlightOfOne] | no limit |
/// | `NDWIRE_POOL_LIMIT` | [ConnectionPool#limit], of pools that are given none | 512 |
/// | `NDWIRE_STREAM_WAITING` | how many messages of a [MessageStream] that is given no number may wait | 65,536 |
/// | `NDWIRE_TLS_CA`, `NDWIRE_TLS_CERT`, `NDWIRE_TLS_KEY` | the files of [Security#ofFiles]; the key may be left out
/// where it is in the certificate's file | no TLS |
/// | `NDWIRE_TLS_CIPHERS` | [Security#withCiphers], with commas between them | Java's |
/// | `NDWIRE_TLS_MIN_VERSION` | [Security#withMinimumVersion] | `TLSv1.2` |
/// | `NDWIRE_TLS_CHECK_HOST` | [Security#withHostCheck], `true` or `false` | `false` |
/// | `NDWIRE_REQUIRE_ENCRYPTION` | [Security#withEncryptionRequired], `true` or `false` | `true` with certificates |
/// | `NDWIRE_SHM_WRITES` | [Security#withSharedWrites], `true` or `false` | `false` |
public final class EnvironmentSettings {
    private static final String NO_COMPRESSION = "none";
    private static final List<String> REFINEMENTS =
            List.of("NDWIRE_TLS_CHECK_HOST", "NDWIRE_TLS_MIN_VERSION", "NDWIRE_TLS_CIPHERS");

    private final Environment environment;

    private EnvironmentSettings(Environment environment) {
        this.environment = environment;
    }

    /// Reads all of them.
    ///
    /// @param environment where they stand
    /// @return the settings
    /// @throws IllegalArgumentException if a text is none of what is allowed there; it names where the text stands
    static ConnectionSettings of(Environment environment) {
        EnvironmentSettings found = new EnvironmentSettings(environment);
        return found.settings(found.certificates());
    }

    /// Reads all of them but the files of certificates.
    ///
    /// @param environment where they stand
    /// @param certificates stand in for those files: the variables that are for them are for these
    /// @return the settings
    /// @throws IllegalArgumentException if a text is none of what is allowed there; it names where the text stands
    static ConnectionSettings of(Environment environment, Security certificates) {
        // Other certificates than the environment's do not allow what those refuse.
        boolean isRequired = certificates.isEncryptionRequired()
                || environment.find("NDWIRE_TLS_CA", Path::of).isPresent();
        return new EnvironmentSettings(environment).settings(certificates.withEncryptionRequired(isRequired));
    }

    /// Reads how many connections a pool may have that is given no limit.
    ///
    /// @param environment where it stands
    /// @return the limit
    /// @throws IllegalArgumentException if the text is no such number; it names where the text stands
    static int poolLimit(Environment environment) {
        return environment
                .find("NDWIRE_POOL_LIMIT", text -> count(text, 1, Integer.MAX_VALUE))
                .orElse(ConnectionPool.STANDARD_LIMIT);
    }

    /// Reads how many messages of a stream may wait that is given no number.
    ///
    /// @param environment where it stands
    /// @return the number
    /// @throws IllegalArgumentException if the text is no such number; it names where the text stands
    static int streamWaiting(Environment environment) {
        return environment
                .find("NDWIRE_STREAM_WAITING", text -> count(text, 1, Integer.MAX_VALUE))
                .orElse(MessageStream.STANDARD_MAX_WAITING);
    }

    private ConnectionSettings settings(Security certificates) {
        return new ConnectionSettings(
                Serialization.standard(),
                MemoryPool.standard(),
                wireLimits(),
                headerLimits(),
                timeouts(),
                environment
                        .find("NDWIRE_COMPRESSION", EnvironmentSettings::compression)
                        .filter(name -> !name.equals(NO_COMPRESSION))
                        .orElse(null),
                environment
                        .find("NDWIRE_SHARD", text -> text.equals(NO_COMPRESSION) ? Long.MAX_VALUE : byteSize(text))
                        .orElse(Long.MAX_VALUE),
                security(certificates),
                server());
    }

    private WireLimits wireLimits() {
        WireLimits standard = WireLimits.standard();
        WireLimits limits = new WireLimits(
                environment
                        .find("NDWIRE_MAX_FRAMES", text -> count(text, 1, Integer.MAX_VALUE))
                        .orElse(standard.maxFrames()),
                environment
                        .find("NDWIRE_MAX_MESSAGE", EnvironmentSettings::byteSize)
                        .orElse(standard.maxByteSize()));
        return environment
                .find("NDWIRE_MAX_DECOMPRESSED", EnvironmentSettings::byteSize)
                .map(limits::withMaxDecompressedByteSize)
                .orElse(limits);
    }

    private HeaderLimits headerLimits() {
        HeaderLimits standard = HeaderLimits.standard();
        return new HeaderLimits(
                environment
                        .find("NDWIRE_MAX_HEADER", text -> (int) Math.min(byteSize(text), Integer.MAX_VALUE))
                        .orElse(standard.maxByteSize()),
                environment
                        .find("NDWIRE_MAX_HEADER_DEPTH", text -> count(text, 1, HeaderLimits.MOST_DEPTH))
                        .orElse(standard.maxDepth()),
                environment
                        .find("NDWIRE_MAX_HEADER_ITEMS", text -> count(text, 1, Integer.MAX_VALUE))
                        .orElse(standard.maxItems()));
    }

    private Timeouts timeouts() {
        Timeouts standard = Timeouts.standard();
        return new Timeouts(
                environment
                        .find("NDWIRE_CONNECT_TIMEOUT", EnvironmentSettings::time)
                        .orElse(standard.connect()),
                environment
                        .find("NDWIRE_CONNECT_ATTEMPTS", text -> count(text, 1, Integer.MAX_VALUE))
                        .orElse(standard.attempts()),
                environment.find("NDWIRE_SILENCE", EnvironmentSettings::time).orElse(standard.silence()));
    }

    private ServerSettings server() {
        ServerSettings standard = ServerSettings.standard();
        return new ServerSettings(
                environment
                        .find("NDWIRE_IDLE_AFTER", EnvironmentSettings::timeOfMillis)
                        .orElse(standard.idleAfter()),
                environment
                        .find("NDWIRE_WAITING_THREADS", text -> count(text, 0, Integer.MAX_VALUE))
                        .orElse(standard.waitingThreads()),
                environment
                        .find("NDWIRE_MAX_IN_FLIGHT", EnvironmentSettings::byteSize)
                        .orElse(standard.maxInFlight()),
                environment
                        .find("NDWIRE_MAX_IN_FLIGHT_OF_ONE", EnvironmentSettings::byteSize)
                        .orElse(standard.maxInFlightOfOne()));
    }

    private Security certificates() {
        Optional<Path> ca = environment.find("NDWIRE_TLS_CA", Path::of);
        Optional<Path> certificate = environment.find("NDWIRE_TLS_CERT", Path::of);
        Optional<Path> key = environment.find("NDWIRE_TLS_KEY", Path::of).or(() -> certificate);
        if (ca.isPresent() && certificate.isPresent()) {
            return read(ca.get(), certificate.get(), key.get());
        }
        if (ca.isPresent() || key.isPresent()) {
            throw new IllegalArgumentException(
                    ca.isPresent()
                            ? Environment.namesOf("NDWIRE_TLS_CERT") + " is missing beside NDWIRE_TLS_CA"
                            : Environment.namesOf("NDWIRE_TLS_CA")
                                    + " is missing beside NDWIRE_TLS_CERT or NDWIRE_TLS_KEY");
        }
        return Security.none();
    }

    private static Security read(Path ca, Path certificate, Path key) {
        try {
            return Security.ofFiles(ca, certificate, key);
        } catch (IOException e) {
            throw new IllegalArgumentException("NDWIRE_TLS_…: " + e.getMessage(), e);
        }
    }

    private Security security(Security certificates) {
        Security refined = refined(certificates);
        Security required = environment
                .find("NDWIRE_REQUIRE_ENCRYPTION", EnvironmentSettings::flag)
                .map(refined::withEncryptionRequired)
                .orElse(refined);
        return environment
                .find("NDWIRE_SHM_WRITES", EnvironmentSettings::flag)
                .map(required::withSharedWrites)
                .orElse(required);
    }

    private Security refined(Security certificates) {
        if (!certificates.hasCertificates()) {
            refuseRefinements();
            return certificates;
        }
        Security hosts = environment
                .find("NDWIRE_TLS_CHECK_HOST", EnvironmentSettings::flag)
                .map(certificates::withHostCheck)
                .orElse(certificates);
        Security versions = environment
                .find("NDWIRE_TLS_MIN_VERSION", hosts::withMinimumVersion)
                .orElse(hosts);
        return environment
                .find("NDWIRE_TLS_CIPHERS", text -> versions.withCiphers(list(text)))
                .orElse(versions);
    }

    /// Who asks for a check is not to believe that it is made.
    private void refuseRefinements() {
        for (String name : REFINEMENTS) {
            Optional<Object> unused = environment.find(name, text -> {
                throw new IllegalArgumentException("\"" + text + "\" is for TLS, which has no certificates: "
                        + Environment.namesOf("NDWIRE_TLS_CA") + " is missing");
            });
        }
    }

    private static String compression(String text) {
        return text.equals(NO_COMPRESSION) ? text : Codec.named(text).name();
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is none of true and false");
        };
    }

    // What is out of range is refused here already: the records that check it again do not know where it stands.

    private static int count(String text, int least, int most) {
        String wrong = "\"" + text + "\" is no whole number from " + least + " to " + most;
        int count;
        try {
            count = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        if (count < least || count > most) {
            throw new IllegalArgumentException(wrong);
        }
        return count;
    }

    private static long byteSize(String text) {
        long byteSize = ByteSizes.parse(text);
        if (byteSize < 1) {
            throw new IllegalArgumentException("\"" + text + "\" is too small a size: at least 1 byte is allowed");
        }
        return byteSize;
    }

    private static Duration time(String text) {
        return time(text, Duration.ofNanos(1), "1 ns");
    }

    private static Duration timeOfMillis(String text) {
        return time(text, Duration.ofMillis(1), "1 ms");
    }

    private static Duration time(String text, Duration least, String leastText) {
        Duration time = Durations.parse(text);
        if (time.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is too short a time: at least " + leastText + " is allowed");
        }
        return time;
    }
}
