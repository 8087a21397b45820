package dev.ndwire.cli;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.cli.diff.ArrayComparison;
import dev.ndwire.cli.diff.TableComparison;
import dev.ndwire.cli.diff.Tolerance;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        sortOptions = false,
        description = {
            "Tells where two files' arrays differ: how many elements, the first in C order, and the largest error.",
            "Of two tables: columns that differ, how many cells, and the first of them by row and column; metadata is not"
                    + " compared.",
            "Structures are compared field by field; members of .npz files that are no arrays, or hold Python objects,"
                    + " byte by byte.",
            "Says nothing of arrays that are the same. A NaN equals a NaN. Exit codes: 0 same, 1 different, 2 trouble.%n"
        })
final class DiffCommand extends Subcommand {
    /// The exit code of what could not be compared, as the `diff` of texts has it.
    static final int TROUBLE = 2;

    private static final int DIFFERENT = 1;

    @Parameters(index = "0", paramLabel = "A", description = "A .npy, .npz, .arrow, .arrows or .feather file.")
    Path left = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "B",
            description = "Another. Arrays of two .npz files are compared by their keys.")
    Path right = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "K",
            description = "Only the array K of .npz files, or the column K of tables.")
    @Nullable
    String key;

    @Option(
            names = "--values",
            description = "Compare shapes and values alone: dtypes and types may differ, units of times too, and where"
                    + " structures have their fields.")
    boolean isByValue;

    @Option(
            names = "--rtol",
            paramLabel = "R",
            description = "Numbers, those in structures too, are the same where |A - B| <= atol + rtol * |B|; 0 without"
                    + " it. What is no number, such as a text or a time, has to be equal.")
    double relative;

    @Option(names = "--atol", paramLabel = "T", description = "The other part of that; 0 without it.")
    double absolute;

    @Override
    int failureCode() {
        return TROUBLE;
    }

    @Override
    public Integer call() throws IOException {
        Tolerance tolerance = tolerance();
        try (ArrayFile a = ArrayFile.open(left);
                ArrayFile b = ArrayFile.open(right)) {
            Table one = a.table();
            Table other = b.table();
            if (one != null && other != null) {
                return isSame(one, other, tolerance) ? DONE : DIFFERENT;
            }
            if (one != null || other != null) {
                throw new FailureException("'" + (one != null ? left : right) + "' holds a table and '"
                        + (one != null ? right : left) + "' arrays: convert one of them first");
            }
            boolean isSame = true;
            if (a.archive() != null && b.archive() != null && key == null) {
                Set<String> keys = new LinkedHashSet<>(a.keys());
                keys.addAll(b.keys());
                for (String each : keys) {
                    isSame &= isInBoth(a, b, each) && isSame(a, each, b, each, tolerance);
                }
            } else {
                isSame = isSame(a, onlyKey(a), b, onlyKey(b), tolerance);
            }
            return isSame ? DONE : DIFFERENT;
        }
    }

    private boolean isSame(Table one, Table other, Tolerance tolerance) {
        Table a = key == null ? one : one.select(key);
        Table b = key == null ? other : other.select(key);
        var comparison = TableComparison.of(a, b, tolerance, isByValue);
        var report = new TableDiffReport(left.toString(), right.toString(), a.rowCount(), b.rowCount(), comparison);
        if (json) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("key", ArrayFiles.stem(left));
            members.put("same", report.isSame());
            out().println(Json.of(report.addTo(members)));
        } else if (!report.isSame()) {
            tell(report.rows());
        }
        return report.isSame();
    }

    private Tolerance tolerance() {
        try {
            return new Tolerance(relative, absolute);
        } catch (IllegalArgumentException negative) {
            throw misuse(String.valueOf(negative.getMessage()));
        }
    }

    private String onlyKey(ArrayFile file) {
        List<String> keys = file.keys(key);
        if (keys.size() != 1) {
            throw misuse(
                    "'" + file.path() + "' has " + keys.size() + " arrays, and the other file one: --key names which");
        }
        return keys.get(0);
    }

    private boolean isInBoth(ArrayFile a, ArrayFile b, String each) {
        if (a.keys().contains(each) && b.keys().contains(each)) {
            return true;
        }
        Path only = a.keys().contains(each) ? a.path() : b.path();
        if (json) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("key", each);
            members.put("same", false);
            members.put("only_in", only.toString());
            out().println(Json.of(members));
        } else {
            tell(List.of(row("array", each), row("only in", only.toString())));
        }
        return false;
    }

    /// Of members that are no arrays, or hold Python objects, nothing but the bytes can be compared.
    private boolean areSameBytes(String each, Bytes one, Bytes other) {
        boolean isSame = one.equals(other);
        if (json) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("key", each);
            members.put("same", isSame);
            members.put("nbytes", List.of(one.size(), other.size()));
            out().println(Json.of(members));
        } else if (!isSame) {
            String sizes = "in their bytes, " + one.size() + " and " + other.size() + " of them";
            tell(List.of(row("member", each), row("different", sizes)));
        }
        return isSame;
    }

    private boolean isSame(ArrayFile a, String aKey, ArrayFile b, String bKey, Tolerance tolerance) throws IOException {
        Npz archive = a.archive();
        Npz otherArchive = b.archive();
        if (archive != null && otherArchive != null && !(a.isPlain(aKey) && b.isPlain(bKey))) {
            return areSameBytes(aKey, archive.readBytes(aKey), otherArchive.readBytes(bKey));
        }
        NDArray one = a.load(aKey);
        NDArray other = b.load(bKey);
        boolean isSameDType = isByValue || one.dtype().equals(other.dtype());
        boolean isSameShape = Arrays.equals(one.shape(), other.shape());
        Optional<ArrayComparison> comparison = isSameShape ? compare(one, other, tolerance) : Optional.empty();
        boolean isSame = isSameDType && comparison.map(ArrayComparison::isSame).orElse(false);
        var report = new DiffReport(one, other, isSameDType, comparison.orElse(null));
        if (json) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("key", aKey);
            members.put("same", isSame);
            out().println(Json.of(report.addTo(members)));
        } else if (!isSame) {
            List<List<String>> rows = new ArrayList<>();
            if (a.archive() != null && b.archive() != null) {
                rows.add(row("array", aKey));
            }
            rows.addAll(report.rows());
            tell(rows);
        }
        return isSame;
    }

    private Optional<ArrayComparison> compare(NDArray one, NDArray other, Tolerance tolerance) throws IOException {
        try (Progress progress = new Progress(streams(), "diff " + left.getFileName())) {
            long itemSize = one.dtype().itemSize();
            progress.messageStarted(one.byteSize());
            return ArrayComparison.of(one, other, tolerance, isByValue, size -> progress.bytesMoved(size * itemSize));
        }
    }

    private static List<String> row(String name, String value) {
        return List.of(name, Text.printable(value));
    }

    private boolean isFirst = true;

    private void tell(List<List<String>> rows) {
        if (!isFirst) {
            out().println();
        }
        isFirst = false;
        Text.table(rows).forEach(out()::println);
    }
}
