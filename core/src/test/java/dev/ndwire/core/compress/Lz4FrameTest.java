package dev.ndwire.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames that Python's lz4 wrote: see `conformance/python/vectors/write_lz4_vectors.py`.
class Lz4FrameTest {
    private static final long SEED = Long.getLong("ndwire.seed", 4_2026);

    private static Stream<String> names() {
        return Stream.of(0, 1, 13, 64 << 10, 200_000)
                .flatMap(size -> List.of("64-l", "64-lsbc", "64-", "64-sbc", "256-lc", "4096-ls").stream()
                        .map(how -> size + "-" + how));
    }

    private static byte[] frame(String name) {
        try (InputStream in = Lz4FrameTest.class.getResourceAsStream("lz4/" + name + ".lz4")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] plain(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            long noise = (long) i * i / 13;
            bytes[i] = (byte) (i % 4096 < 4000 ? i / 97 * 31 + i % 7 : noise);
        }
        return bytes;
    }

    private static byte[] decompressed(byte[] frame, int size) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment compressed = arena.allocate(Math.max(1, frame.length)).asSlice(0, frame.length);
            MemorySegment target = arena.allocate(size + 64L);
            compressed.copyFrom(MemorySegment.ofArray(frame));
            target.fill((byte) 0x55);
            Lz4Frame.decompress(compressed, target.asSlice(0, size));
            assertThat(target.asSlice(size).toArray(ValueLayout.JAVA_BYTE))
                    .as("what is behind the target")
                    .containsOnly(0x55);
            return target.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsWhatPythonWrote(String name) {
        int size = Integer.parseInt(name.substring(0, name.indexOf('-')));
        assertThat(decompressed(frame(name), size)).isEqualTo(plain(size));
    }

    @Test
    void readsLinkedBlocksThatAreNotCompressed() throws Exception {
        var noise = new ByteArrayOutputStream();
        for (int i = 0; i < 2100; i++) {
            noise.writeBytes(MessageDigest.getInstance("SHA-256")
                    .digest(ByteBuffer.allocate(4).putInt(i).array()));
        }
        assertThat(decompressed(frame("noise"), noise.size())).isEqualTo(noise.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"64-l", "64-lsbc", "256-lc", "64-sbc"})
    void refusesAnotherSizeThanItGives(String how) {
        byte[] frame = frame("200000-" + how);
        for (int size : new int[] {199_999, 200_001, 0, 1 << 20}) {
            assertThatExceptionOfType(MalformedCompressionException.class)
                    .isThrownBy(() -> decompressed(frame, size))
                    .withMessage("lz4 frame of " + frame.length + " bytes is damaged: it does not give " + size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"13-64-l", "13-64-lsbc", "13-256-lc"})
    void refusesEveryPrefixAndWhatIsBehindTheEnd(String name) {
        byte[] frame = frame(name);
        for (int size = 0; size <= frame.length + 1; size++) {
            byte[] other = Arrays.copyOf(frame, size);
            if (size != frame.length) {
                assertThatExceptionOfType(MalformedCompressionException.class)
                        .as(size + " bytes")
                        .isThrownBy(() -> decompressed(other, 13));
            }
        }
    }

    @Test
    void refusesEveryChangeOfAByteWhereThereAreChecksums() {
        byte[] frame = frame("200000-64-lsbc");
        var random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            byte[] other = frame.clone();
            int at = i < 40 ? i : random.nextInt(frame.length);
            other[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            assertThatExceptionOfType(MalformedCompressionException.class)
                    .as("byte " + at + ", seed " + SEED)
                    .isThrownBy(() -> decompressed(other, 200_000));
        }
    }

    @Test
    void readsDamagedBytesOrSaysSoWhereThereAreNoChecksums() {
        byte[] frame = frame("200000-64-l");
        var random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            byte[] other = frame.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                other[7 + random.nextInt(frame.length - 7)] = (byte) random.nextInt();
            }
            try {
                decompressed(other, 200_000);
            } catch (MalformedCompressionException e) {
                assertThat(e).hasMessage("lz4 frame of " + frame.length + " bytes is damaged: it does not give 200000");
            }
        }
    }

    @Test
    void readsHeapArraysToo() {
        MemorySegment target = MemorySegment.ofArray(new byte[200_000]);
        assertThatCode(() -> Lz4Frame.decompress(MemorySegment.ofArray(frame("200000-64-l")), target))
                .doesNotThrowAnyException();
        assertThat(target.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(plain(200_000));
    }
}
