package dev.ndwire.core.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Lies about sizes, and what stands after the end. What Python's libraries do with the same bytes was tried with
/// lz4 4.4.5, python-snappy 0.7.3, zstandard 0.25.0 and zlib of CPython 3.11.
class HostileCompressionTest {
    private static final byte[] BYTES = CodecTest.compressible(5_000, 7);
    private static final SegmentAllocator NONE = (size, alignment) -> {
        throw new AssertionError(size + " bytes were asked for");
    };

    private static byte[] compressed(String codec) {
        return CodecTest.compressed(Codec.named(codec), BYTES).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Frame read(String codec, byte[] bytes) {
        Frame ours = Codec.named(codec).decompress(MemorySegment.ofArray(bytes), 1 << 20, Arena.ofAuto());
        Frame java = Codec.named(codec).inJava().decompress(MemorySegment.ofArray(bytes), 1 << 20, Arena.ofAuto());
        assertThat(java.contentEquals(ours)).isTrue();
        return ours;
    }

    private static void refuses(String codec, byte[] bytes, String message) {
        for (Codec each : new Codec[] {Codec.named(codec), Codec.named(codec).inJava()}) {
            assertThatExceptionOfType(MalformedCompressionException.class)
                    .isThrownBy(() -> each.decompress(MemorySegment.ofArray(bytes), 1 << 20, Arena.ofAuto()))
                    .withMessage(message);
        }
    }

    private static void refusesBeforeMemory(String codec, byte[] bytes, String message) {
        assertThatExceptionOfType(MalformedCompressionException.class)
                .isThrownBy(() -> Codec.named(codec).decompress(MemorySegment.ofArray(bytes), 1L << 40, NONE))
                .withMessage(message);
    }

    private static byte[] lz4Claiming(int size) {
        byte[] bytes = compressed("lz4");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(0, size);
        return bytes;
    }

    @Test
    void lz4HoldsWhatItClaimsAndNothingAfterIt() {
        int size = compressed("lz4").length;
        refuses("lz4", lz4Claiming(5_001), "lz4 data of " + size + " bytes is damaged: it does not give 5001");
        refuses("lz4", lz4Claiming(4_999), "lz4 data of " + size + " bytes is damaged: it does not give 4999");
        refuses(
                "lz4",
                concat(compressed("lz4"), new byte[1]),
                "lz4 data of " + (size + 1) + " bytes is damaged: it does not give 5000");
        assertThat(read("lz4", new byte[5]).byteSize()).isZero();
    }

    @Test
    void lz4ClaimsNoMoreThanItCanHold() {
        int size = compressed("lz4").length - 4;
        refusesBeforeMemory(
                "lz4",
                lz4Claiming(-1),
                "lz4 data of " + size + " bytes claims 4294967295, and cannot hold more than " + size * 255);
        refusesBeforeMemory("lz4", new byte[4], "lz4 data of 4 bytes is cut short, expected at least 5");
        byte[] large = new byte[12_000_000];
        Arrays.fill(large, 0, 4, (byte) 0x80);
        refusesBeforeMemory("lz4", large, "lz4 data has or claims 2155905152 bytes, at most 2147483647 are supported");
    }

    @Test
    void snappyHoldsWhatItClaimsAndNothingAfterIt() {
        int size = compressed("snappy").length;
        refuses(
                "snappy",
                concat(compressed("snappy"), new byte[1]),
                "snappy data of " + (size + 1) + " bytes is damaged: it does not give 5000");
        byte[] lie = compressed("snappy");
        lie[0] = (byte) (lie[0] + 1);
        refuses("snappy", lie, "snappy data of " + size + " bytes is damaged: it does not give 5001");
        lie[0] = (byte) (lie[0] - 2);
        refuses("snappy", lie, "snappy data of " + size + " bytes is damaged: it does not give 4999");
        assertThat(read("snappy", new byte[1]).byteSize()).isZero();
    }

    @Test
    void snappyClaimsNoMoreThanItCanHold() {
        byte[] lie = HexFormat.of().parseHex("ffffffff0f00");
        refusesBeforeMemory("snappy", lie, "snappy data of 6 bytes claims 4294967295, and cannot hold more than 384");
        refusesBeforeMemory("snappy", new byte[0], "snappy data of 0 bytes is cut short, expected at least 1");
        byte[] endless = HexFormat.of().parseHex("ffffffffffff");
        refusesBeforeMemory("snappy", endless, "snappy data claims a size of more than 35 bits");
    }

    @Test
    void zlibStopsAtTheEndOfItsStream() {
        assertThat(read("zlib", concat(compressed("zlib"), compressed("zlib"))).toByteArray())
                .isEqualTo(BYTES);
        byte[] damaged = compressed("zlib");
        damaged[damaged.length - 1] ^= 1;
        refuses("zlib", damaged, "zlib data of " + damaged.length + " bytes is damaged: incorrect data check");
        byte[] half = Arrays.copyOf(compressed("zlib"), 20);
        refuses("zlib", half, "zlib data of 20 bytes is cut short, or needs a dictionary");
        byte[] preset = HexFormat.of().parseHex("78bb00000001");
        refuses("zlib", preset, "zlib data of 6 bytes is cut short, or needs a dictionary");
    }

    @Test
    void zlibBombsEndAtTheLimit() {
        Codec zlib = Codec.named("zlib");
        MemorySegment bomb = CodecTest.compressed(zlib, new byte[64 << 20]);
        long[] taken = {0};
        assertThatExceptionOfType(MalformedCompressionException.class)
                .isThrownBy(() -> zlib.decompress(bomb, 100_000, (size, alignment) -> {
                    taken[0] += size;
                    return Arena.ofAuto().allocate(size, alignment);
                }))
                .withMessage("zlib data of " + bomb.byteSize()
                        + " bytes gives more, exceeds maxDecompressedByteSize=100000");
        assertThat(taken[0]).isEqualTo(100_000);
    }

    @Test
    void zstdIsReadUpToTheEndOfItsFirstFrame() {
        byte[] frame = compressed("zstd");
        assertThat(read("zstd", concat(frame, frame)).toByteArray()).isEqualTo(BYTES);
        assertThat(read("zstd", concat(frame, new byte[] {1, 2, 3})).toByteArray())
                .isEqualTo(BYTES);
    }

    @Test
    void zstdSaysHowMuchItHolds() {
        // zstandard.ZstdCompressor(write_content_size=False).compress(b"abc" * 9)
        byte[] silent = HexFormat.of().parseHex("28b52ffd00004d0000186162630100826e08");
        refuses("zstd", silent, "zstd frame does not say how many bytes it holds");
        byte[] skippable = HexFormat.of().parseHex("502a4d180400000061626364");
        refuses("zstd", skippable, "zstd data begins with 0x184d2a50, expected a frame's 0xfd2fb528");
        refuses("zstd", new byte[4], "zstd data of 4 bytes is cut short, expected at least 5");
    }

    @Test
    void zstdClaimsNoMoreThanItsBlocksCanHold() {
        byte[] frame = compressed("zstd");
        ByteBuffer lie = ByteBuffer.allocate(frame.length + 6).order(ByteOrder.LITTLE_ENDIAN);
        // A frame of one segment with a size of 64 bits, and the blocks of the honest one.
        lie.putInt(0xFD2FB528).put((byte) ((frame[4] & 4) | 0xE0)).putLong(200_000);
        assertThat(frame[4] & 0xFF).isIn(0x60, 0x64);
        lie.put(frame, 7, frame.length - 7);
        refusesBeforeMemory(
                "zstd", lie.array(), "zstd frame claims 200000 bytes, its blocks cannot hold more than 131072");
        lie.putLong(5, -1);
        refusesBeforeMemory(
                "zstd",
                lie.array(),
                "zstd frame claims 18446744073709551615 bytes, its blocks cannot hold more than 131072");
        lie.putLong(5, 5_001);
        refuses("zstd", lie.array(), "zstd data of " + lie.capacity() + " bytes is damaged: it does not give 5001");
        lie.putLong(5, 5_000);
        assertThat(read("zstd", lie.array()).toByteArray()).isEqualTo(BYTES);
    }

    @Test
    void zstdBlocksLieInsideTheFrame() {
        byte[] reserved = HexFormat.of().parseHex("28b52ffd2003070000");
        refuses("zstd", reserved, "zstd frame has a block of a kind that is not in use");
        byte[] beyond = HexFormat.of().parseHex("28b52ffd2003190000616263");
        assertThat(read("zstd", beyond).toUtf8()).isEqualTo("abc");
        beyond[6] = 0x21;
        refuses("zstd", beyond, "zstd data of 12 bytes is cut short, expected at least 13");
    }
}
