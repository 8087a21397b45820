package dev.ndwire.core.pickle;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import java.nio.charset.StandardCharsets;

/// Texts as pickles hold them. Python's texts are code points, and may hold any surrogate alone.
///
/// A Java text holds surrogates too, but not a high one followed by a low one: those would be one character. Such a
/// text becomes the call that decodes it over there, so that it goes back as it came.
final class PickleText {
    private static final PyGlobal DECODE = new PyGlobal("_codecs", "decode");

    private PickleText() {}

    /// Decodes UTF-8 in which surrogates may stand, Python's `surrogatepass`.
    ///
    /// @return a [String], or the call that makes the text
    static Object utf8(byte[] utf8, PickleInput input) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        // What could not be decoded has become U+FFFD; that it may be meant is what the slow way finds out.
        return text.indexOf('\ufffd') < 0 ? text : slowUtf8(utf8, input);
    }

    private static Object slowUtf8(byte[] utf8, PickleInput input) {
        StringBuilder text = new StringBuilder(utf8.length);
        int at = 0;
        while (at < utf8.length) {
            int size = sequenceSize(utf8[at] & 0xff);
            int codePoint = size == 0 || at + size > utf8.length ? -1 : codePoint(utf8, at, size);
            if (codePoint < 0) {
                throw input.fault("its text is no UTF-8 at byte %d: 0x%02x".formatted(at, utf8[at]));
            }
            text.appendCodePoint(codePoint);
            at += size;
        }
        return unlessPairs(text, utf8);
    }

    private static Object unlessPairs(StringBuilder text, byte[] utf8) {
        String made = text.toString();
        byte[] back = encode(made);
        return java.util.Arrays.equals(utf8, back)
                ? made
                : PyObject.call(DECODE, Bytes.of(utf8), "utf-8", "surrogatepass");
    }

    private static int sequenceSize(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if (lead >= 0xc2 && lead < 0xe0) {
            return 2;
        }
        if (lead >= 0xe0 && lead < 0xf0) {
            return 3;
        }
        return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    }

    private static int codePoint(byte[] utf8, int at, int size) {
        if (size == 1) {
            return utf8[at];
        }
        int codePoint = utf8[at] & (0x7f >> size);
        for (int i = 1; i < size; i++) {
            if ((utf8[at + i] & 0xc0) != 0x80) {
                return -1;
            }
            codePoint = (codePoint << 6) | (utf8[at + i] & 0x3f);
        }
        int smallest = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
        return codePoint >= smallest && codePoint <= Character.MAX_CODE_POINT ? codePoint : -1;
    }

    /// Encodes as UTF-8; a surrogate that stands alone takes three bytes.
    static byte[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return hasLoneSurrogate(text) ? encodeSlowly(text) : utf8;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static byte[] encodeSlowly(String text) {
        java.io.ByteArrayOutputStream utf8 = new java.io.ByteArrayOutputStream(text.length() * 3);
        text.codePoints().forEach(codePoint -> {
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                utf8.write(0xe0 | (codePoint >> 12));
                utf8.write(0x80 | ((codePoint >> 6) & 0x3f));
                utf8.write(0x80 | (codePoint & 0x3f));
            } else {
                utf8.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        });
        return utf8.toByteArray();
    }

    /// Decodes Python's `raw-unicode-escape`, which protocol 0 uses: Latin-1, with escapes of four and of eight
    /// hex digits.
    static Object rawUnicodeEscape(byte[] line, PickleInput input) {
        StringBuilder text = new StringBuilder(line.length);
        boolean mayPair = false;
        int at = 0;
        while (at < line.length) {
            int next = line[at] & 0xff;
            int digits = next == '\\' && at + 1 < line.length ? digitsAfter(line[at + 1]) : 0;
            if (digits > 0) {
                int codePoint = hex(line, at + 2, digits);
                if (codePoint < 0 || codePoint > Character.MAX_CODE_POINT) {
                    throw input.fault("its text has a broken escape at byte " + at);
                }
                boolean low = codePoint >= Character.MIN_LOW_SURROGATE && codePoint <= Character.MAX_LOW_SURROGATE;
                mayPair |= low && !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
                text.appendCodePoint(codePoint);
                at += 2 + digits;
            } else {
                text.append((char) next);
                at++;
                if (next == '\\' && at < line.length) {
                    text.append((char) (line[at++] & 0xff));
                }
            }
        }
        return mayPair ? PyObject.call(DECODE, Bytes.of(line), "raw-unicode-escape") : text.toString();
    }

    private static int digitsAfter(byte letter) {
        return letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    }

    private static int hex(byte[] line, int from, int digits) {
        if (from + digits > line.length) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(line[i] & 0xff, 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value > Character.MAX_CODE_POINT ? -1 : (int) value;
    }

    /// A byte string of Python 2: a text if it is ASCII, as Python 3 reads it by default, else bytes.
    static Object ofPython2(byte[] content) {
        for (byte one : content) {
            if (one < 0) {
                return Bytes.of(content);
            }
        }
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /// Decodes the quoted and escaped byte string of protocol 0.
    static byte[] unquote(byte[] line, PickleInput input) {
        int size = line.length;
        boolean quoted = size >= 2 && (line[0] == '\'' || line[0] == '"') && line[size - 1] == line[0];
        if (!quoted) {
            throw input.fault("its byte string has no quotes around it");
        }
        byte[] content = new byte[size];
        int filled = 0;
        int at = 1;
        while (at < size - 1) {
            if (line[at] != '\\') {
                content[filled++] = line[at++];
                continue;
            }
            int escape = at + 1 < size - 1 ? line[at + 1] : -1;
            int taken = escape == 'x' ? 4 : escape >= '0' && escape <= '7' ? 1 + octalDigits(line, at + 1) : 2;
            int value = at + taken > size - 1 ? -1 : unescape(line, at, escape, taken);
            if (value < 0) {
                throw input.fault("its byte string has a broken escape at byte " + at);
            }
            content[filled++] = (byte) value;
            at += taken;
        }
        return java.util.Arrays.copyOf(content, filled);
    }

    private static int octalDigits(byte[] line, int from) {
        int digits = 0;
        while (digits < 3 && line[from + digits] >= '0' && line[from + digits] <= '7') {
            digits++;
        }
        return digits;
    }

    private static int unescape(byte[] line, int at, int escape, int taken) {
        return switch (escape) {
            case '\\', '\'', '"' -> escape;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'a' -> 7;
            case 'v' -> 11;
            case 'x' -> hex(line, at + 2, 2);
            case '0', '1', '2', '3', '4', '5', '6', '7' ->
                Integer.parseInt(new String(line, at + 1, taken - 1, StandardCharsets.ISO_8859_1), 8) & 0xff;
            default -> -1;
        };
    }
}
