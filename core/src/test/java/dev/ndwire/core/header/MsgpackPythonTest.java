package dev.ndwire.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.core.value.PythonTable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The same bytes as Python's msgpack, at every boundary between two of its formats.
class MsgpackPythonTest {
    private static final List<List<String>> TABLE = PythonTable.rows(MsgpackPythonTest.class, "packed.tsv");

    private static final Map<String, @Nullable Object> NAMED = PyDictOf.named();

    private static final class PyDictOf {
        static Map<String, @Nullable Object> named() {
            Map<String, @Nullable Object> named = new java.util.HashMap<>();
            named.put("nil", null);
            named.put("true", true);
            named.put("false", false);
            named.put(
                    "any keys",
                    PyDict.of(
                            null,
                            1L,
                            true,
                            2L,
                            1.5,
                            3L,
                            Bytes.utf8("k"),
                            4L,
                            "t",
                            5L,
                            PyTuple.of(1L, "x"),
                            6L,
                            Msgpack.UINT64_MAX,
                            7L,
                            Long.MIN_VALUE,
                            8L));
            return named;
        }
    }

    @Test
    void writesTheBytesThatPythonWrites() {
        assertThat(TABLE)
                .hasSizeGreaterThan(100)
                .allSatisfy(row -> assertThat(digest(MsgpackWriter.encode(value(row.get(0)))))
                        .isEqualTo(row.get(1)));
    }

    @Test
    void readsBackWhatItWrote() {
        assertThat(TABLE)
                .allSatisfy(row -> assertThat(Msgpack.decode(MsgpackWriter.encode(value(row.get(0)))))
                        .isEqualTo(value(row.get(0))));
    }

    private static @Nullable Object value(String name) {
        if (NAMED.containsKey(name)) {
            return NAMED.get(name);
        }
        int space = name.lastIndexOf(' ');
        String argument = name.substring(space + 1);
        return switch (name.substring(0, space)) {
            case "int" -> integer(new BigInteger(argument));
            case "float" -> Double.longBitsToDouble(Long.parseUnsignedLong(argument, 16));
            case "text" -> "a".repeat(Integer.parseInt(argument));
            case "wide text" -> "€".repeat(Integer.parseInt(argument));
            case "paired text" -> "😀".repeat(Integer.parseInt(argument));
            case "bytes" -> filled(argument, 1);
            case "ext" -> new MsgpackExtension((byte) 42, filled(argument, 2));
            case "list" -> Collections.nCopies(Integer.parseInt(argument), null);
            default -> range(Integer.parseInt(argument));
        };
    }

    private static Object integer(BigInteger number) {
        return number.bitLength() < 64 ? (Object) number.longValueExact() : number;
    }

    private static Bytes filled(String size, int value) {
        byte[] bytes = new byte[Integer.parseInt(size)];
        Arrays.fill(bytes, (byte) value);
        return Bytes.of(bytes);
    }

    private static PyDict range(int size) {
        PyDict dict = new PyDict(size);
        for (long i = 0; i < size; i++) {
            dict.put(i, null);
        }
        return dict;
    }

    private static String digest(byte[] data) {
        int total = 0;
        for (byte one : data) {
            total = 31 * total + (one & 0xff);
        }
        byte[] first = Arrays.copyOf(data, Math.min(16, data.length));
        return HexFormat.of().formatHex(first) + " " + data.length + " "
                + HexFormat.of().toHexDigits(total);
    }
}
