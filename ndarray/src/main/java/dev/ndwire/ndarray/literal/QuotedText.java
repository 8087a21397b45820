package dev.ndwire.ndarray.literal;

/// One quoted text inside a larger one, with Python's escapes.
final class QuotedText {
    private final String text;
    private final int start;
    private int index;

    QuotedText(String text, int start) {
        this.text = text;
        this.start = start;
        this.index = start;
    }

    /// Appends what stands between the quotes, and returns the index behind the closing one.
    int readInto(StringBuilder out) throws LiteralException {
        char quote = text.charAt(index++);
        while (true) {
            char c = next();
            if (c == quote) {
                return index;
            }
            if (c == '\n' || c == '\r') {
                throw new LiteralException("text at character " + start + " is not closed on its line");
            }
            if (c == '\\') {
                escape(out);
            } else {
                out.append(c);
            }
        }
    }

    private char next() throws LiteralException {
        if (index >= text.length()) {
            throw new LiteralException("text at character " + start + " is not closed");
        }
        return text.charAt(index++);
    }

    private void escape(StringBuilder out) throws LiteralException {
        char c = next();
        switch (c) {
            case '\n' -> {}
            case '\\', '\'', '"' -> out.append(c);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case 'x' -> out.append((char) hex(2));
            case 'u' -> out.append((char) hex(4));
            case 'U' -> out.appendCodePoint(codePoint());
            case '0', '1', '2', '3', '4', '5', '6', '7' -> out.append((char) octal(c));
            case 'N' -> throw new LiteralException("escape \\N at character " + (index - 2) + " is not read here");
            // Python keeps the backslash of an escape that it does not know.
            default -> out.append('\\').append(c);
        }
    }

    private int codePoint() throws LiteralException {
        int from = index - 2;
        long value = hex(8);
        if (value > Character.MAX_CODE_POINT) {
            throw new LiteralException("escape at character " + from + " names code point " + value
                    + ", allowed are 0 to " + Character.MAX_CODE_POINT);
        }
        return (int) value;
    }

    private long hex(int digits) throws LiteralException {
        int from = index - 2;
        long value = 0;
        for (int i = 0; i < digits; i++) {
            char c = next();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw new LiteralException(
                        "escape at character " + from + " has fewer than " + digits + " hexadecimal digits");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int octal(char first) {
        int value = first - '0';
        for (int i = 0; i < 2 && index < text.length(); i++) {
            char c = text.charAt(index);
            if (c < '0' || c > '7') {
                break;
            }
            value = value << 3 | (c - '0');
            index++;
        }
        return value;
    }
}
