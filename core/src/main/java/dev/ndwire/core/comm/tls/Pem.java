package dev.ndwire.core.comm.tls;

import dev.ndwire.core.value.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of a PEM file.
///
/// Source: RFC 7468.
///
/// @param file the file, for errors
/// @param blocks its blocks in order
record Pem(Path file, List<Block> blocks) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    // Keys and chains of certificates have some KiB.
    private static final long MAX_BYTES = 1 << 20;

    /// What stands between a BEGIN and an END.
    ///
    /// @param label such as `CERTIFICATE`
    /// @param der what the text encodes
    record Block(String label, Bytes der) {}

    static Pem read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file");
        }
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new IOException(
                    file + " has " + size + " bytes, at most " + MAX_BYTES + " are allowed in a PEM file");
        }
        List<Block> blocks = new ArrayList<>();
        // What is no ASCII stands outside the blocks.
        Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), Bytes.of(decode(matcher.group(2), file))));
        }
        return new Pem(file, List.copyOf(blocks));
    }

    private static byte[] decode(String text, Path file) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds a block that is no base64: " + e.getMessage(), e);
        }
    }

    /// The certificates, at least one.
    List<Certificate> certificates() throws IOException {
        List<Certificate> found = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals("CERTIFICATE")) {
                found.add(certificate(block));
            }
        }
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate: no line is -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    private Certificate certificate(Block block) throws IOException {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.der().toArray()));
        } catch (CertificateException e) {
            throw new IOException(file + " holds a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    /// The private key, the first if there are several.
    PrivateKey privateKey() throws IOException {
        for (Block block : blocks) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return privateKey(block);
            }
        }
        throw new IOException(file + " holds no private key: no line is -----BEGIN PRIVATE KEY-----");
    }

    private PrivateKey privateKey(Block block) throws IOException {
        try {
            return switch (block.label()) {
                case "PRIVATE KEY" -> PrivateKeys.ofPkcs8(block.der().toArray());
                case "RSA PRIVATE KEY" -> PrivateKeys.ofPkcs1(block.der().toArray());
                case "EC PRIVATE KEY" -> PrivateKeys.ofSec1(block.der().toArray());
                default ->
                    throw new IOException(file + " holds a key of the kind " + block.label()
                            + ", expected PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY, without a password");
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds a private key that cannot be read: " + e.getMessage(), e);
        }
    }
}
