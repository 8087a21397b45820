package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.literal.LiteralWriter;

/// Reads spans of time out of text as numpy does: a number of steps.
final class SpanParser {
    private SpanParser() {}

    /// Reads a span.
    ///
    /// @param text the text; empty and `NaT` are NaT
    /// @return the number of steps, the nearest that 64 bits hold
    /// @throws IllegalArgumentException if the text is no integer
    static long span(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("nat")) {
            return DType.NAT;
        }
        int start = 0;
        while (start < text.length() && NumberParser.isAsciiSpace(text.charAt(start))) {
            start++;
        }
        String digits = text.substring(start);
        if (!digits.matches("[+-]?[0-9]+")) {
            throw new IllegalArgumentException(
                    "Could not convert object to NumPy timedelta: " + LiteralWriter.repr(text));
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            return digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
