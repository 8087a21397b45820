package dev.ndwire.cli;

import dev.ndwire.core.comm.Client;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "put",
        sortOptions = false,
        description = {
            "Has a peer hold the arrays of files, replacing what it holds under the same keys.",
            "The files are mapped, never read into memory as a whole. All are checked before the first is sent.%n"
        })
final class PutCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "URI", description = "The peer, such as tcp://127.0.0.1:8786.")
    String address = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "A .npy file.")
    List<Path> files = List.of();

    @Option(
            names = "--key",
            paramLabel = "K",
            description = "The key, for a single file; else it is the file's name without the ending.")
    @Nullable
    String key;

    @Override
    public Integer call() throws IOException {
        Map<String, Path> named = keys();
        try (Arena arena = Arena.ofShared()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (Map.Entry<String, Path> entry : named.entrySet()) {
                arrays.put(entry.getKey(), Npy.map(NpyFiles.checkReadable(entry.getValue()), arena));
            }
            try (Client client = Client.connect(address)) {
                for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
                    put(client, entry.getKey(), entry.getValue());
                }
            }
        }
        return DONE;
    }

    private Map<String, Path> keys() throws IOException {
        Map<String, Path> named = new LinkedHashMap<>();
        if (key != null) {
            if (files.size() > 1) {
                throw misuse("--key names one array, but there are " + files.size() + " files");
            }
            named.put(key, files.get(0));
            return named;
        }
        for (Path file : files) {
            String name = NpyFiles.key(NpyFiles.checkReadable(file));
            Path other = named.put(name, file);
            if (other != null) {
                throw misuse("'" + other + "' and '" + file + "' would both be held under key '" + name + "'");
            }
        }
        return named;
    }

    private void put(Client client, String name, NDArray array) throws IOException {
        try (Progress progress = new Progress(streams(), "put " + name)) {
            client.connection().observe(progress);
            client.put(name, array);
        }
        ArrayDescription description = ArrayDescription.of(array);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("key", name);
        out().println(json ? Json.of(description.addTo(members)) : Text.printable(name) + ": " + description);
        out().flush();
    }
}
