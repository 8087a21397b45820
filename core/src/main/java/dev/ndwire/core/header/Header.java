package dev.ndwire.core.header;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The header of a serialized object: an immutable, ordered map from text to msgpack values, read by type.
///
/// Values are null, [Boolean], [Long], [java.math.BigInteger], [Double], [String], [Bytes], lists, maps, other headers
/// and `long[]`, which stands for a list of integers without boxing them. Small: entries are found by looking at one
/// after another. Immutable as far as its values are, and safe to share between threads.
public final class Header {
    /// No entries.
    public static final Header EMPTY = new Header(new String[0], new Object[0]);

    private static final int MAX_EXCERPT = 200;

    private final String[] keys;
    private final @Nullable Object[] values;

    private Header(String[] keys, @Nullable Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /// Makes a header of alternating keys and values.
    ///
    /// @param keysAndValues key, value, key, value, …; keys are texts, each once
    /// @return the header
    /// @throws IllegalArgumentException if a key has no value, is no text, or comes twice
    public static Header of(@Nullable Object... keysAndValues) {
        int size = keysAndValues.length / 2;
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("the last of " + keysAndValues.length + " keys and values has no pair");
        }
        String[] keys = new String[size];
        @Nullable Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            if (!(keysAndValues[2 * i] instanceof String key)) {
                throw new IllegalArgumentException("key " + i + " of a header is no text");
            }
            keys[i] = key;
            values[i] = keysAndValues[2 * i + 1];
        }
        checkDistinct(keys);
        return new Header(keys, values);
    }

    private static void checkDistinct(String[] keys) {
        for (int i = 1; i < keys.length; i++) {
            for (int k = 0; k < i; k++) {
                if (keys[k].equals(keys[i])) {
                    throw new IllegalArgumentException("header has key '" + keys[i] + "' twice");
                }
            }
        }
    }

    /// Makes a header of a decoded map.
    ///
    /// @param map the map; its values are kept as they are
    /// @return the header, in the map's order
    /// @throws MalformedHeaderException if a key is no text
    public static Header copyOf(Map<?, ?> map) {
        String[] keys = new String[map.size()];
        @Nullable Object[] values = new Object[map.size()];
        int i = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new MalformedHeaderException(
                        "header has a key that is " + nameOf(entry.getKey()) + ", expected text");
            }
            keys[i] = key;
            values[i++] = entry.getValue();
        }
        return new Header(keys, values);
    }

    /// Adds an entry, or replaces the value of one that is there.
    ///
    /// @param key the key
    /// @param value its value
    /// @return a new header
    public Header with(String key, @Nullable Object value) {
        int at = indexOf(key);
        int size = at < 0 ? keys.length + 1 : keys.length;
        String[] newKeys = Arrays.copyOf(keys, size);
        @Nullable Object[] newValues = Arrays.copyOf(values, size);
        newKeys[at < 0 ? size - 1 : at] = key;
        newValues[at < 0 ? size - 1 : at] = value;
        return new Header(newKeys, newValues);
    }

    /// How many entries there are.
    ///
    /// @return the number of entries
    public int size() {
        return keys.length;
    }

    /// Whether there is an entry, null or not.
    ///
    /// @param key its key
    /// @return whether it is there
    public boolean has(String key) {
        return indexOf(key) >= 0;
    }

    /// Looks a value up.
    ///
    /// @param key its key
    /// @return the value, or null if it is null or not there
    public @Nullable Object get(String key) {
        int at = indexOf(key);
        return at < 0 ? null : values[at];
    }

    /// Reads a text.
    ///
    /// @param key its key
    /// @return the text
    /// @throws MalformedHeaderException if it is missing or something else
    public String text(String key) {
        if (required(key) instanceof String text) {
            return text;
        }
        throw wrong(key, "text");
    }

    /// Reads bytes.
    ///
    /// @param key their key
    /// @return the bytes
    /// @throws MalformedHeaderException if they are missing or something else
    public Bytes bytes(String key) {
        if (required(key) instanceof Bytes bytes) {
            return bytes;
        }
        throw wrong(key, "bytes");
    }

    /// Reads an integer.
    ///
    /// @param key its key
    /// @return the integer
    /// @throws MalformedHeaderException if it is missing, something else, or outside of 64 signed bits
    public long integer(String key) {
        if (asLong(required(key)) instanceof Long number) {
            return number;
        }
        throw wrong(key, "an integer of 64 bits");
    }

    /// Reads a boolean.
    ///
    /// @param key its key
    /// @return the boolean
    /// @throws MalformedHeaderException if it is missing or something else
    public boolean flag(String key) {
        if (required(key) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, "a boolean");
    }

    /// Reads a list.
    ///
    /// @param key its key
    /// @return the list
    /// @throws MalformedHeaderException if it is missing or something else
    public List<? extends @Nullable Object> list(String key) {
        Object value = required(key);
        if (value instanceof long[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(key, "a list");
    }

    /// Reads a list of integers.
    ///
    /// @param key its key
    /// @return a fresh array that the caller owns
    /// @throws MalformedHeaderException if it is missing, something else, or holds something else
    public long[] integers(String key) {
        Object value = required(key);
        if (value instanceof long[] numbers) {
            return numbers.clone();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(key, "a list of integers");
        }
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(asLong(list.get(i)) instanceof Long number)) {
                throw new MalformedHeaderException("header key '" + key + "' holds " + nameOf(list.get(i))
                        + " at index " + i + ", expected an integer of 64 bits");
            }
            numbers[i] = number;
        }
        return numbers;
    }

    /// Takes a decoded value for a header.
    ///
    /// @param value a header, or a map that stands for one
    /// @param what what the value is, for the error
    /// @return the header
    /// @throws MalformedHeaderException if it is something else, or has keys that are no text
    public static Header asHeader(@Nullable Object value, String what) {
        if (value instanceof Header header) {
            return header;
        }
        if (value instanceof Map<?, ?> map) {
            return copyOf(map);
        }
        throw new MalformedHeaderException(what + " is " + nameOf(value) + ", expected a map");
    }

    /// Reads a header inside this one.
    ///
    /// @param key its key
    /// @return the inner header
    /// @throws MalformedHeaderException if it is missing, something else, or has keys that are no text
    public Header header(String key) {
        Object value = required(key);
        if (value instanceof Header header) {
            return header;
        }
        if (value instanceof Map<?, ?> map) {
            return copyOf(map);
        }
        throw wrong(key, "a map");
    }

    // Integers that were decoded are of class Long; those of a header that was made here may be of others.
    private static @Nullable Object asLong(@Nullable Object value) {
        if (value instanceof Number number
                && (number instanceof Integer || number instanceof Short || number instanceof Byte)) {
            return number.longValue();
        }
        return value;
    }

    /// The header as a modifiable map, values as they are.
    ///
    /// @return a new dict
    public PyDict toDict() {
        PyDict dict = new PyDict(keys.length);
        for (int i = 0; i < keys.length; i++) {
            dict.put(keys[i], values[i]);
        }
        return dict;
    }

    String keyAt(int index) {
        return keys[index];
    }

    @Nullable
    Object valueAt(int index) {
        return values[index];
    }

    private int indexOf(String key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable Object required(String key) {
        int at = indexOf(key);
        if (at < 0) {
            throw new MalformedHeaderException("header has no '" + key + "', only " + excerpt(List.of(keys)));
        }
        return values[at];
    }

    private MalformedHeaderException wrong(String key, String expected) {
        return new MalformedHeaderException(
                "header key '" + key + "' is " + nameOf(get(key)) + ", expected " + expected);
    }

    /// Shows a value that a peer sent in an error message: however long it is, at most 200 characters of it.
    ///
    /// @param value any value
    /// @return its text, cut with `…`
    public static String excerpt(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT) + "…";
    }

    /// Names what kind of value stands somewhere, for error messages.
    ///
    /// @param value any value of a header
    /// @return such as `nil`, `text` or `an integer`
    public static String nameOf(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof Bytes) {
            return "bytes";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof Double || value instanceof Float) {
            return "a float";
        }
        if (value instanceof BigInteger) {
            return "an integer of more than 63 bits";
        }
        if (value instanceof Number) {
            return "an integer";
        }
        if (value instanceof List || value instanceof long[]) {
            return "a list";
        }
        return value instanceof Map || value instanceof Header
                ? "a map"
                : "a " + value.getClass().getSimpleName();
    }

    /// Compares entry by entry, in order; `long[]` equals a list of the same integers, and a header a map of the same
    /// entries.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Header that
                && Arrays.equals(keys, that.keys)
                && comparable(values).equals(comparable(that.values));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keys) * 31 + comparable(values).hashCode();
    }

    private static List<@Nullable Object> comparable(@Nullable Object[] values) {
        List<@Nullable Object> comparable = new ArrayList<>(values.length);
        for (Object value : values) {
            comparable.add(comparable(value));
        }
        return comparable;
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof long[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        }
        if (value instanceof Header header) {
            PyDict dict = new PyDict(header.size());
            for (int i = 0; i < header.size(); i++) {
                dict.put(header.keys[i], comparable(header.values[i]));
            }
            return dict;
        }
        if (value instanceof List<?> list) {
            return comparable(list.toArray());
        }
        return asLong(value);
    }

    @Override
    public String toString() {
        return toDict().toString();
    }
}
