package dev.ndwire.core.header;

import static dev.ndwire.core.header.Msgpack.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEnum;
import dev.ndwire.core.value.PySet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MsgpackWriterTest {
    private static void refuses(@Nullable Object value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MsgpackWriter.encode(value))
                .withMessage(message);
    }

    private static List<Object> nested(int count, @Nullable Object last) {
        List<Object> nested = new ArrayList<>();
        if (last != null) {
            nested.add(last);
        }
        for (int i = 1; i < count; i++) {
            nested = new ArrayList<>(List.of(nested));
        }
        return nested;
    }

    @Test
    void writesTheJavaFormsOfOneValueAlike() {
        assertThat(MsgpackWriter.encode(List.of((byte) 5, (short) 5, 5, 5L, BigInteger.valueOf(5))))
                .isEqualTo(MsgpackWriter.encode(new long[] {5, 5, 5, 5, 5}))
                .isEqualTo(bytes(0x95, 5, 5, 5, 5, 5));
        assertThat(MsgpackWriter.encode(1.5f)).isEqualTo(MsgpackWriter.encode(1.5));
        assertThat(MsgpackWriter.encode(new byte[] {1, 2}))
                .isEqualTo(MsgpackWriter.encode(Bytes.of((byte) 1, (byte) 2)));
        assertThat(MsgpackWriter.encode(Header.of("a", 1L, "b", Header.EMPTY)))
                .isEqualTo(MsgpackWriter.encode(PyDict.of("a", 1L, "b", new PyDict())));
    }

    @Test
    void refusesIntegersOutsideOfTheRange() {
        refuses(
                Msgpack.UINT64_MAX.add(BigInteger.ONE),
                "integer of 65 bits is outside of msgpack's range, -2**63 to 2**64-1");
        refuses(
                List.of(BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE)),
                "integer of 64 bits is outside of msgpack's range, -2**63 to 2**64-1");
    }

    @Test
    void refusesUnpairedSurrogatesWhereverTheyStand() {
        refuses("a\ud83d", "text holds an unpaired surrogate at index 1");
        refuses("\ude00", "text holds an unpaired surrogate at index 0");
        refuses(PyDict.of("\ud83d\ude00\ud83dx", 1L), "text holds an unpaired surrogate at index 2");
        refuses(Header.of("k", "\ude00\ud83d"), "text holds an unpaired surrogate at index 0");
        refuses(new PyEnum("m", "c", "\ud83d"), "text holds an unpaired surrogate at index 0");
        assertThat(Msgpack.decode(MsgpackWriter.encode("a\ud83d\ude00"))).isEqualTo("a\ud83d\ude00");
    }

    @Test
    void refusesWhatMsgpackHasNoFormForByName() {
        refuses(new Complex(1, 2), "msgpack has no form for a dev.ndwire.core.value.Complex");
        refuses(List.of('c'), "msgpack has no form for a java.lang.Character");
        refuses(new int[1], "msgpack has no form for a int[]");
        refuses(new java.math.BigDecimal("1.5"), "msgpack has no form for a java.math.BigDecimal");
    }

    // Python's packer stops at the same depth: 511 arrays around a value, or 512 of which the last is empty.
    @Test
    void refusesNestingThatPythonRefuses() {
        assertThat(Msgpack.decode(MsgpackWriter.encode(nested(511, 1L)))).isEqualTo(nested(511, 1L));
        assertThat(Msgpack.decode(MsgpackWriter.encode(nested(512, null)))).isEqualTo(nested(512, null));
        refuses(nested(512, 1L), "value nests deeper than 511 levels");
        refuses(nested(513, null), "value nests deeper than 511 levels");
    }

    @Test
    void whatItWritesCanBeReadAtEveryDepth() {
        for (Object last : List.of(PySet.of(), PySet.of(1L), new PyEnum("m", "c", "n"), new long[] {1}, new PyDict())) {
            for (int depth = 505; depth < 515; depth++) {
                List<Object> value = nested(depth, last);
                byte[] written;
                try {
                    written = MsgpackWriter.encode(value);
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessage("value nests deeper than 511 levels");
                    continue;
                }
                assertThat(Msgpack.decode(written)).isNotNull();
            }
        }
    }

    @Test
    void asksTheHookInTheOrderOfWriting() {
        List<Object> asked = new ArrayList<>();
        byte[] written = MsgpackWriter.encode(
                List.of('a', PyDict.of("k", 'b'), PySet.of('c'), Bytes.of(new byte[64 << 10])), value -> {
                    asked.add(value);
                    return PyDict.of("was", value.toString());
                });
        assertThat(asked).containsExactly('a', 'b', 'c');
        assertThat(written)
                .startsWith(MsgpackWriter.encode(List.of(PyDict.of("was", "a"), 1L, 1L, 1L))[0])
                .hasSizeGreaterThan(64 << 10);
    }

    @Test
    void largeBytesGoWhereTheHookSaysOrStay() {
        Bytes large = Bytes.of(new byte[(64 << 10) + 1]);
        assertThat(MsgpackWriter.encode(large, value -> "elsewhere")).isEqualTo(MsgpackWriter.encode("elsewhere"));
        assertThat(Msgpack.decode(MsgpackWriter.encode(large))).isEqualTo(large);
    }
}
