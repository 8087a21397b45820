package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.Bytes;

/// Writes text and bytes as Python's `repr` does.
final class PythonText {
    private PythonText() {}

    static String repr(String text) {
        char quote = quote(text.indexOf('\'') >= 0, text.indexOf('"') >= 0);
        var repr = new StringBuilder().append(quote);
        text.codePoints().forEach(codePoint -> append(repr, codePoint, quote));
        return repr.append(quote).toString();
    }

    private static char quote(boolean hasSingle, boolean hasDouble) {
        return hasSingle && !hasDouble ? '"' : '\'';
    }

    private static void append(StringBuilder repr, int codePoint, char quote) {
        if (!appendCommon(repr, codePoint, quote)) {
            if (isPrintable(codePoint)) {
                repr.appendCodePoint(codePoint);
            } else if (codePoint < 0x100) {
                repr.append(String.format("\\x%02x", codePoint));
            } else if (codePoint < 0x10000) {
                repr.append(String.format("\\u%04x", codePoint));
            } else {
                repr.append(String.format("\\U%08x", codePoint));
            }
        }
    }

    private static boolean appendCommon(StringBuilder repr, int codePoint, char quote) {
        switch (codePoint) {
            case '\n' -> repr.append("\\n");
            case '\r' -> repr.append("\\r");
            case '\t' -> repr.append("\\t");
            case '\\' -> repr.append("\\\\");
            default -> {
                if (codePoint != quote) {
                    return false;
                }
                repr.append('\\').append(quote);
            }
        }
        return true;
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    static String repr(Bytes bytes) {
        byte[] content = bytes.toArray();
        boolean hasSingle = false;
        boolean hasDouble = false;
        for (byte one : content) {
            hasSingle |= one == '\'';
            hasDouble |= one == '"';
        }
        char quote = quote(hasSingle, hasDouble);
        var repr = new StringBuilder("b").append(quote);
        for (byte one : content) {
            if (!appendCommon(repr, one, quote)) {
                if (one >= ' ' && one < 0x7f) {
                    repr.append((char) one);
                } else {
                    repr.append(String.format("\\x%02x", one));
                }
            }
        }
        return repr.append(quote).toString();
    }

    /// Writes raw bytes as numpy does: every one as an escape.
    static String escaped(Bytes bytes) {
        var text = new StringBuilder("b'");
        for (byte one : bytes.toArray()) {
            text.append(String.format("\\x%02X", one));
        }
        return text.append('\'').toString();
    }
}
