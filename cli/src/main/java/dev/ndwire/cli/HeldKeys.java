package dev.ndwire.cli;

import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys that a peer holds.
final class HeldKeys {
    private HeldKeys() {}

    /// Asks for them.
    ///
    /// @param client the peer
    /// @return the keys, most of them texts
    /// @throws IOException if the request or the connection fails
    /// @throws FailureException if the peer holds no data, as a scheduler does not
    static List<@Nullable Object> of(Client client) throws IOException {
        try (Received reply = client.call("keys", Map.of())) {
            if (reply.value() instanceof List<?> keys) {
                return new ArrayList<>(keys);
            }
        }
        throw new FailureException(
                client.connection().peerAddress() + " holds no data: it does not answer 'keys' with a list");
    }
}
