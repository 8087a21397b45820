package dev.ndwire.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class HeaderTest {
    private static final Header HEADER = Header.of(
            "text",
            "t",
            "bytes",
            Bytes.EMPTY,
            "int",
            5L,
            "flag",
            true,
            "nil",
            null,
            "list",
            List.of(1L, 2L),
            "longs",
            new long[] {1, 2},
            "map",
            PyDict.of("k", 1L),
            "header",
            Header.of("k", 1L),
            "float",
            1.5);

    private static void refuses(ThrowingCallable call, String message) {
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(call)
                .withMessage(message);
    }

    @Test
    void readsValuesByType() {
        assertThat(HEADER.text("text")).isEqualTo("t");
        assertThat(HEADER.bytes("bytes")).isEqualTo(Bytes.EMPTY);
        assertThat(HEADER.integer("int")).isEqualTo(5);
        assertThat(HEADER.flag("flag")).isTrue();
        assertThat(HEADER.list("list")).isEqualTo(HEADER.list("longs")).isEqualTo(List.of(1L, 2L));
        assertThat(HEADER.integers("list")).isEqualTo(HEADER.integers("longs")).containsExactly(1, 2);
        assertThat(HEADER.header("map")).isEqualTo(HEADER.header("header")).isEqualTo(Header.of("k", 1L));
        assertThat(HEADER.get("nil")).isNull();
        assertThat(HEADER.get("missing")).isNull();
        assertThat(HEADER.has("nil")).isTrue();
        assertThat(HEADER.has("missing")).isFalse();
        assertThat(HEADER.size()).isEqualTo(10);
    }

    @Test
    void refusesValuesOfAnotherTypeByName() {
        refuses(() -> HEADER.text("int"), "header key 'int' is an integer, expected text");
        refuses(() -> HEADER.bytes("text"), "header key 'text' is text, expected bytes");
        refuses(() -> HEADER.integer("float"), "header key 'float' is a float, expected an integer of 64 bits");
        refuses(() -> HEADER.integer("flag"), "header key 'flag' is a boolean, expected an integer of 64 bits");
        refuses(() -> HEADER.flag("nil"), "header key 'nil' is nil, expected a boolean");
        refuses(() -> HEADER.list("bytes"), "header key 'bytes' is bytes, expected a list");
        refuses(() -> HEADER.integers("map"), "header key 'map' is a map, expected a list of integers");
        refuses(() -> HEADER.header("list"), "header key 'list' is a list, expected a map");
        refuses(() -> HEADER.text("longs"), "header key 'longs' is a list, expected text");
        refuses(() -> HEADER.text("header"), "header key 'header' is a map, expected text");
        refuses(() -> Header.of("c", 'c').text("c"), "header key 'c' is a Character, expected text");
        refuses(
                () -> Header.of("big", BigInteger.TWO.pow(63)).integer("big"),
                "header key 'big' is an integer of more than 63 bits, expected an integer of 64 bits");
        refuses(
                () -> Header.of("l", Arrays.asList(1L, null)).integers("l"),
                "header key 'l' holds nil at index 1, expected an integer of 64 bits");
    }

    @Test
    void saysWhatThereIsWhereAKeyIsMissing() {
        refuses(() -> Header.of("a", 1L, "b", 2L).text("c"), "header has no 'c', only [a, b]");
        Header hostile = Header.of("x".repeat(1 << 20), 1L);
        refuses(() -> hostile.text("c"), "header has no 'c', only [" + "x".repeat(199) + "…");
    }

    @Test
    void takesSmallIntegersOfEveryJavaType() {
        Header header = Header.of("i", 1, "s", (short) 2, "b", (byte) 3, "l", List.of(4, (short) 5));
        assertThat(List.of(header.integer("i"), header.integer("s"), header.integer("b")))
                .containsExactly(1L, 2L, 3L);
        assertThat(header.integers("l")).containsExactly(4, 5);
        assertThat(header).isEqualTo(MsgpackReader.decodeHeader(MsgpackWriter.encode(header), HeaderLimits.standard()));
    }

    @Test
    void equalsWhatIsReadBackFromIt() {
        Header read = MsgpackReader.decodeHeader(MsgpackWriter.encode(HEADER), HeaderLimits.standard());
        assertThat(read).isEqualTo(HEADER).hasSameHashCodeAs(HEADER);
        Header deep = Header.of("a", Header.of("b", new long[] {1}), "c", List.of(new long[] {2}));
        assertThat(deep).isEqualTo(MsgpackReader.decodeHeader(MsgpackWriter.encode(deep), HeaderLimits.standard()));
        assertThat(HEADER).isNotEqualTo(HEADER.with("int", 6L)).isNotEqualTo(Header.EMPTY);
        assertThat(Header.of("a", 1L, "b", 2L)).isNotEqualTo(Header.of("b", 2L, "a", 1L));
    }

    @Test
    void isNotChangedByAddingToIt() {
        Header one = Header.of("a", 1L);
        Header two = one.with("b", 2L);
        Header replaced = two.with("a", null);
        assertThat(one).hasToString("{a=1}");
        assertThat(two).hasToString("{a=1, b=2}");
        assertThat(replaced).hasToString("{a=null, b=2}");
        replaced.toDict().clear();
    }

    @Test
    void givesFreshArraysOfIntegers() {
        HEADER.integers("longs")[0] = 9;
        assertThat(HEADER.integers("longs")).containsExactly(1, 2);
    }

    @Test
    void refusesKeysThatAreNoHeaders() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Header.of("a"))
                .withMessage("the last of 1 keys and values has no pair");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Header.of("a", 1L, 2L, 2L))
                .withMessage("key 1 of a header is no text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Header.of("a", 1L, "b", 2L, "a", 3L))
                .withMessage("header has key 'a' twice");
        refuses(() -> Header.copyOf(PyDict.of(Bytes.EMPTY, 1L)), "header has a key that is bytes, expected text");
    }

    @Test
    void refusesLimitsBelowOneAndNestingThatTheStackIsNotMadeFor() {
        for (int[] wrong : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}, {1, 1025, 1}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HeaderLimits(wrong[0], wrong[1], wrong[2]))
                    .withMessage(
                            "maxByteSize=%d, maxDepth=%d, maxItems=%d: each is at least 1, maxDepth at most 1024",
                            wrong[0], wrong[1], wrong[2]);
        }
        assertThat(MsgpackReader.decode(Msgpack.nested(1024, 1), new HeaderLimits(2000, 1024, 2000)))
                .isNotNull();
    }
}
