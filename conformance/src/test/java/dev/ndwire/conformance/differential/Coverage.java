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

    private final Map<String, Map<String, Map<String, Long>>> counts = new LinkedHashMap<>();

    void count(Case test) {
        counts.computeIfAbsent(test.operation(), operation -> new LinkedHashMap<>())
                .computeIfAbsent(test.dtype(), dtype -> new LinkedHashMap<>())
                .merge(test.layout(), 1L, Long::sum);
    }

    /// The required cells that have too few cases, those that have none among them.
    List<String> thin(long least) {
        var thin = new ArrayList<String>();
        for (String operation : RequiredCells.OPERATIONS) {
            Map<String, Map<String, Long>> row = counts.getOrDefault(operation, Map.of());
            for (String dtype : RequiredCells.DTYPES) {
                for (String layout : RequiredCells.layouts(operation)) {
                    long count = row.getOrDefault(dtype, Map.of()).getOrDefault(layout, 0L);
                    if (count < least) {
                        thin.add(operation + "/" + dtype + "/" + layout + ": " + count);
                    }
                }
            }
        }
        return thin;
    }

    /// The cells that have cases and are not required: what the list lacks.
    List<String> unlisted() {
        var unlisted = new ArrayList<String>();
        counts.forEach((operation, row) -> row.forEach((dtype, cells) -> cells.forEach((layout, count) -> {
            boolean isListed = RequiredCells.OPERATIONS.contains(operation)
                    && RequiredCells.DTYPES.contains(dtype)
                    && RequiredCells.layouts(operation).contains(layout);
            if (!isListed) {
                unlisted.add(operation + "/" + dtype + "/" + layout + ": " + count);
            }
        })));
        return unlisted;
    }

    /// One row an operation, one column a dtype; each number is the least of the layouts.
    String table() {
        var text = new StringBuilder(" ".repeat(NAME_WIDTH));
        RequiredCells.DTYPES.forEach(dtype -> text.append(right(shortened(dtype))));
        counts.forEach((operation, row) -> {
            text.append('\n').append(operation).append(" ".repeat(Math.max(0, NAME_WIDTH - operation.length())));
            for (String dtype : RequiredCells.DTYPES) {
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
            case "longdouble" -> "g";
            default -> dtype.charAt(0) + dtype.replaceAll("[a-z]", "");
        };
    }
}
