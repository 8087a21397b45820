package dev.ndwire.conformance.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Counts the cases of every cell of operation × dtype × layout.
final class Coverage {
    private static final int NAME_WIDTH = 22;
    private static final int COLUMN_WIDTH = 5;

    private final List<String> dtypes;
    private final Map<String, Map<String, Map<String, Long>>> counts = new LinkedHashMap<>();

    Coverage(List<String> dtypes) {
        this.dtypes = dtypes;
    }

    void count(Case test) {
        counts.computeIfAbsent(test.operation(), operation -> new LinkedHashMap<>())
                .computeIfAbsent(test.dtype(), dtype -> new LinkedHashMap<>())
                .merge(test.layout(), 1L, Long::sum);
    }

    /// The cells that have too few cases. An operation has either all layouts or none.
    List<String> thin(long least, List<String> layouts) {
        var thin = new ArrayList<String>();
        counts.forEach((operation, row) -> {
            boolean hasLayouts = row.values().stream().noneMatch(cells -> cells.containsKey("-"));
            for (String dtype : dtypes) {
                for (String layout : hasLayouts ? layouts : List.of("-")) {
                    long count = row.getOrDefault(dtype, Map.of()).getOrDefault(layout, 0L);
                    if (count < least) {
                        thin.add(operation + "/" + dtype + "/" + layout + ": " + count);
                    }
                }
            }
        });
        return thin;
    }

    /// One row an operation, one column a dtype; each number is the least of the layouts.
    String table() {
        var text = new StringBuilder(" ".repeat(NAME_WIDTH));
        dtypes.forEach(dtype -> text.append(right(shortened(dtype))));
        counts.forEach((operation, row) -> {
            text.append('\n').append(operation).append(" ".repeat(Math.max(0, NAME_WIDTH - operation.length())));
            for (String dtype : dtypes) {
                Map<String, Long> cells = row.getOrDefault(dtype, Map.of());
                text.append(right(String.valueOf(
                        cells.values().stream().mapToLong(Long::longValue).min().orElse(0))));
            }
        });
        return text.toString();
    }

    /// Every cell, one a line.
    String lines() {
        return counts.entrySet().stream()
                .flatMap(row -> row.getValue().entrySet().stream()
                        .flatMap(cells -> cells.getValue().entrySet().stream()
                                .map(cell -> row.getKey() + "\t" + cells.getKey() + "\t" + cell.getKey() + "\t"
                                        + cell.getValue())))
                .collect(Collectors.joining("\n", "operation\tdtype\tlayout\tcases\n", "\n"));
    }

    private static String right(String text) {
        return " ".repeat(Math.max(0, COLUMN_WIDTH - text.length())) + text;
    }

    private static String shortened(String dtype) {
        return switch (dtype) {
            case "bool", "str" -> dtype;
            case "datetime64" -> "M8";
            case "timedelta64" -> "m8";
            case "void" -> "V";
            case "bytes" -> "S";
            case "struct" -> "{}";
            default -> dtype.charAt(0) + dtype.replaceAll("[a-z]", "");
        };
    }
}
