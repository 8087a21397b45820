package dev.ndwire.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ndwire.core.Blob;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.wire.MalformedWireException;
import dev.ndwire.core.wire.Packing;
import dev.ndwire.core.wire.WireLimits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SerializedBytesTest {
    private static final Serialization BLOBS = Blob.SERIALIZATION;
    private static final Context CONTEXT = Context.local(Arena.global());
    private static final WriteOptions PLAIN = WriteOptions.standard();

    private static Frame packed(Object value) {
        return SerializedBytes.serializeBytes(value, BLOBS, CONTEXT, PLAIN);
    }

    private static @Nullable Object back(Frame bytes) {
        return SerializedBytes.deserializeBytes(bytes, BLOBS, CONTEXT);
    }

    private static Header header(Frame bytes) {
        Frame first = Packing.unpack(bytes.toSegment(Arena.ofAuto()), 100).get(0);
        return MsgpackReader.decodeHeader(first.toByteArray(), HeaderLimits.standard());
    }

    @Test
    void standsAloneAndViewsTheObjectsMemory() {
        Blob blob = new Blob(Frame.of(Arena.ofAuto().allocate(100_000)));
        List<Frame> pieces = SerializedBytes.serializeByteList(blob, BLOBS, CONTEXT, PLAIN);
        assertThat(pieces).hasSize(3);
        assertThat(pieces.get(2).segments()).isEqualTo(blob.content().segments());
        Frame bytes = packed(blob);
        assertThat(bytes.contentEquals(Frame.join(pieces))).isTrue();
        assertThat(header(bytes).integer("count")).isEqualTo(1);
        assertThat(header(bytes).has("num-sub-frames")).isFalse();
        MemorySegment oneSegment = bytes.toSegment(Arena.ofAuto());
        assertThat(back(Frame.of(oneSegment))).isInstanceOfSatisfying(Blob.class, same -> {
            assertThat(same).isEqualTo(blob);
            assertThat(same.content().segments())
                    .containsExactly(oneSegment.asSlice(oneSegment.byteSize() - 100_000, 100_000));
        });
        assertThat(back(bytes)).isEqualTo(blob);
    }

    @Test
    void iteratesCollectionsAndTakesMarkedObjects() {
        List<Blob> blobs = List.of(Blob.of("one"), Blob.of("two"));
        assertThat(back(packed(blobs))).isEqualTo(blobs);
        assertThat(back(packed(new Serialize(Blob.of("x"))))).isEqualTo(Blob.of("x"));
    }

    @Test
    void cutsAndCompresses() {
        Blob blob = new Blob(Frame.of(new byte[100_000]));
        Frame bytes = SerializedBytes.serializeBytes(
                blob, BLOBS, CONTEXT.withCompression("zstd"), PLAIN.withShardByteSize(40_000));
        assertThat(header(bytes).get("compression")).isEqualTo(List.of("zstd", "zstd", "zstd"));
        assertThat(header(bytes).get("split-num-sub-frames")).isEqualTo(List.of(3L));
        assertThat(header(bytes).integer("count")).isEqualTo(3);
        assertThat(bytes.byteSize()).isLessThan(1_000);
        assertThat(back(bytes)).isEqualTo(blob);
        WireLimits small = WireLimits.standard().withMaxDecompressedByteSize(99_999);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(
                        () -> SerializedBytes.deserializeBytes(bytes, BLOBS, CONTEXT, HeaderLimits.standard(), small))
                .withMessage("frame 2 of an object: zstd data claims 20000 bytes, maxDecompressedByteSize=99999 leaves"
                        + " 19999");
    }

    @Test
    void doesNotOpenWhatIsSerializedAndCompressed() {
        Header header = Header.of("serializer", "unheard of", "compression", Arrays.asList("own"));
        Frame bytes = packed(Serialized.of(header, Frame.utf8("x")));
        assertThat(header(bytes)).isEqualTo(header.with("count", 1L));
        assertThat(back(packed(BLOBS.serialize(Blob.of("y"))))).isEqualTo(Blob.of("y"));
    }

    @Test
    void anObjectMayHaveNoFrames() {
        Frame bytes = packed(List.of());
        assertThat(back(bytes)).isEqualTo(List.of());
    }

    @Test
    void refusesWhatIsNoObject() {
        refuses(
                Packing.pack(List.of()),
                MalformedHeaderException.class,
                "bytes of an object have no frame, expected a header");
        Header header = BLOBS.serialize(Blob.of("")).header();
        refuses(
                packing(header.with("count", 2L), Frame.utf8("x")),
                MalformedHeaderException.class,
                "header claims 2 frames, 1 follow it");
        refuses(
                Frame.of(new byte[7]),
                MalformedWireException.class,
                "frame count takes 8 bytes, 7 are left (byte 0 of the message)");
        refuses(
                packing(Header.of("serializer", "brine"), Frame.utf8("x")),
                SerializationException.class,
                "object was serialized by family 'brine', only [dask, pickle, jvm, msgpack, error] are accepted");
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> SerializedBytes.deserializeBytes(
                        packed(Blob.of("x")), BLOBS, CONTEXT, new HeaderLimits(10, 10, 10), WireLimits.standard()))
                .withMessageMatching("header of \\d+ bytes exceeds maxByteSize=10");
    }

    private static Frame packing(Header header, Frame... frames) {
        List<Frame> all = new ArrayList<>(List.of(Frame.of(MsgpackWriter.encode(header))));
        all.addAll(List.of(frames));
        return Packing.pack(all);
    }

    private static void refuses(Frame bytes, Class<? extends RuntimeException> type, String problem) {
        assertThatExceptionOfType(type).isThrownBy(() -> back(bytes)).withMessage(problem);
    }

    @Test
    void refusesEveryTruncation() {
        Frame bytes = SerializedBytes.serializeBytes(
                new Blob(Frame.of(new byte[20_000])), BLOBS, CONTEXT.withCompression("lz4"), PLAIN);
        for (long size = 0; size < bytes.byteSize(); size++) {
            Frame cut = bytes.slice(0, size);
            assertThatExceptionOfType(MalformedException.class)
                    .as("cut to %d bytes", size)
                    .isThrownBy(() -> back(cut));
        }
    }
}
