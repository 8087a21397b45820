package dev.ndwire.cli;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        sortOptions = false,
        description = {
            "Holds named arrays and tables for peers, JVMs and Pythons alike, until it is stopped.",
            "Prints one line 'listening on ADDRESS' for each address once it is ready. Interrupting or terminating it"
                    + " stops it, when what is under way is answered, with exit code 0.%n"
        })
final class ServeCommand extends Subcommand {
    @Option(
            names = "--listen",
            required = true,
            arity = "1..*",
            paramLabel = "URI",
            description = "Where to listen, such as tcp://127.0.0.1:8786, of which port 0 is any free one, or"
                    + " unix:///run/a.sock.")
    List<String> addresses = List.of();

    @Option(
            names = "--dir",
            paramLabel = "D",
            description =
                    "Hold every .npy, .arrow, .arrows and .feather file of this directory from the start, mapped,"
                            + " under its name without the ending, and every array of its .npz files under NAME/KEY. What peers put stays in memory: nothing is written to the directory.")
    @Nullable
    Path directory;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = PeerCommand.TimeConverter.class,
            description =
                    "How long requests that are under way may take when this is told to end; 5s unless said otherwise.")
    Duration grace = Duration.ZERO;

    @Mixin
    TlsOptions tls = new TlsOptions();

    @Override
    public Integer call() throws IOException {
        Map<String, Object> values = map();
        try (Server server = Server.listen(tls.settings(this), addresses)) {
            server.handle(ArrayDescription.OP, request -> describe(server));
            values.forEach(server::put);
            announce(server);
            awaitEnd(server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return DONE;
    }

    private void awaitEnd(Server server) throws InterruptedException {
        try {
            server.awaitClose();
        } catch (InterruptedException e) {
            // How main has a command stop: the way to end this one.
            server.shutDown(grace);
            throw e;
        }
    }

    private Map<String, Object> map() throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        if (directory != null) {
            for (Path path : ArrayFiles.in(directory)) {
                try (ArrayFile file = ArrayFile.open(path)) {
                    hold(file, values);
                }
            }
        }
        return values;
    }

    private void hold(ArrayFile file, Map<String, Object> values) throws IOException {
        for (String key : file.keys()) {
            String name = file.heldKey(ArrayFiles.stem(file.path()), key);
            if (values.put(name, file.value(key)) != null) {
                throw new FailureException("two files of '" + directory + "' have a value for key '" + name + "'");
            }
        }
    }

    private static PyDict describe(Server server) {
        PyDict descriptions = new PyDict();
        server.forEach(
                (key, value) -> descriptions.put(key, ArrayDescription.of(value).toReply()));
        return descriptions;
    }

    private void announce(Server server) {
        if (json) {
            List<String> listening =
                    server.addresses().stream().map(Address::toString).toList();
            out().println(Json.of(Map.of("listening", listening)));
        } else {
            server.addresses().forEach(address -> out().println("listening on " + address));
        }
        out().flush();
    }
}
