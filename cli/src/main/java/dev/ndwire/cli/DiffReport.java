package dev.ndwire.cli;

import dev.ndwire.cli.diff.ArrayComparison;
import dev.ndwire.cli.diff.ArrayComparison.Place;
import dev.ndwire.ndarray.array.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How two arrays differ: as people and programs are told.
///
/// @param comparison of the elements; null if shapes differ, or elements of these dtypes cannot be compared
record DiffReport(
        NDArray left,
        NDArray right,
        boolean isSameDType,
        @Nullable ArrayComparison comparison) {
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        String dtypes = left.dtype() + " and " + right.dtype();
        if (!isSameDType) {
            rows.add(row("dtype", dtypes));
        }
        if (comparison != null) {
            rows.addAll(rows(comparison));
        } else if (Arrays.equals(left.shape(), right.shape())) {
            rows.add(row("different", "cannot be told: elements of dtypes " + dtypes + " are not compared"));
        } else {
            rows.add(row(
                    "shape",
                    Text.shape(ArrayDescription.lengths(left.shape())) + " and "
                            + Text.shape(ArrayDescription.lengths(right.shape()))));
        }
        return rows;
    }

    private static List<List<String>> rows(ArrayComparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("different", comparison.count() + " of " + comparison.size() + " elements"));
        if (comparison.first() != null) {
            rows.add(row("first", text(comparison.first())));
        }
        if (comparison.worst() != null) {
            rows.add(row("largest error", comparison.error() + " at " + text(comparison.worst())));
        }
        return rows;
    }

    private static String text(Place place) {
        return place.index() + ": " + place.left() + " and " + place.right();
    }

    private static List<String> row(String name, String value) {
        return List.of(name, Text.printable(value));
    }

    Map<String, @Nullable Object> addTo(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(members);
        all.put("dtypes", List.of(left.dtype().toString(), right.dtype().toString()));
        all.put("shapes", List.of(ArrayDescription.lengths(left.shape()), ArrayDescription.lengths(right.shape())));
        all.put("size", comparison == null ? null : comparison.size());
        all.put("different", comparison == null ? null : comparison.count());
        all.put("first", comparison == null ? null : members(comparison.first()));
        Map<String, @Nullable Object> worst = comparison == null ? null : members(comparison.worst());
        if (worst != null && comparison != null) {
            worst.put("error", comparison.error());
        }
        all.put("largest_error", worst);
        return all;
    }

    private static @Nullable Map<String, @Nullable Object> members(@Nullable Place place) {
        if (place == null) {
            return null;
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("index", place.index());
        members.put("values", List.of(place.left(), place.right()));
        return members;
    }
}
