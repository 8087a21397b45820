package dev.ndwire.cli;

import dev.ndwire.arrow.file.TableFiles;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.file.SegmentIo;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        sortOptions = false,
        description = {
            "Gets arrays from a peer and writes them to .npy files, or all to one .npz file; and tables, to .arrow,"
                    + " .arrows or .feather files.",
            "A file of that name is replaced, once the new one is complete; a failed get leaves everything as it"
                    + " was.%n"
        })
final class GetCommand extends PeerCommand {
    private static final String STANDARD_OUTPUT = "-";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "An array's key.")
    List<String> keys = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where to: a .npy file for one array, a .npz file for all, a .arrow, .arrows or .feather file for"
                            + " a table, a directory for KEY.npy or KEY.arrow in it, or - for standard output, where a"
                            + " table is a stream. Without it, KEY.npy or KEY.arrow in the current directory.")
    @Nullable
    String output;

    @Option(names = "--compress", description = "Deflate what is written to a .npz file.")
    boolean isCompressed;

    @Override
    public Integer call() throws IOException {
        boolean isArchive =
                output != null && ArrayFiles.isArchive(Path.of(output)) && !Files.isDirectory(Path.of(output));
        if (isCompressed && !isArchive) {
            throw misuse("--compress is for " + ArrayFiles.ARCHIVE_ENDING + " files alone");
        }
        if (STANDARD_OUTPUT.equals(output)) {
            toStandardOutput(onlyKey());
        } else if (isArchive) {
            toArchive(ArrayFiles.checkWriteable(Path.of(output)));
        } else {
            Map<String, Path> targets = targets();
            try (Client client = connect()) {
                for (Map.Entry<String, Path> target : targets.entrySet()) {
                    toFile(client, target.getKey(), target.getValue());
                }
            }
        }
        return DONE;
    }

    private String onlyKey() {
        if (keys.size() > 1) {
            throw misuse("output '" + output + "' takes one array, but there are " + keys.size() + " keys: a "
                    + ArrayFiles.ARCHIVE_ENDING + " file or a directory takes them all");
        }
        return keys.get(0);
    }

    private void toStandardOutput(String key) throws IOException {
        if (json) {
            throw misuse("--json answers on standard output, where -o - writes the array");
        }
        if (streams().outIsTerminal()) {
            throw misuse("standard output is a terminal: -o - needs a pipe or a file");
        }
        try (Client client = connect();
                Received received = receive(client, key)) {
            WritableByteChannel channel = Channels.newChannel(streams().rawOut());
            Optional<Table> table = table(received);
            if (table.isPresent()) {
                for (MemorySegment segment : table.get().toStream().segments()) {
                    SegmentIo.write(channel, segment);
                }
            } else {
                Npy.write(channel, array(received, key));
            }
        }
    }

    private void toFile(Client client, String key, Path target) throws IOException {
        ArrayDescription description;
        Path file = target;
        try (Received received = receive(client, key)) {
            description = ArrayDescription.of(received.value());
            Optional<Table> table = table(received);
            file = isNamed() ? target : withEnding(target, table.isPresent());
            if (table.isPresent() && (ArrayFiles.isTable(file) || isSpecial(file))) {
                TableFiles.write(file, table.get());
            } else if (ArrayFiles.isTable(file)) {
                String type = received.value() instanceof NDArray ? "an array" : "a " + description.dtypeText();
                throw new FailureException("key '" + key + "' holds " + type + ", only tables can be written to "
                        + ArrayFiles.TABLE_ENDINGS + " files");
            } else {
                Npy.write(file, array(received, key));
            }
        }
        tellWritten(key, description, file);
    }

    private static Path withEnding(Path target, boolean isTable) {
        return target.resolveSibling(target.getFileName() + (isTable ? ArrayFiles.TABLE_ENDING : ArrayFiles.ENDING));
    }

    /// One array after another, so that none has to wait in memory for the rest.
    private void toArchive(Path target) throws IOException {
        Map<String, ArrayDescription> written = new LinkedHashMap<>();
        try (Client client = connect()) {
            Npz.write(target, isCompressed ? NpzCompression.DEFLATED : NpzCompression.STORED, writer -> {
                for (String key : new LinkedHashSet<>(keys)) {
                    try (Received received = receive(client, key)) {
                        NDArray array = array(received, key);
                        written.put(key, ArrayDescription.of(array));
                        writer.put(key, array);
                    }
                }
            });
        }
        written.forEach((key, description) -> tellWritten(key, description, target));
    }

    private Received receive(Client client, String key) throws IOException {
        try (Progress progress = new Progress(streams(), "get " + key)) {
            client.connection().observe(progress);
            return client.get(key);
        }
    }

    private static Optional<Table> table(Received received) {
        if (received.value() instanceof Table table) {
            return Optional.of(table);
        }
        return received.value() instanceof RecordBatch batch ? Optional.of(batch.table()) : Optional.empty();
    }

    private static NDArray array(Received received, String key) {
        if (received.value() instanceof NDArray array) {
            return array;
        }
        String type = ArrayDescription.of(received.value()).dtypeText();
        throw new FailureException("key '" + key + "' holds a " + type + ", only arrays can be written to "
                + ArrayFiles.ARRAY_ENDINGS + " files");
    }

    /// Decides on the files, but for the ending where it depends on the value, before anything is asked for, so that a
    /// mistake costs no transfer.
    private Map<String, Path> targets() {
        Map<String, Path> targets = new LinkedHashMap<>();
        if (output == null || !isNamed()) {
            Path directory = Path.of(output == null ? "" : output);
            keys.forEach(key -> targets.put(key, directory.resolve(fileName(key))));
            return targets;
        }
        Path path = Path.of(output);
        if (!ArrayFiles.hasEnding(path) && !isSpecial(path)) {
            throw misuse("output '" + output + "' does not end in " + ArrayFiles.ENDINGS
                    + ", the only formats that are written");
        }
        targets.put(onlyKey(), ArrayFiles.checkWriteable(path));
        return targets;
    }

    /// Whether `output` names one file.
    private boolean isNamed() {
        return output != null && !Files.isDirectory(Path.of(output));
    }

    private static boolean isSpecial(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    private String fileName(String key) {
        boolean isName = !key.isEmpty()
                && key.indexOf('/') < 0
                && key.indexOf('\\') < 0
                && key.indexOf('\0') < 0
                && !key.contains("..");
        if (!isName) {
            throw misuse("key '" + key + "' is no safe file name: name a file with -o");
        }
        return key;
    }
}
