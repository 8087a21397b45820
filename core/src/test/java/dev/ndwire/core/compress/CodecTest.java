package dev.ndwire.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.frame.Frame;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every codec, its work done by native code and by Java code.
class CodecTest {
    private static final long SEED = 20261123;

    static Stream<Codec> codecs() {
        return Codec.names().stream()
                .map(Codec::named)
                .flatMap(codec -> Stream.of(codec, codec.inJava()))
                .distinct();
    }

    /// Bytes that shrink, but not to nothing.
    static byte[] compressible(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[size];
        for (int at = 0; at < size; ) {
            int run = Math.min(size - at, random.nextInt(1, 60));
            if (at > 100 && random.nextBoolean()) {
                System.arraycopy(bytes, at - random.nextInt(60, 100), bytes, at, run);
            } else {
                Arrays.fill(bytes, at, at + run, (byte) random.nextInt(7));
            }
            at += run;
        }
        return bytes;
    }

    static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(SEED).nextBytes(bytes);
        return bytes;
    }

    static MemorySegment compressed(Codec codec, byte[] bytes) {
        return compressed(codec, Frame.of(bytes));
    }

    private static MemorySegment compressed(Codec codec, Frame frame) {
        MemorySegment target = Arena.ofAuto().allocate(codec.maxCompressedByteSize(frame.byteSize()));
        return target.asSlice(0, codec.compress(frame, target, Arena.ofAuto()));
    }

    private static byte[] decompressed(Codec codec, MemorySegment compressed) {
        return codec.decompress(compressed, 1 << 30, Arena.ofAuto()).toByteArray();
    }

    @Test
    void nativeCodeLoadsHere() {
        assertThat(codecs().map(Codec::toString))
                .containsExactly(
                        "lz4 (native)",
                        "lz4 (Java)",
                        "snappy (native)",
                        "snappy (Java)",
                        "zlib (native)",
                        "zstd (native)",
                        "zstd (Java)");
    }

    @Test
    void findsCodecsByName() {
        assertThat(Codec.named("auto").name()).isEqualTo("lz4");
        assertThat(Codec.find("auto")).isNull();
        assertThat(Codec.find("LZ4")).isNull();
        assertThat(Codec.find("zstd")).isSameAs(Codec.named("zstd"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codec.named("blosc"))
                .withMessage("compression 'blosc' is not known, only auto, lz4, snappy, zlib, zstd");
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void givesBackWhatItWasGiven(Codec codec) {
        for (int size : new int[] {0, 1, 2, 5, 13, 64, 255, 256, 65_535, 65_536, 65_792, 131_072, 131_073, 1_000_003}) {
            for (byte[] bytes : List.of(new byte[size], compressible(size, SEED), noise(size))) {
                MemorySegment small = compressed(codec, bytes);
                assertThat(decompressed(codec, small)).as("%d bytes", size).isEqualTo(bytes);
                assertThat(codec.claimedByteSize(small)).isIn(-1L, (long) size);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void nativeAndJavaCodeReadEachOther(Codec codec) {
        byte[] bytes = compressible(3_000_000, SEED);
        assertThat(decompressed(Codec.named(codec.name()), compressed(codec.inJava(), bytes)))
                .isEqualTo(bytes);
        assertThat(decompressed(codec.inJava(), compressed(Codec.named(codec.name()), bytes)))
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void readsEveryKindOfMemory(Codec codec, @TempDir Path folder) throws IOException {
        byte[] bytes = compressible(80_000, SEED);
        long[] longs = new long[bytes.length / 8];
        MemorySegment.ofArray(longs).copyFrom(MemorySegment.ofArray(bytes));
        Path file = Files.write(folder.resolve("bytes"), bytes);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared();
                FileChannel channel = FileChannel.open(file)) {
            MemorySegment unaligned = shared.allocate(bytes.length + 1).asSlice(1);
            Map<String, Frame> kinds = new LinkedHashMap<>();
            kinds.put("bytes", Frame.of(bytes));
            kinds.put("longs", Frame.of(MemorySegment.ofArray(longs)));
            kinds.put("read-only", Frame.of(MemorySegment.ofArray(bytes).asReadOnly()));
            kinds.put("confined", Frame.of(confined.allocateFrom(ValueLayout.JAVA_BYTE, bytes)));
            kinds.put("unaligned", Frame.of(unaligned.copyFrom(MemorySegment.ofArray(bytes))));
            kinds.put("mapped", Frame.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes.length, shared)));
            Frame whole = Frame.of(bytes.clone());
            kinds.put("rope", Frame.join(List.of(Frame.of(bytes).slice(0, 7), whole.slice(7, bytes.length - 7))));
            kinds.forEach((kind, frame) -> assertThat(decompressed(codec, compressed(codec, frame)))
                    .as(kind)
                    .isEqualTo(bytes));
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void decompressesIntoTheExactPlace(Codec codec) {
        byte[] bytes = compressible(70_000, SEED);
        MemorySegment compressed = compressed(codec, bytes);
        MemorySegment room = Arena.ofAuto().allocate(bytes.length + 2);
        room.fill((byte) 0x55);
        codec.decompress(compressed, room.asSlice(1, bytes.length));
        assertThat(room.asSlice(1, bytes.length).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
        assertThat(room.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 0x55);
        assertThat(room.get(ValueLayout.JAVA_BYTE, bytes.length + 1)).isEqualTo((byte) 0x55);
        for (int wrong : new int[] {bytes.length - 1, bytes.length + 1, 1, 0}) {
            assertThatExceptionOfType(MalformedCompressionException.class)
                    .as("%d bytes", wrong)
                    .isThrownBy(
                            () -> codec.decompress(compressed, Arena.ofAuto().allocate(wrong)));
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesClosedMemory(Codec codec) {
        Frame frame;
        try (Arena arena = Arena.ofShared()) {
            frame = Frame.of(arena.allocate(20_000));
        }
        MemorySegment target = Arena.ofAuto().allocate(codec.maxCompressedByteSize(20_000));
        assertThatIllegalStateException()
                .isThrownBy(() -> codec.compress(frame, target, Arena.ofAuto()))
                .withMessage("Already closed");
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesTargetsAndFramesThatAreNoFit(Codec codec) {
        long bound = codec.maxCompressedByteSize(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.compress(
                        Frame.of(new byte[100]), MemorySegment.ofArray(new byte[(int) bound - 1]), Arena.ofAuto()))
                .withMessage(codec.name() + " may need " + bound + " bytes for a frame of 100, the target has "
                        + (bound - 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.maxCompressedByteSize(codec.maxByteSize() + 1))
                .withMessage(codec.name() + " cannot compress " + (codec.maxByteSize() + 1) + " bytes, at most "
                        + codec.maxByteSize() + " are allowed");
        assertThat(codec.maxCompressedByteSize(codec.maxByteSize())).isBetween(codec.maxByteSize(), 1L << 31);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesMoreThanIsAllowedBeforeItTakesMemory(Codec codec) {
        MemorySegment compressed = compressed(codec, new byte[1 << 20]);
        List<Long> taken = new ArrayList<>();
        assertThatExceptionOfType(MalformedCompressionException.class)
                .isThrownBy(() -> codec.decompress(compressed, (1 << 20) - 1, (size, alignment) -> {
                    taken.add(size);
                    return Arena.ofAuto().allocate(size, alignment);
                }))
                .withMessage(
                        codec.name().equals("zlib")
                                ? "zlib data of " + compressed.byteSize()
                                        + " bytes gives more, exceeds maxDecompressedByteSize=1048575"
                                : codec.name() + " data claims 1048576 bytes, exceeds maxDecompressedByteSize=1048575");
        assertThat(taken.stream().mapToLong(size -> size).sum()).isLessThan(1 << 20);
        assertThat(codec.decompress(compressed, 1 << 20, Arena.ofAuto()).byteSize())
                .isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesEveryTruncation(Codec codec) {
        byte[] bytes = compressible(2_000, SEED);
        MemorySegment compressed = compressed(codec, bytes);
        for (int size = 0; size < compressed.byteSize(); size++) {
            MemorySegment cut = compressed.asSlice(0, size);
            assertThatExceptionOfType(MalformedCompressionException.class)
                    .as("%d of %d bytes", size, compressed.byteSize())
                    .isThrownBy(() -> decompressed(codec, cut));
        }
    }

    /// Whatever a mutation does: an exception of ours, or bytes that do not depend on what lay in the memory before.
    @ParameterizedTest
    @MethodSource("codecs")
    void mutationsAreRefusedOrGiveBytesOfTheirOwn(Codec codec) {
        SplittableRandom random = new SplittableRandom(SEED);
        int accepted = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = compressible(random.nextInt(1, 3_000), round % 50);
            byte[] hostile = compressed(codec, bytes).toArray(ValueLayout.JAVA_BYTE);
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
            }
            byte @Nullable [] first = attempt(codec, hostile, (byte) 0x11);
            byte @Nullable [] second = attempt(codec, hostile, (byte) 0xEE);
            assertThat(first).as("seed %d, round %d", SEED, round).isEqualTo(second);
            accepted += first == null ? 0 : 1;
        }
        assertThat(accepted).isGreaterThan(0);
    }

    private static byte @Nullable [] attempt(Codec codec, byte[] hostile, byte dirt) {
        try {
            return codec.decompress(
                            MemorySegment.ofArray(hostile),
                            100_000,
                            (size, alignment) ->
                                    Arena.ofAuto().allocate(size, alignment).fill(dirt))
                    .toByteArray();
        } catch (MalformedCompressionException refused) {
            return null;
        }
    }
}
