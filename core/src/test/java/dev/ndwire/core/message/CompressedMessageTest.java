package dev.ndwire.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ndwire.core.Blob;
import dev.ndwire.core.compress.Codec;
import dev.ndwire.core.compress.MalformedCompressionException;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Family;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.FrameList;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames that are cut and compressed on their way out, and decompressed and joined on their way in.
class CompressedMessageTest {
    private static final Serialization BLOBS = Blob.SERIALIZATION;
    private static final HeaderLimits LIMITS = HeaderLimits.standard();
    private static final int SIZE = 300_000;

    // The first third shrinks, the second does not, the last does.
    private final byte[] bytes = new byte[SIZE];
    private final Blob blob = new Blob(Frame.of(bytes));

    CompressedMessageTest() {
        byte[] noise = new byte[SIZE / 3];
        new SplittableRandom(20261123).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, SIZE / 3, noise.length);
        bytes[SIZE - 1] = 5;
    }

    private static Context context(@Nullable String compression) {
        return Context.local(Arena.ofAuto()).withCompression(compression);
    }

    private static @Nullable Object loads(List<Frame> frames, SegmentAllocator memory, WireLimits limits)
            throws IOException {
        FrameList source = new FrameList(frames);
        try {
            return MessageReader.loads(source, BLOBS, Context.local(memory), LIMITS, limits);
        } finally {
            assertThat(source.position()).isEqualTo(frames.size());
        }
    }

    private static @Nullable Object loads(List<Frame> frames) throws IOException {
        return loads(frames, Arena.ofAuto(), WireLimits.standard());
    }

    private static Header header(List<Frame> frames) {
        return MsgpackReader.decodeHeader(frames.get(1).toByteArray(), LIMITS);
    }

    private static List<Frame> message(Header header, Frame... frames) {
        List<Frame> message = new ArrayList<>();
        message.add(Frame.of(MsgpackWriter.encode(PyDict.of("__Serialized__", 1L))));
        message.add(Frame.of(MsgpackWriter.encode(header.with("num-sub-frames", (long) frames.length))));
        message.addAll(List.of(frames));
        return message;
    }

    private static Header blobHeader(@Nullable Object... compression) {
        return BLOBS.serialize(Blob.of("")).header().with("compression", Arrays.asList(compression));
    }

    private static Frame compressed(String codec, byte[] bytes) {
        Codec named = Codec.named(codec);
        MemorySegment target = Arena.ofAuto().allocate(named.maxCompressedByteSize(bytes.length));
        return Frame.of(target.asSlice(0, named.compress(Frame.of(bytes), target, Arena.ofAuto())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "snappy", "zlib", "zstd"})
    void joinsShardsOfWhichSomeAreCompressedInOnePlace(String codec) throws IOException {
        WriteOptions options = WriteOptions.standard().withShardByteSize(SIZE / 3);
        List<Frame> frames = MessageWriter.dumps(blob, BLOBS, context(codec), options);
        assertThat(frames).hasSize(5);
        assertThat(header(frames).get("compression")).isEqualTo(Arrays.asList(codec, null, codec));
        assertThat(header(frames).get("split-num-sub-frames")).isEqualTo(List.of(3L));
        assertThat(header(frames).get("split-offsets")).isEqualTo(List.of(0L));
        assertThat(header(frames).integer("num-sub-frames")).isEqualTo(3);
        assertThat(frames.get(2).byteSize()).isLessThan(6_000);
        List<Long> allocated = new ArrayList<>();
        SegmentAllocator memory = (size, alignment) -> {
            allocated.add(size);
            return Arena.ofAuto().allocate(size, alignment);
        };
        assertThat(loads(frames, memory, WireLimits.standard())).isEqualTo(blob);
        // One place of exactly its size; what was compressed lay elsewhere and is gone.
        assertThat(allocated).containsExactly((long) SIZE);
    }

    @Test
    void compressesNothingUnlessTheContextSaysSo() throws IOException {
        List<Frame> frames = MessageWriter.dumps(blob, BLOBS, context(null));
        assertThat(frames).hasSize(3);
        assertThat(frames.get(2).segments()).isEqualTo(blob.content().segments());
        assertThat(header(frames).get("compression")).isEqualTo(Arrays.asList((Object) null));
        assertThat(loads(frames)).isEqualTo(blob);
    }

    @Test
    void autoIsWrittenAsTheCodecThatItStandsFor() {
        List<Frame> frames = MessageWriter.dumps(new Blob(Frame.of(new byte[20_000])), BLOBS, context("auto"));
        assertThat(header(frames).get("compression")).isEqualTo(List.of("lz4"));
    }

    @Test
    void cutsBetweenItems() throws IOException {
        Blob items = new Blob(Frame.of(bytes).slice(0, 100).withItemByteSize(8));
        List<Frame> frames = MessageWriter.dumps(
                items, BLOBS, context(null), WriteOptions.standard().withShardByteSize(30));
        assertThat(frames.stream().skip(2).map(Frame::byteSize)).containsExactly(24L, 24L, 24L, 24L, 4L);
        assertThat(loads(frames)).isEqualTo(items);
    }

    @Test
    void leavesFramesAloneThatTheirFamilyCompressed() {
        Frame theirs = Frame.of(new byte[50_000]);
        Serialization mine = Serialization.standard()
                .with(Family.of(
                        "mine",
                        (value, context) -> Serialized.of(
                                Header.of("serializer", "mine", "compression", Arrays.asList("own", null)),
                                theirs,
                                theirs),
                        (header, frames, context) -> null))
                .writing("mine");
        List<Frame> frames = MessageWriter.dumps(
                blob, mine, context("lz4"), WriteOptions.standard().withShardByteSize(30_000));
        assertThat(header(frames).get("compression")).isEqualTo(List.of("own", "lz4", "lz4"));
        assertThat(header(frames).get("split-num-sub-frames")).isEqualTo(List.of(1L, 2L));
        assertThat(header(frames).get("split-offsets")).isEqualTo(List.of(0L, 1L));
        assertThat(frames.get(2)).isSameAs(theirs);
    }

    @Test
    void passesCompressedObjectsOnUnopened() throws IOException {
        List<Frame> frames = MessageWriter.dumps(
                blob, BLOBS, context("zstd"), WriteOptions.standard().withShardByteSize(SIZE / 3));
        Object unopened = MessageReader.loadsUnopened(new FrameList(frames), context(null), LIMITS);
        List<Frame> again = MessageWriter.dumps(unopened, BLOBS, context("lz4"));
        assertThat(again).hasSameSizeAs(frames);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(again.get(i).contentEquals(frames.get(i))).isTrue();
        }
        assertThat(loads(again)).isEqualTo(blob);
    }

    @Test
    void aSeedDecidesWhatIsSampled() {
        byte[] half = Arrays.copyOf(bytes, SIZE / 3 * 2);
        Blob mixed = new Blob(Frame.of(half));
        List<Object> chosen = new ArrayList<>();
        for (long seed = 0; seed < 20; seed++) {
            WriteOptions options = WriteOptions.standard().withSamplingSeed(seed);
            Object first = header(MessageWriter.dumps(mixed, BLOBS, context("lz4"), options))
                    .get("compression");
            assertThat(header(MessageWriter.dumps(mixed, BLOBS, context("lz4"), options))
                            .get("compression"))
                    .as("seed %d", seed)
                    .isEqualTo(first);
            chosen.add(first);
        }
        assertThat(chosen).contains(Arrays.asList((Object) null), List.of("lz4"));
    }

    @Test
    void falseMeansNotCompressed() throws IOException {
        assertThat(loads(message(blobHeader(false), Frame.utf8("plain")))).isEqualTo(Blob.of("plain"));
    }

    @Test
    void refusesColumnsThatDoNotFit() {
        refuses(
                message(blobHeader("lz4"), Frame.utf8("x"), Frame.utf8("y")),
                MalformedHeaderException.class,
                "header has 1 'compression' for 2 frames, expected as many");
        refuses(
                message(blobHeader(null, "blosc"), Frame.utf8("x"), Frame.utf8("y")),
                MalformedHeaderException.class,
                "frame 1 of an object is compressed by 'blosc', only [lz4, snappy, zlib, zstd] are known");
        refuses(
                message(blobHeader(7L), Frame.utf8("x")),
                MalformedHeaderException.class,
                "frame 0 of an object is compressed by '7', only [lz4, snappy, zlib, zstd] are known");
        refuses(
                message(blobHeader("x".repeat(300)), Frame.utf8("x")),
                MalformedHeaderException.class,
                "frame 0 of an object is compressed by '" + "x".repeat(200)
                        + "…', only [lz4, snappy, zlib, zstd] are known");
    }

    private static void refuses(List<Frame> frames, Class<? extends RuntimeException> type, String problem) {
        assertThatExceptionOfType(type).isThrownBy(() -> loads(frames)).withMessage(problem);
    }

    @Test
    void refusesDamageAndSaysWhichFrame() {
        byte[] zeros = new byte[50_000];
        for (String codec : Codec.names()) {
            Frame whole = compressed(codec, zeros);
            Frame cut = whole.slice(0, whole.byteSize() - 3);
            assertThatExceptionOfType(MalformedCompressionException.class)
                    .isThrownBy(() -> loads(message(blobHeader(null, codec), Frame.utf8("x"), cut)))
                    .withMessageStartingWith("frame 1 of an object: " + codec + " data of ");
        }
    }

    @Test
    void anObjectIsNoLargerThanAllowedHoweverItsFramesAreCompressed() throws IOException {
        byte[] zeros = new byte[50_000];
        WireLimits limits = WireLimits.standard().withMaxDecompressedByteSize(100_001);
        Frame plain = Frame.of(new byte[2]);
        Header header = blobHeader("lz4", "zstd", null)
                .with("split-num-sub-frames", List.of(3L))
                .with("split-offsets", List.of(0L));
        Frame[] frames = {compressed("lz4", zeros), compressed("zstd", zeros), plain};
        assertThatExceptionOfType(MalformedCompressionException.class)
                .isThrownBy(() -> loads(message(header, frames), Arena.ofAuto(), limits))
                .withMessage("a frame claims 2 bytes, maxDecompressedByteSize=100001 leaves 1");
        frames[2] = Frame.of(new byte[1]);
        assertThat(loads(message(header, frames), Arena.ofAuto(), limits)).isInstanceOf(Blob.class);
        WireLimits less = limits.withMaxDecompressedByteSize(99_999);
        assertThatExceptionOfType(MalformedCompressionException.class)
                .isThrownBy(() -> loads(message(header, frames), Arena.ofAuto(), less))
                .withMessage("frame 1 of an object: zstd data claims 50000 bytes, maxDecompressedByteSize=99999 leaves"
                        + " 49999");
        frames[1] = compressed("zlib", zeros);
        assertThatExceptionOfType(MalformedCompressionException.class)
                .isThrownBy(() -> loads(
                        message(header.with("compression", Arrays.asList("lz4", "zlib", null)), frames),
                        Arena.ofAuto(),
                        less))
                .withMessage("frame 1 of an object: zlib data of " + frames[1].byteSize()
                        + " bytes gives more, exceeds maxDecompressedByteSize=49999");
    }

    @Test
    void memoryOfCompressedBytesGoesBackWhenTheMessageIsRead() throws IOException {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(64 << 20), 0);
        List<Frame> frames;
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            frames = MessageWriter.dumps(
                    new Blob(Frame.of(new byte[1 << 20])),
                    BLOBS,
                    Context.local(lease).withCompression("zlib"));
            List<Frame> kept = List.copyOf(frames);
            try (Lease received = pool.lease(Ownership.LEASED)) {
                long before = pool.budget().usedBytes();
                assertThat(loads(kept, received, WireLimits.standard())).isInstanceOf(Blob.class);
                assertThat(pool.budget().usedBytes() - before).isEqualTo(1 << 20);
                Frame hostile = kept.get(2).slice(0, kept.get(2).byteSize() - 1);
                assertThatExceptionOfType(MalformedCompressionException.class)
                        .isThrownBy(() -> loads(message(blobHeader("zlib"), hostile), received, WireLimits.standard()));
                assertThat(pool.budget().usedBytes() - before).isEqualTo(1 << 20);
            }
        }
        assertThat(pool.budget().usedBytes()).isZero();
    }

    @Test
    void familiesAreRefusedBeforeAnythingIsDecompressed() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> MessageReader.loads(
                        new FrameList(message(blobHeader("lz4"), Frame.utf8("no lz4"))),
                        BLOBS.accepting("msgpack"),
                        context(null),
                        LIMITS))
                .withMessage("object was serialized by family 'dask', only [msgpack] are accepted");
    }
}
