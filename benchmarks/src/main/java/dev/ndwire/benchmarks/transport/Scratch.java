package dev.ndwire.benchmarks.transport;

import dev.ndwire.core.comm.Security;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder of both processes: their Unix sockets, and the certificate that both show.
///
/// @param folder which only its owner may read
record Scratch(Path folder) implements AutoCloseable {
    private static final String PASSWORD = "measured";
    private static final String ALIAS = "peer";
    private static final int LINE_LENGTH = 64;

    /// Makes the folder, and a certificate that is good for a day.
    static Scratch make() throws IOException {
        // Short: the path of a Unix socket has at most 107 bytes.
        Scratch scratch = new Scratch(Files.createTempDirectory("ndw"));
        scratch.makeCertificate();
        return scratch;
    }

    private void makeCertificate() throws IOException {
        Path store = folder.resolve("store");
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
            write(certificate(), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
            write(key(), "PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("keytool made no certificate for TLS: " + e.getMessage(), e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool made no certificate for TLS: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a certificate for TLS was made");
        }
    }

    private static void write(Path file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private Path certificate() {
        return folder.resolve("peer.pem");
    }

    private Path key() {
        return folder.resolve("peer.key");
    }

    /// The certificate is its own authority.
    Security security() throws IOException {
        return Security.ofFiles(certificate(), certificate(), key()).withEncryptionRequired(false);
    }

    /// Where a Unix socket lies.
    ///
    /// @param name of its own
    Path socket(String name) {
        return folder.resolve(name + ".sock");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
