package dev.ndwire.core.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Python's `bytes`: an immutable run of bytes on the Java heap, equal by content, fit to be a key.
///
/// For small values: names, pickled types, digests. Large runs travel as frames and stay off the heap. Instances are
/// immutable and may be shared between threads.
public final class Bytes implements Comparable<Bytes> {
    /// No bytes.
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private static final int MAX_SHOWN = 64;

    /// One object for each byte, as Python has it: a pickle of two such bytes refers to the first.
    private static final Bytes[] SINGLE = new Bytes[1 << Byte.SIZE];

    static {
        for (int one = 0; one < SINGLE.length; one++) {
            SINGLE[one] = new Bytes(new byte[] {(byte) one});
        }
    }

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// Copies an array.
    ///
    /// @param content the bytes; copied, so later changes to the array are not seen
    /// @return the same bytes
    public static Bytes of(byte... content) {
        return owning(content.length <= 1 ? content : content.clone());
    }

    /// Copies a part of an array.
    ///
    /// @param content the array that holds the bytes
    /// @param offset index of the first byte
    /// @param size how many bytes
    /// @return the same bytes
    /// @throws IndexOutOfBoundsException if the part does not lie inside the array
    public static Bytes of(byte[] content, int offset, int size) {
        Objects.checkFromIndexSize(offset, size, content.length);
        return owning(Arrays.copyOfRange(content, offset, offset + size));
    }

    private static Bytes owning(byte[] content) {
        return switch (content.length) {
            case 0 -> EMPTY;
            case 1 -> SINGLE[Byte.toUnsignedInt(content[0])];
            default -> new Bytes(content);
        };
    }

    /// Encodes a text as UTF-8.
    ///
    /// @param text any text; an unpaired surrogate becomes `?`
    /// @return its UTF-8 bytes
    public static Bytes utf8(String text) {
        return owning(text.getBytes(StandardCharsets.UTF_8));
    }

    /// How many bytes there are.
    ///
    /// @return the size in bytes
    public int size() {
        return content.length;
    }

    /// Reads one byte.
    ///
    /// @param index from 0 up to `size() - 1`
    /// @return the byte
    /// @throws IndexOutOfBoundsException if `index` is out of that range
    public byte at(int index) {
        return content[Objects.checkIndex(index, content.length)];
    }

    /// Copies the bytes out.
    ///
    /// @return a fresh array that the caller owns
    public byte[] toArray() {
        return content.clone();
    }

    /// Copies the bytes into a part of an array.
    ///
    /// @param target the array to fill
    /// @param offset index of the first byte to set
    /// @throws IndexOutOfBoundsException if the bytes do not fit there
    public void copyTo(byte[] target, int offset) {
        Objects.checkFromIndexSize(offset, content.length, target.length);
        System.arraycopy(content, 0, target, offset, content.length);
    }

    /// Decodes the bytes as UTF-8.
    ///
    /// @return the text; a malformed sequence becomes U+FFFD
    public String toUtf8() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /// Compares byte by byte, unsigned, as Python does.
    ///
    /// @param other what to compare with
    /// @return below zero, zero or above zero
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /// Prints as Python's `repr`, at most 64 bytes of it: `b'a\x00'`.
    ///
    /// @return the text
    @Override
    public String toString() {
        int shown = Math.min(content.length, MAX_SHOWN);
        char quote = holds('\'', shown) && !holds('"', shown) ? '"' : '\'';
        StringBuilder text = new StringBuilder("b").append(quote);
        for (int i = 0; i < shown; i++) {
            if (content[i] == quote) {
                text.append('\\');
            }
            appendRepr(text, content[i]);
        }
        return text.append(quote).append(shown < content.length ? "..." : "").toString();
    }

    private boolean holds(char wanted, int size) {
        for (int i = 0; i < size; i++) {
            if (content[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private static void appendRepr(StringBuilder text, byte one) {
        switch (one) {
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (one >= ' ' && one < 0x7f) {
                    text.append((char) one);
                } else {
                    text.append("\\x")
                            .append(Character.forDigit((one >> 4) & 0xf, 16))
                            .append(Character.forDigit(one & 0xf, 16));
                }
            }
        }
    }
}
