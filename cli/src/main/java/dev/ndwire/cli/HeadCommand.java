package dev.ndwire.cli;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.NpyHeader;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzMember;
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
                    + " are several arrays, a line above each says what it is; of members that are no arrays, or hold"
                    + " Python objects, there is that line alone.%n"
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
            if (key != null && !ArrayFiles.isArchive(path) && !ArrayFiles.isTable(path)) {
                throw misuse("--key is for " + ArrayFiles.ARCHIVE_ENDING + " files and tables alone");
            }
        }
        for (Path path : files) {
            try (ArrayFile file = ArrayFile.open(path)) {
                print(file);
            }
        }
        return DONE;
    }

    private void print(ArrayFile file) throws IOException {
        List<String> keys = file.keys(key);
        boolean isAlone = files.size() == 1 && keys.size() == 1;
        Npz archive = file.archive();
        if (archive == null || key != null) {
            for (String each : keys) {
                print(file, each, isAlone);
            }
            return;
        }
        for (NpzMember member : archive.members()) {
            NpyHeader header = ArrayFile.header(archive, member);
            if (header == null || header.hasObjects()) {
                tell(file, member, header);
            } else {
                print(file, member.key(), isAlone);
            }
        }
    }

    private void print(ArrayFile file, String arrayKey, boolean isAlone) throws IOException {
        Object value = file.value(arrayKey);
        if (value instanceof Table table && key != null) {
            value = table.select(key);
        }
        ArrayDescription description = ArrayDescription.of(value);
        String text = value instanceof Table table ? table.toString(rows) : firstRows((NDArray) value);
        if (json) {
            out().println(toJson(file, arrayKey, description, text));
            return;
        }
        if (!isAlone) {
            tell(file, arrayKey, description.toString());
        }
        text.lines().map(Text::printable).forEach(out()::println);
    }

    /// Says what a member is whose rows cannot be shown.
    private void tell(ArrayFile file, NpzMember member, @Nullable NpyHeader header) {
        ArrayDescription description = ArrayDescription.of(member, header);
        if (json) {
            out().println(toJson(file, member.key(), description, null));
            return;
        }
        String kind = member.compression() == null ? "compressed in a way that is not read" : "not an array";
        tell(file, member.key(), header == null ? description.sizeText() + ", " + kind : "Python objects");
    }

    /// One line about what is there.
    private void tell(ArrayFile file, String arrayKey, String text) {
        String separator = isFirst ? "" : System.lineSeparator();
        isFirst = false;
        out().println(separator + Text.printable(file.where(arrayKey)) + ": " + text);
    }

    private static String toJson(ArrayFile file, String arrayKey, ArrayDescription description, @Nullable String text) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("file", file.path().toString());
        members.put("key", arrayKey);
        Map<String, @Nullable Object> all = description.addTo(members);
        all.put("text", text);
        return Json.of(all);
    }

    private String firstRows(NDArray array) {
        NDArray first = array.ndim() == 0 || array.shape(0) <= rows ? array : array.slice(0, null, rows, 1);
        return first.toString();
    }
}
