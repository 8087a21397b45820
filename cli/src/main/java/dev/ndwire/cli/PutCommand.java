package dev.ndwire.cli;

import dev.ndwire.core.comm.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "Has a peer hold the arrays and tables of files, replacing what it holds under the same keys.",
            "The files are mapped, never read into memory as a whole; arrays that are deflated in a .npz are, one after"
                    + " another. All are checked before the first is sent.%n"
        })
final class PutCommand extends PeerCommand {
    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "A .npy, .npz, .arrow, .arrows or .feather file.")
    List<Path> files = List.of();

    @Option(
            names = "--key",
            paramLabel = "K",
            description = "The key, for a single file; else it is the file's name without the ending. The arrays of"
                    + " a .npz are held under K/KEY.")
    @Nullable
    String key;

    /// An array or table to send: where it is, and what it is to be called.
    private record Item(ArrayFile file, String key) {}

    @Override
    public Integer call() throws IOException {
        if (key != null && files.size() > 1) {
            throw misuse("--key names one file, but there are " + files.size());
        }
        List<ArrayFile> opened = new ArrayList<>();
        try {
            for (Path path : files) {
                opened.add(ArrayFile.open(path));
            }
            Map<String, Item> items = items(opened);
            try (Client client = connect()) {
                for (Map.Entry<String, Item> entry : items.entrySet()) {
                    Item item = entry.getValue();
                    put(client, entry.getKey(), item.file().value(item.key()));
                }
            }
        } finally {
            for (ArrayFile file : opened) {
                file.close();
            }
        }
        return DONE;
    }

    private Map<String, Item> items(List<ArrayFile> opened) throws IOException {
        Map<String, Item> items = new LinkedHashMap<>();
        for (ArrayFile file : opened) {
            for (String each : file.keys()) {
                file.check(each);
                String name = file.heldKey(key == null ? ArrayFiles.stem(file.path()) : key, each);
                Item other = items.put(name, new Item(file, each));
                if (other != null) {
                    throw misuse("'" + other.file().path() + "' and '" + file.path()
                            + "' would both be held under key '" + name + "'");
                }
            }
        }
        return items;
    }

    private void put(Client client, String name, Object value) throws IOException {
        try (Progress progress = new Progress(streams(), "put " + name)) {
            client.connection().observe(progress);
            client.put(name, value);
        }
        ArrayDescription description = ArrayDescription.of(value);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("key", name);
        out().println(json ? Json.of(description.addTo(members)) : Text.printable(name) + ": " + description);
        out().flush();
    }
}
