package dev.ndwire.arrow.numpy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// The extension type `arrow.fixed_shape_tensor`: each element is an array of this shape, stored as a list of fixed
/// size.
///
/// @param shape how long each axis is, in the order in which elements lie in memory
/// @param permutation which of these axes stands at each place of the logical shape
record TensorShape(List<Long> shape, List<Integer> permutation) {
    static final String NAME = "arrow.fixed_shape_tensor";
    static final String EXTENSION_NAME = "ARROW:extension:name";
    static final String EXTENSION_METADATA = "ARROW:extension:metadata";

    private static final Pattern SHAPE = list("shape");
    private static final Pattern PERMUTATION = list("permutation");
    private static final int MAX_DIGITS = 9;

    // Quotes inside of strings have a backslash before them in JSON, so that this finds keys only.
    private static Pattern list(String key) {
        return Pattern.compile("(?<!\\\\)\"" + key + "\"\\s*:\\s*\\[([0-9,\\s]*)\\]");
    }

    /// Reads what a field says of itself.
    ///
    /// @param field a field of lists of a fixed size
    /// @param listSize that size
    /// @return the shape; null if the field is no tensor
    /// @throws IllegalArgumentException if it says that it is one, but not of which shape, or of another size
    static @Nullable TensorShape of(Field field, int listSize) {
        Map<String, String> metadata = field.getMetadata();
        if (!NAME.equals(metadata.get(EXTENSION_NAME))) {
            return null;
        }
        String json = metadata.getOrDefault(EXTENSION_METADATA, "");
        List<Integer> shape = numbers(SHAPE, json);
        if (shape == null || shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact) != listSize) {
            throw new IllegalArgumentException(
                    "tensor '" + field.getName() + "' says '" + json + "' of lists of " + listSize + " elements");
        }
        List<Integer> permutation = numbers(PERMUTATION, json);
        if (permutation == null) {
            permutation = IntStream.range(0, shape.size()).boxed().toList();
        }
        if (!permutation.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, shape.size()).boxed().toList())) {
            throw new IllegalArgumentException("tensor '" + field.getName() + "' says '" + json + "'");
        }
        return new TensorShape(shape.stream().map(Integer::longValue).toList(), permutation);
    }

    private static @Nullable List<Integer> numbers(Pattern pattern, String json) {
        Matcher found = pattern.matcher(json);
        if (!found.find()) {
            return null;
        }
        String list = found.group(1).strip();
        if (list.isEmpty()) {
            return List.of();
        }
        String[] parts = list.split(",", -1);
        return Arrays.stream(parts)
                        .anyMatch(part -> part.isBlank() || part.strip().length() > MAX_DIGITS)
                ? null
                : Arrays.stream(parts)
                        .map(part -> Integer.valueOf(part.strip()))
                        .toList();
    }

    /// What the field of a column of such tensors says.
    Map<String, String> metadata() {
        String json = "{\"shape\":[" + shape.stream().map(Object::toString).collect(Collectors.joining(",")) + "]}";
        return Map.of(EXTENSION_NAME, NAME, EXTENSION_METADATA, json);
    }
}
