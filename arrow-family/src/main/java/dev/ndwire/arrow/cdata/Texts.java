package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Texts and metadata of a producer's schema: UTF-8, as Arrow Java has no other texts.
final class Texts {
    private static final int MAX_BYTES = 1 << 24;
    private static final int MAX_METADATA_BYTES = 1 << 28;

    private Texts() {}

    /// Reads a text that ends in a zero.
    ///
    /// @param address 0 for an empty text
    /// @param what it is, for errors
    /// @throws MalformedArrowException if it is too long or not UTF-8
    static String read(long address, String what) {
        if (address == 0) {
            return "";
        }
        MemorySegment bytes = Native.memory(address, MAX_BYTES);
        int size = size(bytes);
        if (size == MAX_BYTES) {
            throw new MalformedArrowException(what + " is longer than " + MAX_BYTES + " bytes");
        }
        return decode(bytes.asSlice(0, size), what);
    }

    /// Reads what a producer says of an error: no more of it than there may be, whatever it is encoded as.
    static String ofError(long address) {
        MemorySegment bytes = Native.memory(address, MAX_BYTES);
        return new String(bytes.asSlice(0, size(bytes)).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /// How many bytes come before a zero. They are read one by one, unlike in [MemorySegment#getString]: what lies
    /// behind the zero may be another's memory, or none.
    private static int size(MemorySegment bytes) {
        int size = 0;
        while (size < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, size) != 0) {
            size++;
        }
        return size;
    }

    private static String decode(MemorySegment bytes, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toArray(ValueLayout.JAVA_BYTE)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedArrowException(what + " is not UTF-8", e);
        }
    }

    /// Reads pairs of texts.
    ///
    /// ```text
    ///   byte 0        4            8
    ///        ┌────────┬────────────┬─────┬──────────────┬───────┬─────
    ///        │ n: i32 │ bytes: i32 │ key │ bytes: i32   │ value │ …
    ///        └────────┴────────────┴─────┴──────────────┴───────┴─────
    /// ```
    ///
    /// @param address 0 for no metadata
    /// @param field the field's name, for errors
    /// @throws MalformedArrowException if a number cannot be, or a text is not UTF-8
    static @Nullable Map<String, String> metadata(long address, String field) {
        if (address == 0) {
            return null;
        }
        var cursor = new Cursor(Native.memory(address, MAX_METADATA_BYTES), "metadata of field '" + field + "'");
        int count = cursor.number("pairs", (MAX_METADATA_BYTES - Integer.BYTES) / (2 * Integer.BYTES));
        var pairs = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            String key = cursor.text();
            pairs.put(key, cursor.text());
        }
        return pairs;
    }

    private static final class Cursor {
        private final MemorySegment bytes;
        private final String what;
        private long at;

        Cursor(MemorySegment bytes, String what) {
            this.bytes = bytes;
            this.what = what;
        }

        int number(String of, long allowed) {
            if (allowed < 0) {
                throw new MalformedArrowException(what + " is longer than " + MAX_METADATA_BYTES + " bytes");
            }
            int number = bytes.get(ValueLayout.JAVA_INT_UNALIGNED, at);
            if (number < 0 || number > allowed) {
                throw new MalformedArrowException(
                        what + " claims " + number + " " + of + ", allowed are " + allowed + " (byte " + at + ")");
            }
            at += Integer.BYTES;
            return number;
        }

        String text() {
            int size = number("bytes", bytes.byteSize() - at - Integer.BYTES);
            String text = decode(bytes.asSlice(at, size), what);
            at += size;
            return text;
        }
    }
}
