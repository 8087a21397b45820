package dev.ndwire.ndarray.print;

import dev.ndwire.core.value.Bytes;

/// Writes byte strings as Python does, in full.
public final class BytesText {
    private BytesText() {}

    /// Python's `repr`: `b'a\x00'`, in double quotes if there are single ones and no double ones inside.
    public static String repr(Bytes bytes) {
        byte[] content = bytes.toArray();
        boolean hasSingle = false;
        boolean hasDouble = false;
        for (byte one : content) {
            hasSingle |= one == '\'';
            hasDouble |= one == '"';
        }
        char quote = hasSingle && !hasDouble ? '"' : '\'';
        var repr = new StringBuilder("b").append(quote);
        for (byte one : content) {
            append(repr, one, quote);
        }
        return repr.append(quote).toString();
    }

    private static void append(StringBuilder repr, byte one, char quote) {
        switch (one) {
            case '\n' -> repr.append("\\n");
            case '\r' -> repr.append("\\r");
            case '\t' -> repr.append("\\t");
            case '\\' -> repr.append("\\\\");
            default -> {
                if (one == quote) {
                    repr.append('\\').append(quote);
                } else if (one >= ' ' && one < 0x7f) {
                    repr.append((char) one);
                } else {
                    repr.append(String.format("\\x%02x", one));
                }
            }
        }
    }

    /// Writes raw bytes as numpy does: every one as an escape.
    public static String escaped(Bytes bytes) {
        var text = new StringBuilder("b'");
        for (byte one : bytes.toArray()) {
            text.append(String.format("\\x%02X", one));
        }
        return text.append('\'').toString();
    }
}
