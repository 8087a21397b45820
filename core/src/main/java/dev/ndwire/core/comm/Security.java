package dev.ndwire.core.comm;

import dev.ndwire.core.comm.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// How peers are trusted and told who we are: an immutable value, read from files when it is made.
///
/// Both ends of a `tls://` connection show a certificate that an authority of the other's CA file has signed. TLS 1.2
/// is the least. The peer's host name is not compared with its certificate unless [#withHostCheck] asks for that, since
/// clusters have an authority of their own and are reached by number.
///
/// Source: `distributed.security.Security` with its `tls_ca_file`, `tls_…_cert` and `tls_…_key`.
public final class Security {
    private static final Security NONE = new Security(null, false, false, false);

    private final @Nullable TlsContext tls;
    private final boolean encryptionRequired;
    private final boolean hostCheck;
    private final boolean sharedWrites;

    private Security(@Nullable TlsContext tls, boolean encryptionRequired, boolean hostCheck, boolean sharedWrites) {
        this.tls = tls;
        this.encryptionRequired = encryptionRequired;
        this.hostCheck = hostCheck;
        this.sharedWrites = sharedWrites;
    }

    /// No certificates: `tls://` is refused, everything else allowed.
    ///
    /// @return no security
    public static Security none() {
        return NONE;
    }

    /// Reads certificates and a key; from now on encryption is required.
    ///
    /// @param caFile the certificates of the authorities that are trusted, in PEM
    /// @param certificateFile the certificate that is shown to peers, and those up to its authority, in PEM
    /// @param keyFile its private key, in PEM without a password: PKCS #8, or what openssl calls RSA and EC keys. May
    ///     be the same file as that of the certificate
    /// @return the security
    /// @throws IOException if a file cannot be read, or does not hold what it should; it names the file
    public static Security ofFiles(Path caFile, Path certificateFile, Path keyFile) throws IOException {
        return new Security(TlsContext.read(caFile, certificateFile, keyFile), true, false, false);
    }

    /// Chooses whether connections that are not encrypted are refused.
    ///
    /// @param required whether addresses such as `tcp://` are refused, both to connect to and to listen on; what does
    ///     not leave the machine is allowed in any case
    /// @return a new security
    public Security withEncryptionRequired(boolean required) {
        return new Security(tls, required, hostCheck, sharedWrites);
    }

    /// Chooses whether the host in the address must be named by the certificate of the peer that is connected to.
    ///
    /// @param checked whether it must
    /// @return a new security
    public Security withHostCheck(boolean checked) {
        return new Security(tls, encryptionRequired, checked, sharedWrites);
    }

    /// Chooses the cipher suites.
    ///
    /// @param names as Java and the standards of TLS write them, such as `TLS_AES_256_GCM_SHA384`; the first is
    ///     preferred
    /// @return a new security
    /// @throws IllegalArgumentException if there are none, Java does not have one, or this security has no certificates
    public Security withCiphers(List<String> names) {
        return new Security(tls().withCiphers(names), encryptionRequired, hostCheck, sharedWrites);
    }

    /// Chooses the least version of TLS.
    ///
    /// @param version `TLSv1.2` or `TLSv1.3`
    /// @return a new security
    /// @throws IllegalArgumentException if it is another, or this security has no certificates
    public Security withMinimumVersion(String version) {
        return new Security(tls().withMinimumVersion(version), encryptionRequired, hostCheck, sharedWrites);
    }

    /// Chooses whether peers may write into memory that is handed to them over `shm://`.
    ///
    /// This keeps honest peers from mistakes: every process of the same user can write there if it wants to.
    ///
    /// @param granted whether what is sent arrives writeable, and is the sender's own memory then; else it arrives
    ///     read-only
    /// @return a new security
    public Security withSharedWrites(boolean granted) {
        return new Security(tls, encryptionRequired, hostCheck, granted);
    }

    /// Whether peers may write into memory that is handed to them over `shm://`.
    ///
    /// @return whether they may
    public boolean isSharingWrites() {
        return sharedWrites;
    }

    /// Whether there is anything that `tls://` could be spoken with.
    boolean hasCertificates() {
        return tls != null;
    }

    /// Whether connections that are not encrypted are refused.
    ///
    /// @return whether they are
    public boolean isEncryptionRequired() {
        return encryptionRequired;
    }

    /// The certificates and the key as Java's TLS takes them, for transports.
    ///
    /// @return the context; versions and ciphers are those of the engines
    /// @throws IllegalArgumentException if there are none
    public SSLContext sslContext() {
        return tls().context();
    }

    /// What drives a connection to a peer that was connected to, for transports.
    ///
    /// @param host the peer's host, as its address names it
    /// @param port its port
    /// @return a fresh engine
    /// @throws IllegalArgumentException if there are no certificates
    public SSLEngine clientEngine(String host, int port) {
        return tls().clientEngine(host, port, hostCheck);
    }

    /// What drives a connection that a peer has made, for transports.
    ///
    /// @return a fresh engine
    /// @throws IllegalArgumentException if there are no certificates
    public SSLEngine serverEngine() {
        return tls().serverEngine();
    }

    private TlsContext tls() {
        if (tls == null) {
            throw new IllegalArgumentException("TLS needs a CA file, a certificate and its key, and none are set");
        }
        return tls;
    }
}
