package dev.ndwire.conformance.vectors;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/// Reads JSON as RFC 8259 has it. Recursive: for our own files, not for hostile ones.
final class JsonParser {
    private final String text;
    private int index;

    JsonParser(String text) {
        this.text = text;
    }

    Json parseAll() {
        var value = value();
        skipSpace();
        if (index != text.length()) {
            throw wrong("the end");
        }
        return value;
    }

    private Json value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> members();
            case '[' -> new Json.Elements(sequence('[', ']', this::value));
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Truth(true));
            case 'f' -> word("false", new Json.Truth(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json members() {
        var members = new LinkedHashMap<String, Json>();
        sequence('{', '}', () -> {
            skipSpace();
            var name = string();
            skipSpace();
            expect(':');
            var value = value();
            members.put(name, value);
            return value;
        });
        return new Json.Members(Collections.unmodifiableMap(members));
    }

    private List<Json> sequence(char first, char last, Supplier<Json> element) {
        var elements = new ArrayList<Json>();
        expect(first);
        skipSpace();
        if (peek() == last) {
            index++;
            return List.of();
        }
        while (true) {
            elements.add(element.get());
            skipSpace();
            if (peek() == last) {
                index++;
                return List.copyOf(elements);
            }
            expect(',');
        }
    }

    private String string() {
        var result = new StringBuilder();
        expect('"');
        while (peek() != '"') {
            char c = text.charAt(index++);
            result.append(c == '\\' ? escaped() : c);
        }
        index++;
        return result.toString();
    }

    private char escaped() {
        char c = peek();
        index++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (index + 4 > text.length()) {
                    throw wrong("four hexadecimal digits");
                }
                index += 4;
                yield (char) Integer.parseInt(text, index - 4, index, 16);
            }
            default -> throw wrong("an escape");
        };
    }

    private Json number() {
        int start = index;
        while (index < text.length() && "+-.0123456789eE".indexOf(text.charAt(index)) >= 0) {
            index++;
        }
        if (index == start) {
            throw wrong("a value");
        }
        return new Json.Numeric(new BigDecimal(text.substring(start, index)));
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, index)) {
            throw wrong("'" + word + "'");
        }
        index += word.length();
        return value;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("'" + c + "'");
        }
        index++;
    }

    private char peek() {
        if (index == text.length()) {
            throw wrong("more");
        }
        return text.charAt(index);
    }

    private void skipSpace() {
        while (index < text.length() && " \t\r\n".indexOf(text.charAt(index)) >= 0) {
            index++;
        }
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException(wanted + " was expected at character " + index + " of " + text.length());
    }
}
