package dev.ndwire.cli;

import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Timeouts;
import dev.ndwire.core.setting.Durations;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the commands have in common that talk to a peer.
abstract class PeerCommand extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "URI",
            description = "The peer, such as tcp://127.0.0.1:8786 or unix:///run/a.sock.")
    String address = "";

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "How long to go on trying if the peer does not listen yet, such as 30s. Without it, not at all.")
    @Nullable
    Duration patience;

    @Mixin
    TlsOptions tls = new TlsOptions();

    /// Connects to the peer.
    final Client connect() throws IOException {
        ConnectionSettings settings = tls.settings(this);
        Timeouts timeouts = settings.timeouts();
        return Client.connect(
                address, settings.with(patience == null ? timeouts.withAttempts(1) : timeouts.withConnect(patience)));
    }

    /// Reads a time as the environment's settings do.
    static final class TimeConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.parse(text);
        }
    }
}
