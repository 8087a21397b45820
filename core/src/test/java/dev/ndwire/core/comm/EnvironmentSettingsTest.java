package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.setting.Environment;
import dev.ndwire.core.wire.WireLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSettingsTest {
    private static final String CA = Certificates.file("ca.pem").toString();
    private static final String CERT = Certificates.file("both.pem").toString();
    private static final Security GIVEN = Certificates.of("ca", "peer");

    private static ConnectionSettings of(Map<String, String> properties, Map<String, String> variables) {
        return EnvironmentSettings.of(new Environment(properties::get, variables::get));
    }

    private static ConnectionSettings of(String... variables) {
        return of(Map.of(), map(variables));
    }

    private static Map<String, String> map(String... variables) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            all.put(variables[i], variables[i + 1]);
        }
        return all;
    }

    private static Environment environment(String... variables) {
        Map<String, String> properties = Map.of();
        return new Environment(properties::get, map(variables)::get);
    }

    private static Security given(Security certificates, String... variables) {
        return EnvironmentSettings.of(environment(variables), certificates).security();
    }

    private static void refuses(String message, String... variables) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(variables)).withMessage(message);
    }

    @Test
    void withoutAWordAllIsStandard() {
        ConnectionSettings settings = of();
        assertThat(settings.wireLimits()).isEqualTo(WireLimits.standard());
        assertThat(settings.headerLimits()).isEqualTo(HeaderLimits.standard());
        assertThat(settings.timeouts()).isEqualTo(Timeouts.standard());
        assertThat(settings.compression()).isNull();
        assertThat(settings.shardByteSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(settings.security()).isSameAs(Security.none());
        assertThat(settings.server()).isEqualTo(ServerSettings.standard());
    }

    @Test
    void readsEachSetting() {
        ConnectionSettings settings = of(
                "NDWIRE_CONNECT_TIMEOUT", "500ms",
                "NDWIRE_CONNECT_ATTEMPTS", "7",
                "NDWIRE_SILENCE", "1m",
                "NDWIRE_COMPRESSION", "auto",
                "NDWIRE_SHARD", "64MiB",
                "NDWIRE_MAX_MESSAGE", "1GB",
                "NDWIRE_MAX_FRAMES", "99",
                "NDWIRE_MAX_HEADER", "8GiB",
                "NDWIRE_MAX_HEADER_DEPTH", "1024",
                "NDWIRE_MAX_HEADER_ITEMS", "77",
                "NDWIRE_MAX_DECOMPRESSED", "2GB",
                "NDWIRE_IDLE_AFTER", "3s",
                "NDWIRE_WAITING_THREADS", "5",
                "NDWIRE_MAX_IN_FLIGHT", "2GiB",
                "NDWIRE_MAX_IN_FLIGHT_OF_ONE", "1MiB");
        assertThat(settings.server()).isEqualTo(new ServerSettings(Duration.ofSeconds(3), 5, 2L << 30, 1 << 20));
        assertThat(settings.timeouts()).isEqualTo(new Timeouts(Duration.ofMillis(500), 7, Duration.ofMinutes(1)));
        assertThat(settings.compression()).isEqualTo("lz4");
        assertThat(settings.shardByteSize()).isEqualTo(64 << 20);
        assertThat(settings.wireLimits()).isEqualTo(new WireLimits(99, 1_000_000_000, 2_000_000_000));
        assertThat(of("NDWIRE_MAX_MESSAGE", "1GB").wireLimits().maxDecompressedByteSize())
                .isEqualTo(1_000_000_000);
        assertThat(settings.headerLimits()).isEqualTo(new HeaderLimits(Integer.MAX_VALUE, 1024, 77));
        assertThat(of("NDWIRE_SHARD", "none").shardByteSize()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void readsWhatPoolsAndStreamsMayKeep() {
        assertThat(EnvironmentSettings.poolLimit(environment())).isEqualTo(512);
        assertThat(EnvironmentSettings.streamWaiting(environment())).isEqualTo(65_536);
        Environment other = environment("NDWIRE_POOL_LIMIT", "3", "NDWIRE_STREAM_WAITING", "4");
        assertThat(EnvironmentSettings.poolLimit(other)).isEqualTo(3);
        assertThat(EnvironmentSettings.streamWaiting(other)).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvironmentSettings.poolLimit(environment("NDWIRE_POOL_LIMIT", "0")))
                .withMessage("NDWIRE_POOL_LIMIT: \"0\" is no whole number from 1 to 2147483647");
    }

    @Test
    void aPropertyBeatsTheVariable() {
        ConnectionSettings settings = of(Map.of("ndwire.compression", "none"), Map.of("NDWIRE_COMPRESSION", "zstd"));
        assertThat(settings.compression()).isNull();
    }

    @Test
    void readsCertificates() {
        Security security = of("NDWIRE_TLS_CA", CA, "NDWIRE_TLS_CERT", CERT).security();
        assertThat(security.isEncryptionRequired()).isTrue();
        SSLEngine engine = security.clientEngine("localhost", 1);
        assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm())
                .isNull();
        Security refined = of(
                        "NDWIRE_TLS_CA", CA,
                        "NDWIRE_TLS_CERT", CERT,
                        "NDWIRE_TLS_KEY", CERT,
                        "NDWIRE_TLS_CIPHERS", "TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256",
                        "NDWIRE_TLS_MIN_VERSION", "TLSv1.3",
                        "NDWIRE_TLS_CHECK_HOST", "true",
                        "NDWIRE_REQUIRE_ENCRYPTION", "false")
                .security();
        assertThat(refined.isEncryptionRequired()).isFalse();
        SSLEngine strict = refined.clientEngine("localhost", 1);
        assertThat(strict.getEnabledProtocols()).containsExactly("TLSv1.3");
        assertThat(strict.getEnabledCipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");
        assertThat(strict.getSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(of("NDWIRE_REQUIRE_ENCRYPTION", "true").security().isEncryptionRequired())
                .isTrue();
    }

    @Test
    void namesWhereAWrongTextStands() {
        refuses(
                "NDWIRE_CONNECT_TIMEOUT: \"soon\" is no time: a number with one of the units ns, us, ms, s, m, h, d or"
                        + " none is allowed",
                "NDWIRE_CONNECT_TIMEOUT",
                "soon");
        refuses("NDWIRE_MAX_FRAMES: \"0\" is no whole number from 1 to 2147483647", "NDWIRE_MAX_FRAMES", "0");
        refuses(
                "NDWIRE_CONNECT_ATTEMPTS: \"x\" is no whole number from 1 to 2147483647",
                "NDWIRE_CONNECT_ATTEMPTS",
                "x");
        refuses("NDWIRE_REQUIRE_ENCRYPTION: \"yes\" is none of true and false", "NDWIRE_REQUIRE_ENCRYPTION", "yes");
        refuses("NDWIRE_TLS_CERT or -Dndwire.tls.cert is missing beside NDWIRE_TLS_CA", "NDWIRE_TLS_CA", CA);
        refuses(
                "NDWIRE_TLS_CA or -Dndwire.tls.ca is missing beside NDWIRE_TLS_CERT or NDWIRE_TLS_KEY",
                "NDWIRE_TLS_CERT",
                CERT);
        refuses("NDWIRE_TLS_…: /none: no such file", "NDWIRE_TLS_CA", "/none", "NDWIRE_TLS_CERT", CERT);
        refuses(
                "NDWIRE_TLS_MIN_VERSION: version 'SSLv3' is not one of [TLSv1.2, TLSv1.3]",
                "NDWIRE_TLS_CA",
                CA,
                "NDWIRE_TLS_CERT",
                CERT,
                "NDWIRE_TLS_MIN_VERSION",
                "SSLv3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("NDWIRE_COMPRESSION", "rar"))
                .withMessageStartingWith("NDWIRE_COMPRESSION: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("NDWIRE_TLS_CA", CA, "NDWIRE_TLS_CERT", CERT, "NDWIRE_TLS_CIPHERS", "RC4"))
                .withMessageStartingWith("NDWIRE_TLS_CIPHERS: cipher 'RC4' is not known, expected some of [");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NDWIRE_CONNECT_TIMEOUT", "NDWIRE_SILENCE"})
    void namesWhereATimeIsZero(String name) {
        refuses(name + ": \"0s\" is too short a time: at least 1 ns is allowed", name, "0s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("ndwire.silence", "0"), Map.of()))
                .withMessage("-Dndwire.silence: \"0\" is too short a time: at least 1 ns is allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "999 us"})
    void refusesIdleTimesBelowAMillisecond(String time) {
        refuses(
                "NDWIRE_IDLE_AFTER: \"" + time + "\" is too short a time: at least 1 ms is allowed",
                "NDWIRE_IDLE_AFTER",
                time);
        assertThat(of("NDWIRE_IDLE_AFTER", "1ms").server().idleAfter()).isEqualTo(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NDWIRE_MAX_MESSAGE",
                "NDWIRE_MAX_DECOMPRESSED",
                "NDWIRE_MAX_HEADER",
                "NDWIRE_SHARD",
                "NDWIRE_MAX_IN_FLIGHT",
                "NDWIRE_MAX_IN_FLIGHT_OF_ONE"
            })
    void namesWhereASizeIsZero(String name) {
        refuses(name + ": \"0\" is too small a size: at least 1 byte is allowed", name, "0");
        refuses(name + ": \"0 MiB\" is too small a size: at least 1 byte is allowed", name, "0 MiB");
    }

    @Test
    void allowsNoWaitingThreads() {
        assertThat(of("NDWIRE_WAITING_THREADS", "0").server().waitingThreads()).isZero();
        for (String text : List.of("-1", "2147483648")) {
            refuses(
                    "NDWIRE_WAITING_THREADS: \"" + text + "\" is no whole number from 0 to 2147483647",
                    "NDWIRE_WAITING_THREADS",
                    text);
        }
    }

    @Test
    void headersAreNoDeeperThanTheirReaderCanGo() {
        for (String text : List.of("0", "1025")) {
            refuses(
                    "NDWIRE_MAX_HEADER_DEPTH: \"" + text + "\" is no whole number from 1 to 1024",
                    "NDWIRE_MAX_HEADER_DEPTH",
                    text);
        }
        refuses(
                "NDWIRE_MAX_HEADER_ITEMS: \"0\" is no whole number from 1 to 2147483647",
                "NDWIRE_MAX_HEADER_ITEMS",
                "0");
    }

    @Test
    void refinesCertificatesThatAreGiven() {
        Security refined = given(
                GIVEN,
                "NDWIRE_TLS_CIPHERS",
                "TLS_AES_128_GCM_SHA256",
                "NDWIRE_TLS_MIN_VERSION",
                "TLSv1.3",
                "NDWIRE_TLS_CHECK_HOST",
                "true",
                "NDWIRE_SHM_WRITES",
                "true",
                "NDWIRE_REQUIRE_ENCRYPTION",
                "false");
        SSLEngine engine = refined.clientEngine("localhost", 1);
        assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
        assertThat(engine.getEnabledCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
        assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(refined.isSharingWrites()).isTrue();
        assertThat(refined.isEncryptionRequired()).isFalse();
    }

    @Test
    void leavesGivenCertificatesAsTheyAreWhereNothingIsSaid() {
        Security strict = GIVEN.withHostCheck(true).withSharedWrites(true).withMinimumVersion("TLSv1.3");
        Security same = given(strict);
        SSLEngine engine = same.clientEngine("localhost", 1);
        assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
        assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(same.isSharingWrites()).isTrue();
        assertThat(same.isEncryptionRequired()).isTrue();
    }

    @Test
    void givenCertificatesAllowNothingThatTheEnvironmentRefuses() {
        Security lax = GIVEN.withEncryptionRequired(false);
        assertThat(given(lax).isEncryptionRequired()).isFalse();
        assertThat(given(lax, "NDWIRE_TLS_CA", "/not/read").isEncryptionRequired())
                .isTrue();
        assertThat(given(lax, "NDWIRE_REQUIRE_ENCRYPTION", "true").isEncryptionRequired())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "NDWIRE_TLS_CHECK_HOST, true",
        "NDWIRE_TLS_CHECK_HOST, false",
        "NDWIRE_TLS_MIN_VERSION, TLSv1.3",
        "NDWIRE_TLS_CIPHERS, TLS_AES_256_GCM_SHA384"
    })
    void refusesRefinementsWithoutCertificates(String name, String text) {
        String message = name + ": \"" + text + "\" is for TLS, which has no certificates: NDWIRE_TLS_CA or"
                + " -Dndwire.tls.ca is missing";
        refuses(message, name, text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given(Security.none(), name, text))
                .withMessage(message);
    }
}
