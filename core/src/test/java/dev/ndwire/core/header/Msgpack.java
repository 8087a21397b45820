package dev.ndwire.core.header;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEnum;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Documents for the tests of this room.
final class Msgpack {
    static final BigInteger UINT64_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private Msgpack() {}

    /// Bytes given as integers, for documents written by hand.
    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] nested(int count, int last) {
        byte[] document = new byte[count + 1];
        java.util.Arrays.fill(document, (byte) 0x91);
        document[count] = (byte) last;
        return document;
    }

    static @Nullable Object decode(byte[] document) {
        return MsgpackReader.decode(document, HeaderLimits.standard());
    }

    /// Holds every format of msgpack.
    static PyDict rich() {
        return PyDict.of(
                "ints",
                List.of(0L, -1L, 127L, 128L, -33L, 255L, 256L, -129L, 65536L, Long.MIN_VALUE, 1L << 32, UINT64_MAX),
                "floats",
                PyTuple.of(1.5, Double.NaN, -0.0),
                "texts",
                List.of("", "é", "x".repeat(40), "€".repeat(100), "y".repeat(70_000)),
                "bytes",
                List.of(Bytes.EMPTY, Bytes.utf8("b"), Bytes.of(new byte[300])),
                null,
                PySet.of(1L, "a", null),
                Bytes.utf8("k"),
                new PyEnum("distributed.core", "Status", "running"),
                PyTuple.of(1L, 2L),
                PyDict.of(true, false, 2.5, new MsgpackExtension((byte) -1, Bytes.of(new byte[4]))),
                "ext",
                List.of(new MsgpackExtension((byte) 5, Bytes.of(new byte[7])), new ArrayList<>()));
    }

    /// A value of random shape; maps and lists get smaller with depth.
    static @Nullable Object random(Random random, int depth) {
        int kind = random.nextInt(depth > 4 ? 7 : 11);
        return switch (kind) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextDouble();
            case 4 -> "t".repeat(random.nextInt(40)) + (random.nextBoolean() ? "€" : "");
            case 5 -> Bytes.of(new byte[random.nextInt(300)]);
            case 6 -> new MsgpackExtension((byte) random.nextInt(), Bytes.of(new byte[random.nextInt(20)]));
            case 7 -> new PyEnum("m", "c", "n" + random.nextInt(3));
            case 8 -> PySet.of(random.nextInt(3), "s", random.nextBoolean());
            case 9 -> randomList(random, depth);
            default -> randomDict(random, depth);
        };
    }

    private static List<@Nullable Object> randomList(Random random, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            list.add(random(random, depth + 1));
        }
        return list;
    }

    private static PyDict randomDict(Random random, int depth) {
        PyDict dict = new PyDict();
        for (int i = random.nextInt(8); i > 0; i--) {
            dict.put(
                    random.nextBoolean() ? "key" + random.nextInt(9) : random.nextLong() >> 40,
                    random(random, depth + 1));
        }
        return dict;
    }
}
