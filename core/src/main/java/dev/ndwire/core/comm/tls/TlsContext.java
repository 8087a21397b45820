package dev.ndwire.core.comm.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// What every TLS connection of a process begins with: certificates, key, versions and ciphers.
///
/// @param context the certificates and the key
/// @param versions the versions of TLS that are allowed
/// @param ciphers the cipher suites that are allowed, or null for Java's own choice
public record TlsContext(
        SSLContext context, List<String> versions, @Nullable List<String> ciphers) {
    private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");
    // Guards nothing: it never leaves memory.
    private static final char[] NO_PASSWORD = {};

    /// Reads certificates and a key.
    ///
    /// @param caFile whom to trust
    /// @param certificateFile what to show
    /// @param keyFile its key
    /// @return the context, with every version from TLS 1.2 on
    /// @throws IOException if a file cannot be read, or does not hold what it should; it names the file
    public static TlsContext read(Path caFile, Path certificateFile, Path keyFile) throws IOException {
        List<Certificate> authorities = Pem.read(caFile).certificates();
        List<Certificate> chain = Pem.read(certificateFile).certificates();
        PrivateKey key = Pem.read(keyFile).privateKey();
        refuseStrangers(chain.get(0), certificateFile, key, keyFile);
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(
                    keyManagers(chain, key).getKeyManagers(),
                    trustManagers(authorities).getTrustManagers(),
                    null);
            return new TlsContext(made, VERSIONS, null);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot use " + certificateFile + ": " + e.getMessage(), e);
        }
    }

    private static void refuseStrangers(Certificate certificate, Path certificateFile, PrivateKey key, Path keyFile)
            throws IOException {
        if (!KeyPairs.belong(certificate.getPublicKey(), key)) {
            throw new IOException(
                    "the private key in " + keyFile + " is not that of the certificate in " + certificateFile);
        }
    }

    private static KeyManagerFactory keyManagers(List<Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static TrustManagerFactory trustManagers(List<Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /// Chooses the cipher suites.
    ///
    /// @param names their names, at least one
    /// @return a new context
    /// @throws IllegalArgumentException if there are none, or Java does not have one
    public TlsContext withCiphers(List<String> names) {
        Set<String> known = new LinkedHashSet<>(
                Arrays.asList(context.getSupportedSSLParameters().getCipherSuites()));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("cipher '" + name + "' is not known, expected some of " + known);
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("there are no ciphers, expected at least one of " + known);
        }
        return new TlsContext(context, versions, List.copyOf(names));
    }

    /// Chooses the least version of TLS.
    ///
    /// @param version `TLSv1.2` or `TLSv1.3`
    /// @return a new context
    /// @throws IllegalArgumentException if it is another
    public TlsContext withMinimumVersion(String version) {
        int at = VERSIONS.indexOf(version);
        if (at < 0) {
            throw new IllegalArgumentException("version '" + version + "' is not one of " + VERSIONS);
        }
        return new TlsContext(context, VERSIONS.subList(at, VERSIONS.size()), ciphers);
    }

    /// The state machine of one connection to a peer that was connected to.
    ///
    /// @param host the peer's host, as its address names it
    /// @param port its port
    /// @param hostCheck whether the peer's certificate must name the host
    /// @return a fresh engine
    public SSLEngine clientEngine(String host, int port, boolean hostCheck) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters();
        if (hostCheck) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// The state machine of one connection that a peer has made.
    ///
    /// @return a fresh engine
    public SSLEngine serverEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters();
        parameters.setNeedClientAuth(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(versions.toArray(String[]::new));
        if (ciphers != null) {
            parameters.setCipherSuites(ciphers.toArray(String[]::new));
        }
        return parameters;
    }
}
