package dev.ndwire.cli;

import dev.ndwire.core.comm.Client;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        sortOptions = false,
        description = {"Has a peer let go of arrays.", "When one of them is not there, none is removed.%n"})
final class RemoveCommand extends PeerCommand {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "An array's key.")
    List<String> keys = List.of();

    @Override
    public Integer call() throws IOException {
        try (Client client = connect()) {
            List<@Nullable Object> held = HeldKeys.of(client);
            for (String key : keys) {
                if (!held.contains(key)) {
                    throw new NoSuchElementException("key '" + key + "' is not held by "
                            + client.connection().peerAddress());
                }
            }
            client.remove(keys.toArray(String[]::new));
        }
        if (json) {
            out().println(Json.of(Map.of("removed", keys)));
        }
        return DONE;
    }
}
