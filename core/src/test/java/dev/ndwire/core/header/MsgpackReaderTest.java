package dev.ndwire.core.header;

import static dev.ndwire.core.header.Msgpack.bytes;
import static dev.ndwire.core.header.Msgpack.decode;
import static dev.ndwire.core.header.Msgpack.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ndwire.core.Allocated;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MsgpackReaderTest {
    private static final long SEED = 20_261_122;

    private static void refuses(byte[] document, String message) {
        refuses(document, HeaderLimits.standard(), message);
    }

    private static void refuses(byte[] document, HeaderLimits limits, String message) {
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> MsgpackReader.decode(document, limits))
                .withMessage(message);
    }

    @Test
    void readsEveryFormatIncludingThoseThatNoWriterNeeds() {
        assertThat(decode(bytes(0xd3, 0, 0, 0, 0, 0, 0, 0, 5))).isEqualTo(5L);
        assertThat(decode(bytes(0xcf, 0, 0, 0, 0, 0, 0, 0, 5))).isEqualTo(5L);
        assertThat(decode(bytes(0xd0, 0xff))).isEqualTo(-1L);
        assertThat(decode(bytes(0xca, 0x3f, 0xc0, 0, 0))).isEqualTo(1.5);
        assertThat(decode(bytes(0xdb, 0, 0, 0, 1, 'a'))).isEqualTo("a");
        assertThat(decode(bytes(0xdd, 0, 0, 0, 1, 0xc0))).isEqualTo(Arrays.asList((Object) null));
        assertThat(decode(bytes(0xdf, 0, 0, 0, 1, 1, 2))).isEqualTo(PyDict.of(1L, 2L));
    }

    @Test
    void theLastOfTwoEqualKeysWinsAsInPython() {
        Object value = decode(bytes(0x83, 1, 0xa1, 'a', 0xa1, 'k', 0xc0, 0xc3, 0xa1, 'b'));
        assertThat(value).isEqualTo(PyDict.of(1L, "b", "k", null)).hasToString("{1=b, k=null}");
    }

    @Test
    void readsArraysNestedToTheLimitAndNotBeyond() {
        Object value = decode(Msgpack.nested(512, 1));
        for (int i = 0; i < 512; i++) {
            value = value instanceof List<?> list ? list.get(0) : null;
        }
        assertThat(value).isEqualTo(1L);
        refuses(Msgpack.nested(513, 1), "header nests deeper than maxDepth=512 (byte 512 of the header)");
        refuses(Msgpack.nested(512, 0x90), "header nests deeper than maxDepth=512 (byte 512 of the header)");
        HeaderLimits two = new HeaderLimits(100, 2, 100);
        assertThat(MsgpackReader.decode(bytes(0x81, 1, 0x91, 2), two)).hasToString("{1=[2]}");
        refuses(bytes(0x81, 1, 0x91, 0x80), two, "header nests deeper than maxDepth=2 (byte 3 of the header)");
    }

    @Test
    void refusesHostileNestingWithoutOverflowingTheStack() {
        refuses(Msgpack.nested(1_000_000, 1), "header nests deeper than maxDepth=512 (byte 512 of the header)");
        byte[] keys = new byte[1_000_000];
        Arrays.fill(keys, (byte) 0x81);
        refuses(keys, "header nests deeper than maxDepth=512 (byte 512 of the header)");
    }

    @Test
    void refusesMoreBytesAndValuesThanTheLimits() {
        HeaderLimits limits = new HeaderLimits(8, 10, 4);
        assertThat(MsgpackReader.decode(bytes(0x93, 1, 2, 3), limits)).isEqualTo(List.of(1L, 2L, 3L));
        refuses(bytes(0x94, 1, 2, 3, 4), limits, "header holds more than maxItems=4 values (byte 0 of the header)");
        refuses(bytes(0x92, 1, 0x92, 1, 1), limits, "header holds more than maxItems=4 values (byte 2 of the header)");
        refuses(bytes(0x82, 1, 1, 2, 2), limits, "header holds more than maxItems=4 values (byte 0 of the header)");
        assertThat(MsgpackReader.decode(bytes(0xa7, 'a', 'a', 'a', 'a', 'a', 'a', 'a'), limits))
                .isEqualTo("a".repeat(7));
        refuses(new byte[9], limits, "header of 9 bytes exceeds maxByteSize=8");
    }

    @Test
    void refusesLengthsThatPassTheEnd() {
        refuses(bytes(0xa5, 'a'), "text claims 5 bytes, 1 are left for it (byte 0 of the header)");
        refuses(bytes(0x91, 0xc4, 2, 0), "bytes claims 2 bytes, 1 are left for it (byte 1 of the header)");
        refuses(bytes(0xc7, 3, 1, 0, 0), "extension claims 3 bytes, 2 are left for it (byte 0 of the header)");
        refuses(bytes(0xdc, 0, 3, 1, 2), "array claims 3 elements, 2 bytes are left for it (byte 0 of the header)");
        refuses(bytes(0x82, 1, 2, 3), "map claims 2 entries, 3 bytes are left for it (byte 0 of the header)");
        // Of the three bytes behind the inner array, one is the outer's second element.
        refuses(bytes(0x92, 0x93, 1, 2, 3), "array claims 3 elements, 2 bytes are left for it (byte 1 of the header)");
        refuses(bytes(0x92, 0xa2, 'a', 'b'), "text claims 2 bytes, 1 are left for it (byte 1 of the header)");
    }

    @Test
    void refusesDocumentsThatAreCutShort() {
        refuses(bytes(), "header is cut short: a value is missing (byte 0 of the header)");
        refuses(bytes(0xcd, 1), "header is cut short: 2 bytes are left for UINT16 (byte 0 of the header)");
        refuses(bytes(0x91, 0xcb, 0), "header is cut short: 2 bytes are left for FLOAT64 (byte 1 of the header)");
        refuses(bytes(0xc8, 0, 5), "header is cut short: 3 bytes are left for EXT16 (byte 0 of the header)");
    }

    @Test
    void refusesWhatIsNoMsgpack() {
        refuses(bytes(0x91, 0xc1), "0xc1 begins no msgpack value (byte 1 of the header)");
        refuses(bytes(1, 2, 3), "2 bytes follow the header's value (byte 1 of the header)");
        refuses(bytes(0xa2, 0xc3, 0x28), "text of 2 bytes is no UTF-8 (byte 0 of the header)");
        // A surrogate on its own, an overlong form, and more than Unicode has.
        refuses(bytes(0xa3, 0xed, 0xa0, 0x80), "text of 3 bytes is no UTF-8 (byte 0 of the header)");
        refuses(bytes(0x91, 0xa2, 0xc0, 0xaf), "text of 2 bytes is no UTF-8 (byte 1 of the header)");
        refuses(bytes(0xa4, 0xf4, 0x90, 0x80, 0x80), "text of 4 bytes is no UTF-8 (byte 0 of the header)");
        assertThat(decode(bytes(0xa3, 0xef, 0xbf, 0xbd))).isEqualTo("\uFFFD");
    }

    @Test
    void refusesKeysAndElementsThatAreMaps() {
        refuses(bytes(0x81, 0x80, 1), "a key of a map is or holds a map (byte 0 of the header)");
        refuses(bytes(0x91, 0x81, 0x91, 0x80, 1), "a key of a map is or holds a map (byte 1 of the header)");
        byte[] setOfAMap = MsgpackWriter.encode(PyDict.of("__Set__", true, "as-list", List.of(new PyDict())));
        refuses(setOfAMap, "an element of a set is or holds a map (byte 0 of the header)");
    }

    @Test
    void refusesPlaceholdersThatLackTheirParts() {
        refuses(
                MsgpackWriter.encode(PyDict.of("__Set__", true)),
                "a set has no list under 'as-list' (byte 0 of the header)");
        refuses(
                MsgpackWriter.encode(List.of(PyDict.of("__Enum__", true, "name", "a", "__name__", 1L))),
                "an enum member lacks its module, class or name (byte 1 of the header)");
        assertThat(decode(MsgpackWriter.encode(PyDict.of("__Set__", true, "as-list", List.of(1L)))))
                .isEqualTo(PySet.of(1L));
    }

    @Test
    void refusesAHeaderThatIsNoMap() {
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> MsgpackReader.decodeHeader(bytes(0x90), HeaderLimits.standard()))
                .withMessage("header is a list, expected a map");
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> MsgpackReader.decodeHeader(bytes(0x81, 1, 1), HeaderLimits.standard()))
                .withMessage("header has a key that is an integer, expected text");
    }

    @Test
    void claimsOfBillionsCostNoMemory() throws Exception {
        claim(bytes(0xdb, 0xff, 0xff, 0xff, 0xff), "STR32");
        claim(bytes(0xc6, 0xff, 0xff, 0xff, 0xff), "BIN32");
        claim(bytes(0xdd, 0xff, 0xff, 0xff, 0xff), "ARRAY32");
        claim(bytes(0xdf, 0xff, 0xff, 0xff, 0xff), "MAP32");
        claim(bytes(0xc9, 0xff, 0xff, 0xff, 0xff, 1), "EXT32");
        for (int format : new int[] {0xdb, 0xc6, 0xdd, 0xdf}) {
            byte[] document = bytes(format, 0x7f, 0xff, 0xff, 0xff);
            assertThat(Allocated.bytesOfRefusal(() -> decode(document))).isLessThan(64 << 10);
        }
    }

    private static void claim(byte[] document, String format) throws Exception {
        refuses(document, format + " claims a size of 4294967295, 0 bytes are left for it (byte 0 of the header)");
        assertThat(Allocated.bytesOfRefusal(() -> decode(document))).isLessThan(64 << 10);
    }

    // Each of 500 nested arrays claims a million elements, for which there are bytes once: not 500 times.
    @Test
    void claimsThatNestCostNoMoreThanTheBytesThatAreThere() throws Exception {
        byte[][] parts = new byte[501][];
        Arrays.fill(parts, bytes(0xdd, 0, 0x0f, 0x42, 0x40));
        parts[500] = new byte[1_000_000];
        byte[] document = join(parts);
        assertThat(Allocated.bytesOfRefusal(() -> decode(document))).isLessThan(8L << 20);
        refuses(document, "array claims 1000000 elements, 2491 bytes are left for it (byte 5 of the header)");
    }

    @Test
    void refusesEveryTruncationOfARichDocument() {
        byte[] document = MsgpackWriter.encode(Msgpack.rich());
        assertThat(decode(document)).isEqualTo(Msgpack.rich());
        for (int size = 0; size < document.length; size++) {
            // Inside of the longest text only some cuts are tried.
            if (size < 2000 || size > document.length - 2000 || size % 997 == 0) {
                byte[] cut = Arrays.copyOf(document, size);
                assertThat(catchThrowable(() -> decode(cut)))
                        .as("cut to %d bytes", size)
                        .isExactlyInstanceOf(MalformedHeaderException.class);
            }
        }
    }

    @Test
    void answersMutatedDocumentsWithAValueOrAMalformedHeaderException() {
        Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        int values = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] document = mutated(random);
            @Nullable Throwable thrown = catchThrowable(() -> decode(document));
            if (thrown == null) {
                values++;
            } else {
                assertThat(thrown)
                        .as("seed %d, round %d", SEED, round)
                        .isExactlyInstanceOf(MalformedHeaderException.class)
                        .message()
                        .isNotBlank()
                        .doesNotContain("null");
            }
        }
        assertThat(values).isBetween(1000, 19_000);
    }

    private static byte[] mutated(Random random) {
        byte[] document = MsgpackWriter.encode(Msgpack.random(random, 0));
        byte[] mutated = random.nextInt(4) == 0
                ? Arrays.copyOf(document, random.nextInt(document.length + 1))
                : document.clone();
        for (int i = random.nextInt(4); i > 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    @Test
    void readsBackRandomDocuments() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2000; round++) {
            Object value = Msgpack.random(random, 0);
            assertThat(decode(MsgpackWriter.encode(value)))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(value);
        }
    }
}
