package dev.ndwire.cli;

import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        sortOptions = false,
        description = {
            "Gets an array from a peer and writes it to a .npy file.",
            "A file of that name is replaced, once the new one is complete; a failed get leaves everything as it"
                    + " was.%n"
        })
final class GetCommand extends Subcommand {
    private static final String STANDARD_OUTPUT = "-";

    @Parameters(index = "0", paramLabel = "URI", description = "The peer, such as tcp://127.0.0.1:8786.")
    String address = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "The array's key.")
    String key = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to: a .npy file, a directory for KEY.npy in it, or - for standard output."
                    + " Without it, KEY.npy in the current directory.")
    @Nullable
    String output;

    @Override
    public Integer call() throws IOException {
        if (STANDARD_OUTPUT.equals(output)) {
            toStandardOutput();
        } else {
            toFile(target());
        }
        return DONE;
    }

    private void toStandardOutput() throws IOException {
        if (json) {
            throw misuse("--json answers on standard output, where -o - writes the array");
        }
        if (streams().outIsTerminal()) {
            throw misuse("standard output is a terminal: -o - needs a pipe or a file");
        }
        try (Client client = Client.connect(address);
                Received received = receive(client)) {
            Npy.write(Channels.newChannel(streams().rawOut()), array(received));
        }
    }

    private void toFile(Path target) throws IOException {
        NDArray array;
        ArrayDescription description;
        try (Client client = Client.connect(address);
                Received received = receive(client)) {
            array = array(received);
            description = ArrayDescription.of(array);
            Npy.write(target, array);
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("key", key);
        members.put("file", target.toString());
        out().println(
                        json
                                ? Json.of(description.addTo(members))
                                : Text.printable(key) + ": " + description + ", in "
                                        + Text.printable(target.toString()));
    }

    private Received receive(Client client) throws IOException {
        try (Progress progress = new Progress(streams(), "get " + key)) {
            client.connection().observe(progress);
            return client.get(key);
        }
    }

    private NDArray array(Received received) {
        if (received.value() instanceof NDArray array) {
            return array;
        }
        String type = ArrayDescription.of(received.value()).dtypeText();
        throw new FailureException(
                "key '" + key + "' holds a " + type + ", only arrays can be written to " + NpyFiles.ENDING + " files");
    }

    /// Decides on the file before anything is asked for, so that a mistake costs no transfer.
    private Path target() {
        if (output == null) {
            return Path.of(fileName());
        }
        Path path = Path.of(output);
        if (Files.isDirectory(path)) {
            return path.resolve(fileName());
        }
        if (!NpyFiles.hasEnding(path) && !isSpecial(path)) {
            throw misuse(
                    "output '" + output + "' does not end in " + NpyFiles.ENDING + ", the only format that is written");
        }
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new FailureException("there is no directory '" + directory + "' to write '" + output + "' in");
        }
        return path;
    }

    private static boolean isSpecial(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    private String fileName() {
        boolean isName = !key.isEmpty()
                && key.indexOf('/') < 0
                && key.indexOf('\\') < 0
                && key.indexOf('\0') < 0
                && !key.contains("..");
        if (!isName) {
            throw misuse("key '" + key + "' is no safe file name: name a file with -o");
        }
        return key + NpyFiles.ENDING;
    }
}
