package dev.ndwire.ndarray.literal;

import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one Python literal: text, integers, `True`, `False`, `None`, tuples, lists and dicts, nothing else.
///
/// Takes time and memory in proportion to the text, so a caller that limits the length has limited both. Numbers may
/// carry the `L` of Python 2, and texts its `u`.
public final class LiteralParser {
    /// The most brackets inside one another. A dtype's deepest `descr` needs two for each of its levels.
    public static final int MAX_DEPTH = 200;

    /// The most digits of one integer: enough for any size, and few enough that conversion takes no time.
    private static final int MAX_DIGITS = 100;

    private final String text;
    private int index;

    private LiteralParser(String text) {
        this.text = text;
    }

    /// Reads the whole text as one literal; white space around it is allowed.
    ///
    /// @param text the literal
    /// @return `null`, Boolean, Long, BigInteger outside of long, String, PyTuple, List or PyDict
    /// @throws LiteralException if the text is anything else, or nested deeper than [#MAX_DEPTH]
    public static @Nullable Object parse(String text) throws LiteralException {
        LiteralParser parser = new LiteralParser(text);
        Object value = parser.value(0);
        if (parser.peek() != END) {
            throw parser.unexpected("the end");
        }
        return value;
    }

    private static final int END = -1;

    /// The next character behind white space, not yet taken.
    private int peek() {
        while (index < text.length() && isSpace(text.charAt(index))) {
            index++;
        }
        return index < text.length() ? text.charAt(index) : END;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private boolean take(char wanted) {
        if (peek() == wanted) {
            index++;
            return true;
        }
        return false;
    }

    private LiteralException unexpected(String allowed) {
        String found =
                index < text.length() ? LiteralWriter.repr(Character.toString(text.codePointAt(index))) : "the end";
        return new LiteralException("found " + found + " at character " + index + ", allowed is " + allowed);
    }

    private @Nullable Object value(int depth) throws LiteralException {
        if (depth > MAX_DEPTH) {
            throw new LiteralException("brackets nest more than " + MAX_DEPTH + " levels deep at character " + index);
        }
        int next = peek();
        return switch (next) {
            case '(' -> tuple(depth);
            case '[' -> list(depth);
            case '{' -> dict(depth);
            case '\'', '"' -> texts();
            default -> {
                if (next == '-' || next == '+' || isDigit(next)) {
                    yield integer();
                }
                yield word();
            }
        };
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /// `()`, `(a,)`, `(a, b)`, and `(a)`, which is `a`.
    private @Nullable Object tuple(int depth) throws LiteralException {
        index++;
        List<@Nullable Object> elements = new ArrayList<>();
        boolean comma = elements(elements, ')', depth);
        return elements.size() == 1 && !comma ? elements.get(0) : PyTuple.copyOf(elements);
    }

    private List<@Nullable Object> list(int depth) throws LiteralException {
        index++;
        List<@Nullable Object> elements = new ArrayList<>();
        elements(elements, ']', depth);
        return elements;
    }

    /// Reads up to the closing bracket; true if the last element had a comma behind it.
    private boolean elements(List<@Nullable Object> elements, char closing, int depth) throws LiteralException {
        while (!take(closing)) {
            elements.add(value(depth + 1));
            if (!take(',')) {
                close(closing);
                return false;
            }
        }
        return !elements.isEmpty();
    }

    private void close(char closing) throws LiteralException {
        if (!take(closing)) {
            throw unexpected("',' or '" + closing + "'");
        }
    }

    private PyDict dict(int depth) throws LiteralException {
        index++;
        PyDict dict = new PyDict();
        while (!take('}')) {
            peek();
            int keyIndex = index;
            Object key = value(depth + 1);
            if (!(key instanceof String)) {
                // Other keys exist in Python; nothing that is read here has any, and a list would be none at all.
                throw new LiteralException("dict key at character " + keyIndex + " is no text");
            }
            if (!take(':')) {
                throw unexpected("':'");
            }
            dict.put(key, value(depth + 1));
            if (!take(',')) {
                close('}');
                break;
            }
        }
        return dict;
    }

    private Object integer() throws LiteralException {
        int start = index;
        if (!isDigit(text.charAt(index))) {
            index++;
        }
        int digits = index;
        while (index < text.length() && isDigit(text.charAt(index))) {
            index++;
        }
        if (index == digits) {
            throw unexpected("a digit");
        }
        if (index - digits > MAX_DIGITS) {
            throw new LiteralException("integer at character " + start + " has " + (index - digits)
                    + " digits, allowed are " + MAX_DIGITS);
        }
        if (text.charAt(digits) == '0'
                && index - digits > 1
                && !text.substring(digits, index).matches("0+")) {
            throw new LiteralException("integer at character " + start + " begins with 0");
        }
        BigInteger value = new BigInteger(text.substring(start, index));
        if (index < text.length() && text.charAt(index) == 'L') {
            index++;
        }
        if (index < text.length() && isWordPart(text.charAt(index))) {
            throw unexpected("the end of an integer");
        }
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private @Nullable Object word() throws LiteralException {
        int start = index;
        while (index < text.length() && isWordPart(text.charAt(index))) {
            index++;
        }
        String word = text.substring(start, index);
        int next = index < text.length() ? text.charAt(index) : END;
        if ((next == '\'' || next == '"') && (word.equals("u") || word.equals("U"))) {
            return texts();
        }
        return switch (word) {
            case "True" -> true;
            case "False" -> false;
            case "None" -> null;
            default -> {
                index = start;
                throw unexpected("a text, integer, tuple, list, dict, True, False or None");
            }
        };
    }

    /// One or more quoted texts side by side, which Python joins.
    private String texts() throws LiteralException {
        StringBuilder out = new StringBuilder();
        do {
            index = new QuotedText(text, index).readInto(out);
            int next = peek();
            if ((next == 'u' || next == 'U')
                    && index + 1 < text.length()
                    && (text.charAt(index + 1) == '\'' || text.charAt(index + 1) == '"')) {
                index++;
            }
        } while (peek() == '\'' || peek() == '"');
        return out.toString();
    }
}
