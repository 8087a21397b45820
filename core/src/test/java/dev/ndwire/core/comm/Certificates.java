package dev.ndwire.core.comm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/// The certificates of the tests, which `make.sh` beside them made with openssl.
///
/// `ca` signed `peer`, `rsa`, `ed25519`, `both` (certificate and key in one file) and `expired`; `other` signed
/// `stranger`.
final class Certificates {
    private Certificates() {}

    static Path file(String name) {
        try {
            return Path.of(Certificates.class.getResource("tls/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// Shows a certificate, and trusts those of an authority.
    static Security of(String ca, String own) {
        try {
            return Security.ofFiles(file(ca + ".pem"), file(own + ".pem"), file(own + ".key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
