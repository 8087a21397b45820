package dev.ndwire.ndarray.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads index expressions; one instance reads one text.
final class IndexParser {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int MAX_DIGITS = 100;

    private final String text;

    IndexParser(String text) {
        this.text = text;
    }

    List<Index> parse() {
        if (text.isBlank()) {
            return List.of();
        }
        var parts = new ArrayList<Index>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            String part = text.substring(from, to).strip();
            boolean trailingComma = comma < 0 && part.isEmpty() && from > 0;
            if (trailingComma) {
                break;
            }
            parts.add(part(part, from));
            from = to + 1;
        }
        return List.copyOf(parts);
    }

    private Index part(String part, int from) {
        return switch (part) {
            case "..." -> new Index.Ellipsis();
            case "None", "newaxis", "np.newaxis" -> new Index.NewAxis();
            default -> part.indexOf(':') < 0 ? position(part, from) : slice(part, from);
        };
    }

    private Index position(String part, int from) {
        BigInteger position = integer(part, part, from);
        if (position.bitLength() > 63) {
            throw new IndexOutOfBoundsException(
                    "index " + position + " does not fit in 64 bits (character " + from + " of \"" + text + "\")");
        }
        return new Index.At(position.longValue());
    }

    private Index slice(String part, int from) {
        String[] bounds = part.split(":", -1);
        if (bounds.length > 3) {
            throw refused(part, from);
        }
        Long step = bounds.length == 3 ? clipped(bounds[2], part, from) : null;
        return new Index.Slice(clipped(bounds[0], part, from), clipped(bounds[1], part, from), step == null ? 1 : step);
    }

    // Python takes integers of any size in a slice and clips them to the axis, which is never longer than a long.
    private @Nullable Long clipped(String bound, String part, int from) {
        String digits = bound.strip();
        return digits.isEmpty()
                ? null
                : Long.valueOf(integer(digits, part, from).max(LEAST).min(MOST).longValue());
    }

    private BigInteger integer(String digits, String part, int from) {
        if (digits.length() > MAX_DIGITS || !INTEGER.matcher(digits).matches()) {
            throw refused(part, from);
        }
        return new BigInteger(digits);
    }

    private IllegalArgumentException refused(String part, int from) {
        return new IllegalArgumentException(
                "\"" + part + "\" is no index: only integers, slices (`:`), ellipsis (`...`)"
                        + " and new axes (`None`) are (character " + from + " of \"" + text + "\")");
    }
}
