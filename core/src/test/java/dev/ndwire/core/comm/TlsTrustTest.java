package dev.ndwire.core.comm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.Background;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.tls.TlsTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who trusts whom, and what those who are not TRUSTED are told.
class TlsTrustTest {
    private static final ConnectionSettings STANDARD = ConnectionSettings.standard();

    private static final Security TRUSTED = Certificates.of("ca", "peer");

    @TempDir
    private Path folder;

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void connects(Security server, Security client, String host) throws IOException {
        try (Server listening = Server.listen(STANDARD.with(server), List.of("tls://" + host + ":0"));
                Client peer = Client.connect(listening.address().toString(), STANDARD.with(client))) {
            peer.ping();
        }
    }

    private static void fails(Security server, Security client, Reason reason, String because) throws IOException {
        try (Server listening = Server.listen(STANDARD.with(server), List.of("tls://127.0.0.1:0"))) {
            fails(listening.address().toString(), client, reason, because);
        }
    }

    private static void fails(String address, Security client, Reason reason, String because) {
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> Client.connect(address, STANDARD.with(client)))
                .withMessageStartingWith("no handshake from " + address + ": ")
                .withMessageEndingWith(because)
                .extracting(ConnectFailedException::reason)
                .isEqualTo(reason);
    }

    @Test
    void peersOfOneAuthorityTrustEachOther() throws IOException {
        connects(TRUSTED, TRUSTED, "127.0.0.1");
        connects(TRUSTED.withMinimumVersion("TLSv1.3"), TRUSTED, "127.0.0.1");
        connects(TRUSTED, TRUSTED.withCiphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")), "127.0.0.1");
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() throws Exception {
        fails(
                TRUSTED,
                Certificates.of("other", "peer"),
                Reason.NOT_TRUSTED,
                "(certificate_unknown) PKIX path building failed: "
                        + "sun.security.provider.certpath.SunCertPathBuilderException: "
                        + "unable to find valid certification path to requested target");
    }

    @Test
    void aClientOfAnotherAuthorityIsToldSo() throws Exception {
        fails(
                TRUSTED,
                Certificates.of("ca", "stranger"),
                Reason.NOT_TRUSTED,
                "Received fatal alert: certificate_required");
        fails(
                TRUSTED,
                Certificates.of("other", "stranger"),
                Reason.NOT_TRUSTED,
                "unable to find valid certification path to requested target");
    }

    @Test
    void expiredCertificatesAreNotTrusted() throws Exception {
        Security expired = Certificates.of("ca", "expired");
        fails(TRUSTED, expired, Reason.NOT_TRUSTED, "(certificate_unknown) Received fatal alert: certificate_unknown");
        fails(
                expired,
                TRUSTED,
                Reason.NOT_TRUSTED,
                "(certificate_expired) PKIX path validation failed: "
                        + "java.security.cert.CertPathValidatorException: validity check failed");
    }

    @Test
    void theHostIsCheckedIfThatIsAskedFor() throws Exception {
        Security checking = TRUSTED.withHostCheck(true);
        connects(TRUSTED, checking, "localhost");
        fails(
                TRUSTED,
                checking,
                Reason.NOT_TRUSTED,
                "(certificate_unknown) No subject alternative names matching IP address 127.0.0.1 found");
    }

    @Test
    void peersWithNoVersionInCommonAreToldSo() throws Exception {
        fails(
                TRUSTED.withMinimumVersion("TLSv1.3"),
                TRUSTED.withCiphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")),
                Reason.NOT_TRUSTED,
                "(protocol_version) Received fatal alert: protocol_version");
    }

    @Test
    void aPlainPeerIsNoTlsPeer() throws Exception {
        try (Server plain = Server.listen("tcp://127.0.0.1:0")) {
            fails(
                    plain.address().toString().replace("tcp", "tls"),
                    TRUSTED,
                    Reason.NOT_OUR_PROTOCOL,
                    "Unrecognized SSL message, plaintext connection?");
        }
        try (Server tls = Server.listen(STANDARD.with(TRUSTED), List.of("tls://127.0.0.1:0"))) {
            String address = tls.address().toString().replace("tls", "tcp");
            assertThatExceptionOfType(ConnectFailedException.class)
                    .isThrownBy(() -> Client.connect(address, STANDARD))
                    .withMessageMatching(address + " does not speak this protocol: no message begins with 15 03"
                            + " 0[0-9] 00 02 02 [0-9a-f]{2}, which is an alert of TLS \\(byte 0 of the message\\)")
                    .extracting(ConnectFailedException::reason)
                    .isEqualTo(Reason.NOT_OUR_PROTOCOL);
            // And the server lives on.
            Client.connect(tls.address().toString(), STANDARD.with(TRUSTED)).close();
        }
    }

    // Each of the two ends here says nothing more and does not end, as the peer that it stands for might.
    @Test
    void aServerThatIsNotTrustedIsToldSoonThoughItStalls() throws Exception {
        long start = System.nanoTime();
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(anyPort())) {
            String address = "tls://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
            Background<Void> connecting = Background.run(() -> {
                fails(
                        address,
                        Certificates.of("other", "peer"),
                        Reason.NOT_TRUSTED,
                        "unable to find valid certification path to requested target");
                return null;
            });
            try (TlsPeer stalls = new TlsPeer(listener.accept(), "TLSv1.3", false)) {
                stalls.converse();
                connecting.await();
            }
        }
        // Of 30 s.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void whatTlsFoundIsToldThoughTheTimeIsOver() throws Exception {
        ConnectionSettings settings = STANDARD.with(TRUSTED);
        try (FrameListener listener = new TlsTransport().listen(Address.parse("tls://127.0.0.1:0"), settings);
                SocketChannel stalls = SocketChannel.open(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), listener.address().port()))) {
            FrameChannel accepted = listener.accept();
            stalls.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)));
            // Shorter than its end is waited for.
            assertThatExceptionOfType(ConnectFailedException.class)
                    .isThrownBy(() -> Connection.shakeHands(accepted, settings, Duration.ofMillis(900)))
                    .withMessageEndingWith("recognized SSL message, plaintext connection?")
                    .extracting(ConnectFailedException::reason)
                    .isEqualTo(Reason.NOT_OUR_PROTOCOL);
        }
    }

    @Test
    void wherePlainConnectionsAreRefusedNoneIsMade() {
        String message = "address 'tcp://127.0.0.1:0' is refused: encryption is required, and tcp:// does not encrypt";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Connection.connect("tcp://127.0.0.1:0", STANDARD.with(TRUSTED)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.listen(STANDARD.with(TRUSTED), List.of("tcp://127.0.0.1:0")))
                .withMessage(message);
    }

    @Test
    void plainConnectionsCanBeAllowed() throws IOException {
        ConnectionSettings both = STANDARD.with(TRUSTED.withEncryptionRequired(false));
        try (Server server = Server.listen(both, List.of("tcp://127.0.0.1:0", "tls://127.0.0.1:0"))) {
            for (Address address : server.addresses()) {
                try (Client client = Client.connect(address.toString(), both)) {
                    client.ping();
                }
            }
        }
    }

    @Test
    void tlsNeedsCertificates() {
        String message = "TLS needs a CA file, a certificate and its key, and none are set";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Connection.connect("tls://127.0.0.1:1", STANDARD))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.listen("tls://127.0.0.1:0"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Security.none().withCiphers(List.of("TLS_AES_256_GCM_SHA384")))
                .withMessage(message);
    }

    @Test
    void refusesCiphersAndVersionsThatAreNotKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRUSTED.withCiphers(List.of("ROT13")))
                .withMessageStartingWith("cipher 'ROT13' is not known, expected some of [TLS_AES_256_GCM_SHA384, ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRUSTED.withCiphers(List.of()))
                .withMessageStartingWith("there are no ciphers, expected at least one of [TLS_AES_256_GCM_SHA384, ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRUSTED.withMinimumVersion("TLSv1.1"))
                .withMessage("version 'TLSv1.1' is not one of [TLSv1.2, TLSv1.3]");
    }

    @Test
    void readsKeysInEveryFormThatOpensslWrites() throws Exception {
        // PKCS #1 and SEC 1, beside the PKCS #8 of the others; Ed25519 needs TLS 1.3 or a peer that knows it.
        for (String name : List.of("rsa", "ed25519")) {
            connects(Certificates.of("ca", name), TRUSTED, "127.0.0.1");
        }
        Path both = Certificates.file("both.pem");
        connects(Security.ofFiles(Certificates.file("ca.pem"), both, both), TRUSTED, "127.0.0.1");
    }

    private static String pem(String label, int... der) {
        byte[] bytes = new byte[der.length];
        for (int i = 0; i < der.length; i++) {
            bytes[i] = (byte) der[i];
        }
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(label, Base64.getEncoder().encodeToString(bytes));
    }

    private static void refuses(Path ca, Path certificate, Path key, String message) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Security.ofFiles(ca, certificate, key))
                .withMessage(message);
    }

    @Test
    void refusesFilesThatDoNotHoldWhatTheyShould() throws Exception {
        Path ca = Certificates.file("ca.pem");
        Path certificate = Certificates.file("peer.pem");
        Path key = Certificates.file("peer.key");
        Path none = folder.resolve("none.pem");
        refuses(none, certificate, key, none + ": no such file");
        refuses(key, certificate, key, key + " holds no certificate: no line is -----BEGIN CERTIFICATE-----");
        refuses(ca, certificate, ca, ca + " holds no private key: no line is -----BEGIN PRIVATE KEY-----");
        Path strangersKey = Certificates.file("stranger.key");
        refuses(
                ca,
                certificate,
                strangersKey,
                "the private key in " + strangersKey + " is not that of the certificate in " + certificate);
        Path encrypted = Certificates.file("encrypted.key");
        refuses(
                ca,
                certificate,
                encrypted,
                encrypted
                        + " holds a key of the kind ENCRYPTED PRIVATE KEY, expected PRIVATE KEY, RSA PRIVATE KEY or EC"
                        + " PRIVATE KEY, without a password");
        Path odd = folder.resolve("odd.pem");
        String unreadable = odd + " holds a private key that cannot be read: ";
        Files.writeString(odd, pem("PRIVATE KEY", 1, 2, 3));
        refuses(ca, certificate, odd, unreadable + "it is none of RSA, EC, EdDSA, RSASSA-PSS");
        Files.writeString(odd, pem("EC PRIVATE KEY", 0x30, 6, 2, 1, 1, 4, 1, 7));
        refuses(ca, certificate, odd, unreadable + "it does not name its curve");
        Files.writeString(odd, pem("EC PRIVATE KEY", 0x30, 0x7f, 2));
        refuses(ca, certificate, odd, unreadable + "it has an element of 127 bytes at byte 0, 1 are left");
        Files.writeString(odd, pem("EC PRIVATE KEY", 0x30, 0x84, 0xff, 0xff, 0xff, 0xff));
        refuses(ca, certificate, odd, unreadable + "it has a length of 4 bytes at byte 0");
        Files.writeString(odd, "-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Security.ofFiles(odd, certificate, key))
                .withMessageStartingWith(odd + " holds a ");
        Files.write(odd, new byte[(1 << 20) + 1]);
        refuses(odd, certificate, key, odd + " has 1048577 bytes, at most 1048576 are allowed in a PEM file");
    }
}
