package dev.ndwire.cli;

import dev.ndwire.core.comm.Client;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "ping", description = "Asks whether a peer answers.")
final class PingCommand implements Callable<Integer> {
    @Parameters(paramLabel = "URI")
    String address = "";

    @Override
    public Integer call() throws IOException {
        try (Client client = Client.connect(address)) {
            client.ping();
        }
        return 0;
    }
}
