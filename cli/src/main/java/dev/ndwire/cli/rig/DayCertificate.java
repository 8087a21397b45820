package dev.ndwire.cli.rig;

import dev.ndwire.core.comm.Security;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/// A certificate for a day that two processes of one user show to each other over TLS. It is its own authority.
public final class DayCertificate {
    private static final String PASSWORD = "measured";
    private static final String ALIAS = "peer";
    private static final int LINE_LENGTH = 64;

    private DayCertificate() {}

    /// Makes one, with Java's `keytool`.
    ///
    /// @param folder where its files go, which only their owner may read
    /// @throws IOException if that fails; it says why
    public static void make(Path folder) throws IOException {
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
            write(certificate(folder), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
            write(key(folder), "PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("keytool made no certificate for TLS: " + e.getMessage(), e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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

    private static Path certificate(Path folder) {
        return folder.resolve("peer.pem");
    }

    private static Path key(Path folder) {
        return folder.resolve("peer.key");
    }

    /// Shows it, and trusts whoever shows the same.
    ///
    /// @param folder where it was made
    /// @return a security that allows connections without TLS as well
    /// @throws IOException if it is not there
    public static Security securityOf(Path folder) throws IOException {
        return Security.ofFiles(certificate(folder), certificate(folder), key(folder))
                .withEncryptionRequired(false);
    }
}
