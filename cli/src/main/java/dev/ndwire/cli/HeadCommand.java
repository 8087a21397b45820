package dev.ndwire.cli;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "head",
        sortOptions = false,
        description = {
            "Prints the first rows of arrays in .npy and .npz files, as numpy prints them, and of tables in .arrow,"
                    + " .arrows and .feather files.",
            "Rows run along the first axis. Of more than 1000 elements, numpy and so this shows the edges. Where there"
                    + " are several arrays, a line above each says what it is.%n"
        })
final class HeadCommand extends Subcommand {
    private static final long STANDARD_ROWS = 10;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A .npy, .npz, .arrow, .arrows or .feather file.")
    List<Path> files = List.of();

    @Option(
            names = {"-n", "--rows"},
            paramLabel = "N",
            description = "How many rows; " + STANDARD_ROWS + " without it.")
    long rows = STANDARD_ROWS;

    @Option(
            names = "--key",
            paramLabel = "K",
            description = "Only the array K of each .npz file, or the column K of each table.")
    @Nullable
    String key;

    private boolean isFirst = true;

    @Override
    public Integer call() throws IOException {
        if (rows < 0) {
            throw misuse("--rows " + rows + " is negative, allowed are 0 and more");
        }
        for (Path path : files) {
            try (ArrayFile file = ArrayFile.open(path)) {
                List<String> keys = file.keys(key);
                boolean isAlone = files.size() == 1 && keys.size() == 1;
                for (String each : keys) {
                    print(file, each, isAlone);
                }
            }
        }
        return DONE;
    }

    private void print(ArrayFile file, String arrayKey, boolean isAlone) throws IOException {
        Object value = file.value(arrayKey);
        if (value instanceof Table table && key != null) {
            value = table.select(key);
        }
        ArrayDescription description = ArrayDescription.of(value);
        String text = value instanceof Table table ? table.toString(rows) : firstRows((NDArray) value);
        if (json) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("file", file.path().toString());
            members.put("key", arrayKey);
            Map<String, @Nullable Object> all = description.addTo(members);
            all.put("text", text);
            out().println(Json.of(all));
            return;
        }
        if (!isAlone) {
            out().println((isFirst ? "" : System.lineSeparator()) + Text.printable(file.where(arrayKey)) + ": "
                    + description);
            isFirst = false;
        }
        text.lines().map(Text::printable).forEach(out()::println);
    }

    private String firstRows(NDArray array) {
        NDArray first = array.ndim() == 0 || array.shape(0) <= rows ? array : array.slice(0, null, rows, 1);
        return first.toString();
    }
}
