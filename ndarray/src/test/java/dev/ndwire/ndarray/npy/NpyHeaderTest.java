package dev.ndwire.ndarray.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {
    private static NpyHeader read(byte[] bytes) throws IOException {
        return NpyHeader.read(Channels.newChannel(new ByteArrayInputStream(bytes)), "a.npy");
    }

    private static byte[] file(int major, int minor, String text) {
        byte[] encoded = text.getBytes(major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        ByteBuffer out = ByteBuffer.allocate(12 + encoded.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, (byte) minor});
        if (major == 1) {
            out.putShort((short) encoded.length);
        } else {
            out.putInt(encoded.length);
        }
        byte[] bytes = new byte[out.position() + encoded.length];
        out.put(encoded).flip().get(bytes);
        return bytes;
    }

    private static String refusal(byte[] bytes) {
        var thrown = new Throwable[1];
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(MalformedNpyException.class)
                .satisfies(e -> thrown[0] = e);
        return String.valueOf(thrown[0].getMessage());
    }

    private static String refusal(String text) {
        return refusal(file(1, 0, text));
    }

    private static final String SHAPE = "'shape': (3,), }";

    @Test
    void refusesWrongMagic() {
        assertThat(refusal(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'X', 1, 0}))
                .isEqualTo("a.npy: magic is 93 4e 55 4d 50 58, allowed is 93 4e 55 4d 50 59 (byte 0)");
        assertThat(refusal("PK\3\4 and more".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("a.npy: magic is 50 4b 03 04 20 61, allowed is 93 4e 55 4d 50 59 (byte 0)");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 1", "4, 0", "255, 255"})
    void refusesUnknownVersion(int major, int minor) {
        assertThat(refusal(file(major, minor, "{}")))
                .isEqualTo("a.npy: version is " + major + "." + minor + ", allowed are 1.0, 2.0 and 3.0 (byte 6)");
    }

    @Test
    void refusesHeaderThatIsCutShort() {
        assertThat(refusal(new byte[0])).isEqualTo("a.npy: magic and version needs 8 bytes, 0 are left (byte 0)");
        assertThat(refusal(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 1, 2}))
                .isEqualTo("a.npy: header length needs 4 bytes, 2 are left (byte 8)");
        assertThat(refusal(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0, '{'}))
                .isEqualTo("a.npy: header needs 118 bytes, 1 are left (byte 10)");
    }

    @Test
    void refusesHeaderLongerThanTheLimitBeforeReadingIt() {
        assertThat(refusal(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 1, 0, 16, 0}))
                .isEqualTo("a.npy: header claims 1048577 bytes, allowed are 1048576 (byte 8)");
        assertThat(refusal(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 3, 0, -1, -1, -1, -1}))
                .isEqualTo("a.npy: header claims 4294967295 bytes, allowed are 1048576 (byte 8)");
    }

    @Test
    void refusesTextThatIsNoUtf8() {
        byte[] bytes = file(3, 0, "{'descr': '?'}");
        bytes[bytes.length - 3] = (byte) 0xff;

        assertThat(refusal(bytes)).isEqualTo("a.npy: header is no UTF-8, which version 3.0 demands (byte 12)");
    }

    @Test
    void refusesTextThatIsNoDict() {
        assertThat(refusal(""))
                .isEqualTo("a.npy: header is no Python dict: found the end at character 0, allowed is a"
                        + " text, integer, tuple, list, dict, True, False or None (byte 10)");
        assertThat(refusal("[1, 2]")).isEqualTo("a.npy: header is [1, 2], allowed is a dict (byte 10)");
        assertThat(refusal("{'descr': __import__('os')}"))
                .isEqualTo("a.npy: header is no Python dict: found '_' at character 10, allowed is a text, integer,"
                        + " tuple, list, dict, True, False or None (byte 10)");
    }

    @Test
    void refusesMissingAndStrangeKeys() {
        assertThat(refusal("{'descr': '<f8', 'shape': (3,)}"))
                .isEqualTo("a.npy: header has keys ['descr', 'shape'], allowed are ['descr', 'fortran_order', 'shape']"
                        + " (byte 10)");
        assertThat(refusal("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), 'x': 1}"))
                .isEqualTo("a.npy: header has keys ['descr', 'fortran_order', 'shape', 'x'], allowed are ['descr',"
                        + " 'fortran_order', 'shape'] (byte 10)");
    }

    @Test
    void refusesOrderThatIsNoBool() {
        assertThat(refusal("{'descr': '<f8', 'fortran_order': 0, " + SHAPE))
                .isEqualTo("a.npy: fortran_order is 0, allowed are True and False (byte 10)");
    }

    @Test
    void refusesShapesThatAreNone() {
        String head = "{'descr': '<f8', 'fortran_order': False, 'shape': ";
        String allowed = ", allowed is a tuple of integers of 0 to 9223372036854775807 (byte 10)";
        assertThat(refusal(head + "3}")).isEqualTo("a.npy: shape is 3" + allowed);
        assertThat(refusal(head + "[3]}")).isEqualTo("a.npy: shape is [3]" + allowed);
        assertThat(refusal(head + "('3',)}")).isEqualTo("a.npy: shape is ('3',)" + allowed);
        assertThat(refusal(head + "(9223372036854775808,)}"))
                .isEqualTo("a.npy: shape is (9223372036854775808,)" + allowed);
        assertThat(refusal(head + "(3, -1)}"))
                .isEqualTo("a.npy: shape is (3, -1), allowed are lengths of 0 to 9223372036854775807 (byte 10)");
    }

    @Test
    void refusesShapesTooLargeToCount() {
        String head = "{'descr': '<f8', 'fortran_order': False, 'shape': ";
        assertThat(refusal(head + "(4294967296, 4294967296)}"))
                .isEqualTo("a.npy: shape (4294967296, 4294967296) of 8-byte elements exceeds 9223372036854775807 bytes"
                        + " (byte 10)");
        assertThat(refusal(head + "(0, 4294967296, 4294967296)}"))
                .isEqualTo("a.npy: shape (0, 4294967296, 4294967296) of 8-byte elements exceeds 9223372036854775807"
                        + " bytes (byte 10)");
        assertThat(refusal(head + "(1152921504606846976,)}"))
                .isEqualTo("a.npy: shape (1152921504606846976,) of 8-byte elements exceeds 9223372036854775807 bytes"
                        + " (byte 10)");
        assertThat(refusal(head + "(" + "1, ".repeat(65) + ")}"))
                .isEqualTo("a.npy: shape has 65 axes, allowed are 64 (byte 10)");
    }

    @Test
    void refusesDTypesThatItDoesNotHave() {
        String tail = ", 'fortran_order': False, " + SHAPE;
        assertThat(refusal("{'descr': [('a', '<i4'), ('b', '|O'), ('c', '<q4')]" + tail))
                .isEqualTo("a.npy: descr is refused: dtype '<q4' is unknown, allowed are numpy's texts for b, i, u, f,"
                        + " c, S, U, V, M and m (byte 10)");
        assertThat(refusal("{'descr': ('|O', (2,))" + tail))
                .isEqualTo("a.npy: dtype ('|O', (2,)) is a sub-array, allowed are those in fields alone (byte 10)");
        assertThat(refusal("{'descr': '<f12'" + tail))
                .isEqualTo("a.npy: descr is refused: dtype '<f12' holds C's long double of 32-bit machines, allowed"
                        + " are float128 and complex256 (byte 10)");
        assertThat(refusal("{'descr': 'f8\\n'" + tail))
                .isEqualTo(
                        "a.npy: descr is refused: dtype 'f8\\n' is unknown, allowed are numpy's texts for b, i, u, f,"
                                + " c, S, U, V, M and m (byte 10)");
        assertThat(refusal("{'descr': None" + tail))
                .isEqualTo("a.npy: descr is None, allowed are text and lists of fields (byte 10)");
        assertThat(refusal("{'descr': ('<i4', (2,))" + tail))
                .isEqualTo("a.npy: dtype ('<i4', (2,)) is a sub-array, allowed are those in fields alone (byte 10)");
    }

    @Test
    void showsOnlyTheBeginningOfALongStrangeValue() {
        String message = refusal("{'descr': '<f8', 'fortran_order': '" + "x".repeat(1000) + "', " + SHAPE);

        assertThat(message)
                .isEqualTo("a.npy: fortran_order is '" + "x".repeat(99) + "…, allowed are True and False (byte 10)");
    }

    @Test
    void refusesShapeThatNeedsMoreThanTheFileHolds(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("short.npy");
        byte[] header = NpyHeader.of(DType.FLOAT64, false, 3, 5).toBytes();
        Files.write(file, Arrays.copyOf(header, header.length + 119));

        assertThatThrownBy(() -> Npy.readHeader(file))
                .isInstanceOf(MalformedNpyException.class)
                .hasMessage(file + ": shape (3, 5) of 8-byte elements needs 120 bytes, 119 are left (byte 128)");
    }

    @Test
    void readsHeadersOfPython2() throws IOException {
        NpyHeader header =
                read(file(1, 0, "{'descr': u'<f8', 'fortran_order': False, 'shape': (3L, 10000000000L), }   \n"));

        assertThat(header.dtype()).isEqualTo(DType.parse("<f8"));
        assertThat(header.shape()).containsExactly(3, 10_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f8', 'fortran_order': True, 'shape': (3, 2), }",
                "{\"shape\":(3,2),\"fortran_order\":True,\"descr\":\"float64\"}",
                " { 'shape' : ( 3 ,\n 2 , ) , 'fortran_order' :\tTrue, 'descr': 'f' '8' } \n",
            })
    void readsHeadersOfOtherWriters(String text) throws IOException {
        byte[] bytes = file(1, 0, text);

        NpyHeader header = read(bytes);

        assertThat(header.fortranOrder()).isTrue();
        assertThat(header.shape()).containsExactly(3, 2);
        assertThat(header.elementCount()).isEqualTo(6);
        assertThat(header.dataByteSize()).isEqualTo(48);
        assertThat(header.dataByteOffset()).isEqualTo(bytes.length);
        assertThat(header).hasToString("{'descr': '<f8', 'fortran_order': True, 'shape': (3, 2), }");
    }

    @Test
    void refusesToWriteWhatAVersionCannotHold() {
        DType greek = DType.struct().field("\u03b1", DType.INT8).build();
        var wide = DType.struct();
        for (int i = 0; i < 50_000; i++) {
            wide.field("some_longer_name_" + i, DType.INT8);
        }
        DType tooWide = wide.build();

        assertThatThrownBy(() -> NpyHeader.of(NpyVersion.V2_0, greek, false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header text has characters beyond Latin-1, which version 2.0 cannot hold, allowed is 3.0");
        assertThatThrownBy(() -> NpyHeader.of(tooWide, false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("header text has 1[0-9]{6} bytes, allowed are 1048576 in version 2.0");
        assertThatThrownBy(() -> NpyHeader.of(NpyVersion.V1_0, tooWide, false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("header text has 1[0-9]{6} bytes, allowed are 65535 in version 1.0");
    }

    @Test
    void answersGarbledFilesWithOneKindOfException() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] whole = Files.readAllBytes(GoldenLines.path("npy/struct-nested.npy"));
        int refusals = 0;
        long sizes = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] garbled = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                garbled[random.nextInt(whole.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : ",()[]{}'0".charAt(random.nextInt(9)));
            }
            try {
                sizes += read(garbled).dataByteSize();
            } catch (MalformedNpyException refused) {
                refusals++;
            } catch (RuntimeException unexpected) {
                throw new AssertionError("seed " + seed + ", round " + round, unexpected);
            }
        }
        assertThat(refusals).as("seed %d", seed).isBetween(1, 19_999);
        assertThat(sizes).as("seed %d", seed).isNotZero();
    }
}
