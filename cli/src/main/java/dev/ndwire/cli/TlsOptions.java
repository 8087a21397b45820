package dev.ndwire.cli;

import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Security;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of commands that may speak TLS.
final class TlsOptions {
    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "Certificates of the authorities whose peers are trusted, in PEM; for tls:// addresses.")
    @Nullable
    Path authorities;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "The certificate to show to peers, in PEM.")
    @Nullable
    Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its private key, in PEM without a password, if it is not in the certificate's file.")
    @Nullable
    Path key;

    /// What to connect and listen with: what the environment says, and the files of these options instead of its own.
    ///
    /// @param command the command, for what it is told that it cannot be meant
    ConnectionSettings settings(Subcommand command) throws IOException {
        if (authorities == null && certificate == null && key == null) {
            return ConnectionSettings.standard();
        }
        if (authorities == null || certificate == null) {
            throw command.misuse("certificates need both --tls-ca and --tls-cert");
        }
        return ConnectionSettings.standard(Security.ofFiles(authorities, certificate, key == null ? certificate : key)
                // One who names certificates may speak to others without them: the address says which.
                .withEncryptionRequired(false));
    }
}
