package dev.ndwire.core.pickle;

import dev.ndwire.core.value.Bytes;
import java.nio.charset.StandardCharsets;

/// Writes the pickle of a Python exception with one text, so that a Python peer can raise it.
public final class ExceptionPickle {
    private static final int MAX_TEXT_BYTES = 10_000;

    private ExceptionPickle() {}

    /// Pickles `builtins.name(text)`, in protocol 4, which every Python that Dask supports reads.
    ///
    /// @param name a built-in exception, such as `ValueError`
    /// @param text its only argument; cut to 10,000 bytes of UTF-8
    /// @return the pickle
    public static Bytes of(String name, String text) {
        byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
        byte[] textBytes = cut(text).getBytes(StandardCharsets.UTF_8);
        byte[] head = "\u0080\u0004\u008c\u0008builtins\u008c".getBytes(StandardCharsets.ISO_8859_1);
        byte[] pickle = new byte[head.length + 1 + nameBytes.length + 2 + 4 + textBytes.length + 3];
        int at = put(pickle, 0, head);
        pickle[at++] = (byte) nameBytes.length;
        at = put(pickle, at, nameBytes);
        // STACK_GLOBAL, BINUNICODE, then after the text TUPLE1, REDUCE, STOP.
        pickle[at++] = (byte) 0x93;
        pickle[at++] = 'X';
        for (int i = 0; i < 4; i++) {
            pickle[at++] = (byte) (textBytes.length >>> (8 * i));
        }
        at = put(pickle, at, textBytes);
        put(pickle, at, new byte[] {(byte) 0x85, 'R', '.'});
        return Bytes.of(pickle);
    }

    private static int put(byte[] target, int at, byte[] part) {
        System.arraycopy(part, 0, target, at, part.length);
        return at + part.length;
    }

    // Three bytes of UTF-8 a char at most, the ellipsis among them, and no half of a surrogate pair at the cut.
    private static String cut(String text) {
        int most = MAX_TEXT_BYTES / 3 - 1;
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
