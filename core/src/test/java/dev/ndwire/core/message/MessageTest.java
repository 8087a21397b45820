package dev.ndwire.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.Blob;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Family;
import dev.ndwire.core.family.Pickled;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEnum;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.core.wire.ArrayStream;
import dev.ndwire.core.wire.FrameList;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.MalformedWireException;
import dev.ndwire.core.wire.WireLimits;
import dev.ndwire.core.wire.WireReader;
import dev.ndwire.core.wire.WireWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final Serialization BLOBS = Blob.SERIALIZATION;

    private static final HeaderLimits LIMITS = HeaderLimits.standard();

    private static List<Frame> dumps(@Nullable Object message) {
        return MessageWriter.dumps(message, BLOBS, Context.local(Arena.ofAuto()));
    }

    private static FrameSource stream(List<Frame> frames) {
        try {
            ArrayStream out = new ArrayStream();
            WireWriter.write(out, frames);
            return WireReader.open(new ArrayStream(out.written()), WireLimits.standard());
        } catch (IOException e) {
            throw new UncheckedIOException("streams in memory do not fail", e);
        }
    }

    private static @Nullable Object loads(List<Frame> frames) throws IOException {
        return MessageReader.loads(stream(frames), BLOBS, Context.local(Arena.ofAuto()), LIMITS);
    }

    private static Frame packed(@Nullable Object value) {
        return Frame.of(MsgpackWriter.encode(value));
    }

    private static PyDict pointer(long index) {
        return PyDict.of("__Serialized__", index);
    }

    private static Header blobHeader(long frames) {
        return BLOBS.serialize(Blob.of("")).header().with("num-sub-frames", frames);
    }

    /// Refused by name, with the stream at the next message.
    private static void refuses(List<Frame> frames, Class<? extends RuntimeException> type, String message) {
        refuses(frames, BLOBS, type, message);
    }

    private static void refuses(
            List<Frame> frames, Serialization reading, Class<? extends RuntimeException> type, String message) {
        FrameSource source = stream(frames);
        assertThatExceptionOfType(type)
                .isThrownBy(() -> MessageReader.loads(source, reading, Context.local(Arena.ofAuto()), LIMITS))
                .withMessage(message);
        assertThat(source.position()).isEqualTo(frames.size());
    }

    @Test
    void carriesPlainValuesInOneFrame() throws IOException {
        PyDict message = PyDict.of(
                "op",
                "ping",
                null,
                List.of(1L, 2.5, true),
                PySet.of(1L, "a"),
                new PyEnum("m", "C", "RED"),
                3L,
                Bytes.EMPTY);
        assertThat(dumps(message)).hasSize(1);
        assertThat(loads(dumps(message))).isEqualTo(message);
        assertThat(loads(dumps(null))).isNull();
        assertThat(loads(dumps("OK"))).isEqualTo("OK");
    }

    // protocol.dumps({"x": to_serialize(b"abc")}, context={"compression": None}) of distributed 2026.8.0.
    @Test
    void writesTheFramesThatPythonWrites() {
        List<Frame> frames = dumps(PyDict.of("x", new Serialize(Bytes.utf8("abc"))));
        assertThat(frames)
                .extracting(frame -> HexFormat.of().formatHex(frame.toByteArray()))
                .containsExactly(
                        "81a17881ae5f5f53657269616c697a65645f5f01",
                        "88aa7375622d68656164657280a474797065a56279746573af747970652d73657269616c697a6564c42180059516"
                                + "000000000000008c086275696c74696e73948c0562797465739493942eaa73657269616c697a6572"
                                + "a46461736bb473706c69742d6e756d2d7375622d6672616d65739101ad73706c69742d6f66667365"
                                + "74739100ab636f6d7072657373696f6e91c0ae6e756d2d7375622d6672616d657301",
                        "616263");
    }

    @Test
    void putsObjectsBackWhereTheyStoodAtEveryDepth() throws IOException {
        PyDict message = PyDict.of(
                "a",
                Blob.of("first"),
                "list",
                List.of(1L, List.of(Blob.of("second"), PyDict.of("k", List.of(Blob.of("third"), "x")))),
                "set",
                PySet.of(2L, Blob.of("fourth")),
                "tuple in a set",
                PySet.of(PyTuple.of("t", PyTuple.of(Blob.of("fifth")))),
                Blob.of("a key"),
                "its value",
                PyTuple.of(1L, Blob.of("inside a key")),
                new Serialize("text"));
        List<Frame> frames = dumps(message);
        assertThat(frames).hasSize(1 + 2 * 8);
        message.put(PyTuple.of(1L, Blob.of("inside a key")), "text");
        assertThat(loads(frames)).isEqualTo(message);
    }

    @Test
    void carriesAnObjectOnItsOwnAndOnesWithoutBytes() throws IOException {
        assertThat(loads(dumps(Blob.of("alone")))).isEqualTo(Blob.of("alone"));
        assertThat(loads(dumps(Blob.of("")))).isEqualTo(Blob.of(""));
    }

    @Test
    void touchesNoByteOfAnObject() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(1000);
            List<Frame> frames = dumps(PyDict.of("x", new Blob(Frame.of(memory))));
            assertThat(frames.get(2).segments()).containsExactly(memory);
            Object back = MessageReader.loads(new FrameList(frames), BLOBS, Context.local(Arena.ofAuto()), LIMITS);
            assertThat(back)
                    .isInstanceOfSatisfying(
                            PyDict.class,
                            dict -> assertThat(dict.get("x"))
                                    .isInstanceOfSatisfying(
                                            Blob.class,
                                            blob -> assertThat(blob.content().segments())
                                                    .containsExactly(memory)));
        }
    }

    @Test
    void twoPlaceholdersMayShareAnObject() throws IOException {
        Object back = loads(List.of(
                packed(List.of(pointer(1), PyDict.of("k", pointer(1)))), packed(blobHeader(1)), Frame.utf8("shared")));
        assertThat(back).isEqualTo(List.of(Blob.of("shared"), PyDict.of("k", Blob.of("shared"))));
    }

    // Python sends such frames when its first attempt at a message fails and the second writes on behind them.
    @Test
    void skipsFramesThatNoPlaceholderPointsTo() throws IOException {
        List<Frame> frames = List.of(
                packed(List.of(pointer(4), pointer(7))),
                packed(blobHeader(2)),
                Frame.utf8("orphan"),
                Frame.utf8("no msgpack either"),
                packed(blobHeader(1)),
                Frame.utf8("one"),
                Frame.utf8("orphan"),
                packed(blobHeader(1)),
                Frame.utf8("two"),
                Frame.utf8("orphan"));
        assertThat(loads(frames)).isEqualTo(List.of(Blob.of("one"), Blob.of("two")));
        assertThat(loads(List.of(packed("plain"), Frame.utf8("orphan")))).isEqualTo("plain");
    }

    @Test
    void leavesMapsAloneThatOnlyLookLikePlaceholders() throws IOException {
        for (Object index : Arrays.asList(0L, -1L, "1", true, 1.5, null)) {
            PyDict looksLikeOne = PyDict.of("__Serialized__", index);
            assertThat(loads(List.of(packed(looksLikeOne)))).isEqualTo(looksLikeOne);
        }
    }

    @Test
    void refusesPlaceholdersThatPointToNoHeader() {
        refuses(
                List.of(packed(pointer(3)), packed(blobHeader(1)), Frame.utf8("x")),
                MalformedHeaderException.class,
                "a placeholder points to frame 3, the message has 3 frames");
        refuses(
                List.of(packed(pointer(Long.MAX_VALUE))),
                MalformedHeaderException.class,
                "a placeholder points to frame 9223372036854775807, the message has 1 frames");
        refuses(
                List.of(packed(List.of(pointer(1), pointer(2))), packed(blobHeader(1)), packed(blobHeader(0))),
                MalformedHeaderException.class,
                "a placeholder points to frame 2, which belongs to the object before it");
        refuses(
                List.of(packed(pointer(1)), packed(List.of(1L)), Frame.utf8("x")),
                MalformedHeaderException.class,
                "header is a list, expected a map");
    }

    @Test
    void refusesObjectsThatLieAboutTheirFrames() {
        refuses(
                List.of(packed(pointer(1)), packed(blobHeader(2)), Frame.utf8("x")),
                MalformedHeaderException.class,
                "frame 1 claims 2 frames for its object, 1 follow it");
        refuses(
                List.of(packed(pointer(1)), packed(blobHeader(-1)), Frame.utf8("x")),
                MalformedHeaderException.class,
                "frame 1 claims -1 frames for its object, 1 follow it");
        refuses(
                List.of(packed(pointer(1)), packed(Header.of("serializer", "dask"))),
                MalformedHeaderException.class,
                "header has no 'num-sub-frames', only [serializer]");
        refusesSplit(
                new long[] {1, 1},
                new long[] {0, 1},
                "header makes frame 1 of 1 frames from 1 on, expected at" + " most 0 from 1 on");
        refusesSplit(
                new long[] {2},
                new long[] {0},
                "header makes frame 0 of 2 frames from 0 on, expected at most 1" + " from 0 on");
        refusesSplit(
                new long[] {1},
                new long[] {1},
                "header makes frame 0 of 1 frames from 1 on, expected at most 1" + " from 0 on");
        refusesSplit(
                new long[] {-1},
                new long[] {0},
                "header makes frame 0 of -1 frames from 0 on, expected at most" + " 1 from 0 on");
        refusesSplit(
                new long[] {Long.MAX_VALUE, 2},
                new long[] {0, Long.MAX_VALUE},
                "header makes frame 0 of 9223372036854775807 frames from 0 on, expected at most 1 from 0 on");
        refusesSplit(new long[] {0}, new long[] {0}, "header makes 0 frames into whole ones, 1 are there");
        refusesSplit(
                new long[] {1},
                new long[] {0, 1},
                "header has 1 'split-num-sub-frames' and 2 'split-offsets'," + " expected as many");
    }

    private static void refusesSplit(long[] shards, long[] offsets, String message) {
        Header header = blobHeader(1).with("split-num-sub-frames", shards).with("split-offsets", offsets);
        refuses(List.of(packed(pointer(1)), packed(header), Frame.utf8("x")), MalformedHeaderException.class, message);
    }

    @Test
    void mergesShardsWhereTheyLand() throws IOException {
        Header header = blobHeader(4)
                .with("split-num-sub-frames", new long[] {3, 1})
                .with("split-offsets", new long[] {0, 3})
                .with("compression", Arrays.asList(null, null, null, null));
        List<Frame> frames = List.of(
                packed(pointer(1)),
                packed(header),
                Frame.utf8("ab"),
                Frame.utf8("c"),
                Frame.utf8("defg"),
                Frame.utf8("second"));
        List<MemorySegment> allocated = new ArrayList<>();
        Context context = Context.local((byteSize, byteAlignment) -> {
            MemorySegment memory = Arena.ofAuto().allocate(byteSize, byteAlignment);
            allocated.add(memory);
            return memory;
        });
        Object back = MessageReader.loads(stream(frames), BLOBS, context, LIMITS);
        assertThat(allocated).extracting(MemorySegment::byteSize).containsExactly(7L, 6L);
        assertThat(allocated)
                .allSatisfy(memory -> assertThat(memory.address() % 64).isZero());
        assertThat(back).isInstanceOfSatisfying(Blob.class, blob -> {
            assertThat(blob.content().toUtf8()).isEqualTo("abcdefg");
            assertThat(blob.content().segments()).containsExactly(allocated.get(0));
        });
    }

    // An N-d pickle buffer over the shard size is sent as one whole frame and many empty ones.
    @Test
    void mergesEmptyShards() throws IOException {
        Header header =
                blobHeader(3).with("split-num-sub-frames", new long[] {3, 0}).with("split-offsets", new long[] {0, 3});
        List<Frame> frames = List.of(packed(pointer(1)), packed(header), Frame.EMPTY, Frame.utf8("whole"), Frame.EMPTY);
        assertThat(loads(frames)).isEqualTo(Blob.of("whole"));
    }

    @Test
    void refusesFamiliesAndPicklesByNameAndGoesOnWithTheNextMessage() throws IOException {
        Serialization dask = BLOBS.accepting("dask");
        Header pickle = Header.of("serializer", "pickle", "num-sub-frames", 2L);
        refuses(
                List.of(packed(List.of(1L, pointer(1))), packed(pickle), Frame.utf8("x"), Frame.utf8("y")),
                dask,
                SerializationException.class,
                "object was serialized by family 'pickle', only [dask] are accepted");
        refuses(
                List.of(
                        packed(PyDict.of("__Pickled__", 1L)),
                        packed(Header.of("pickled-obj", Bytes.EMPTY, "num-sub-frames", 1L)),
                        Frame.utf8("x")),
                dask,
                SerializationException.class,
                "object was serialized by family 'pickle', only [dask] are accepted");
        ArrayStream two = new ArrayStream();
        WireWriter.write(two, List.of(packed(pointer(1)), packed(pickle), Frame.utf8("x"), Frame.utf8("y")));
        WireWriter.write(two, dumps("next"));
        ArrayStream both = new ArrayStream(two.written());
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> MessageReader.loads(
                        WireReader.open(both, WireLimits.standard()), dask, Context.local(), LIMITS));
        assertThat(MessageReader.loads(WireReader.open(both, WireLimits.standard()), dask, Context.local(), LIMITS))
                .isEqualTo("next");
    }

    @Test
    void spendsNoMemoryOnRefusedObjects() {
        Context none = Context.local((byteSize, byteAlignment) -> {
            throw new AssertionError("no memory is needed here");
        });
        FrameSource refused = stream(List.of(
                packed(pointer(1)),
                packed(Header.of("serializer", "pickle", "num-sub-frames", 1L)),
                Frame.of(new byte[1 << 20])));
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> MessageReader.loads(refused, BLOBS.accepting("dask"), none, LIMITS));
    }

    @Test
    void whateverASerializerThrowsTheStreamIsAtTheNextMessage() {
        List<Frame> noFrames = List.of(packed(pointer(1)), packed(blobHeader(0)), Frame.utf8("orphan"));
        refuses(
                noFrames,
                SerializationException.class,
                "an object cannot be rebuilt: java.lang.ArrayIndexOutOfBoundsException: Index 0 out of"
                        + " bounds for length 0");
    }

    @Test
    void goesOnWithTheNextMessageWhenAnObjectHasNoRoom() {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1 << 20), 0);
        FrameSource source = stream(dumps(List.of(new Blob(Frame.of(new byte[2 << 20])), Blob.of("more"))));
        try (var lease = pool.lease(Ownership.LEASED)) {
            assertThatExceptionOfType(MemoryBudgetExceededException.class)
                    .isThrownBy(() -> MessageReader.loads(source, BLOBS, Context.local(lease), LIMITS));
        }
        assertThat(source.position()).isEqualTo(source.frameCount());
        assertThat(pool.budget().usedBytes()).isZero();
    }

    @Test
    void refusesAnObjectThatIsNoKey() {
        List<Frame> frames = new ArrayList<>(dumps(List.of(new Serialize(new PyDict(4)))));
        Header header = Serialization.standard()
                .writing("msgpack")
                .serialize(PyDict.of("a", 1L))
                .header();
        frames.set(0, packed(PyDict.of("__Set__", true, "as-list", List.of(pointer(1)))));
        frames.set(1, packed(header.with("num-sub-frames", 1L)));
        frames.add(packed(PyDict.of("a", 1L)));
        refuses(
                frames.subList(0, 3),
                MalformedHeaderException.class,
                "an object is no key of a map and no element of a set");
    }

    @Test
    void refusesHeadersOverTheLimitBeforeTheyAreRead() {
        HeaderLimits small = new HeaderLimits(100, 10, 100);
        FrameSource first = stream(List.of(Frame.of(new byte[101])));
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> MessageReader.loads(first, BLOBS, Context.local(), small))
                .withMessage("frame 0 is a header of 101 bytes, exceeds maxByteSize=100");
        FrameSource second = stream(List.of(packed(pointer(1)), Frame.of(new byte[101]), Frame.utf8("x")));
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> MessageReader.loads(second, BLOBS, Context.local(), small))
                .withMessage("frame 1 is a header of 101 bytes, exceeds maxByteSize=100");
        assertThat(second.position()).isEqualTo(3);
    }

    @Test
    void passesObjectsOnAsTheyCame() throws IOException {
        Header odd = Header.of(
                "serializer",
                "unheard of",
                "split-num-sub-frames",
                new long[] {2},
                "split-offsets",
                new long[] {0},
                "compression",
                Arrays.asList("lz4", null),
                "num-sub-frames",
                2L);
        List<Frame> frames = List.of(
                packed(List.of(pointer(1), "text", pointer(4))),
                packed(odd),
                Frame.utf8("one"),
                Frame.utf8("two"),
                packed(blobHeader(0)));
        Object unopened = MessageReader.loadsUnopened(stream(frames), Context.local(Arena.ofAuto()), LIMITS);
        assertThat(unopened).isInstanceOfSatisfying(List.class, list -> {
            assertThat(list.get(0)).isInstanceOfSatisfying(Serialized.class, object -> {
                assertThat(object.header()).isEqualTo(odd);
                assertThat(object.frames()).extracting(Frame::toUtf8).containsExactly("one", "two");
            });
            assertThat(list.get(1)).isEqualTo("text");
        });
        List<Frame> again = dumps(unopened);
        assertThat(again).hasSameSizeAs(frames);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(again.get(i).toByteArray()).isEqualTo(frames.get(i).toByteArray());
        }
    }

    @Test
    void passesThroughWhatIsMarkedAndSerializedAlready() throws IOException {
        Serialized already = BLOBS.serialize(Blob.of("x"));
        assertThat(loads(dumps(new Serialize(already)))).isEqualTo(Blob.of("x"));
    }

    @Test
    void passesPicklesThroughUnopened() throws IOException {
        Header header = Header.of("pickled-obj", Bytes.utf8("no pickle"), "num-sub-frames", 1L);
        List<Frame> frames =
                List.of(packed(List.of(1L, PyDict.of("__Pickled__", 1L))), packed(header), Frame.utf8("buffer"));
        Object unopened = MessageReader.loadsUnopened(stream(frames), Context.local(Arena.ofAuto()), LIMITS);
        assertThat(unopened).isInstanceOf(List.class);
        assertThat(((List<?>) java.util.Objects.requireNonNull(unopened)).get(1))
                .isInstanceOfSatisfying(Pickled.class, pickled -> {
                    assertThat(pickled.header()).isEqualTo(header);
                    assertThat(pickled.frames()).extracting(Frame::toUtf8).containsExactly("buffer");
                });
        List<Frame> again = dumps(unopened);
        assertThat(again).hasSameSizeAs(frames);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(again.get(i).toByteArray()).isEqualTo(frames.get(i).toByteArray());
        }
    }

    @Test
    void largeBytesTravelInAFrameOfTheirOwnIfAFamilyTakesThem() throws IOException {
        Bytes large = Bytes.of(new byte[100_000]);
        List<Frame> frames = dumps(PyDict.of("x", large));
        assertThat(frames).hasSize(3);
        assertThat(frames.get(0).byteSize()).isLessThan(100);
        assertThat(loads(frames)).isEqualTo(PyDict.of("x", large));
        Serialization none = Serialization.standard()
                .with(Family.of("mine", (value, context) -> null, (h, f, c) -> null))
                .writing("mine");
        List<Frame> inside = MessageWriter.dumps(PyDict.of("x", large), none, Context.local());
        assertThat(inside).hasSize(1);
        assertThat(loads(inside)).isEqualTo(PyDict.of("x", large));
    }

    @Test
    void refusesValuesThatNoFamilyTakes() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> dumps(PyDict.of("x", new Object())))
                .withMessage("no family of [dask, pickle, jvm] takes a java.lang.Object: "
                        + "no way is known to pickle an instance of java.lang.Object");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MessageWriter.dumps(List.of("\ud800"), BLOBS.writing("dask"), Context.local(Arena.ofAuto())))
                .withMessage("text holds an unpaired surrogate at index 0");
    }

    @Test
    void refusesEveryTruncationOfAMessage() throws IOException {
        ArrayStream out = new ArrayStream();
        WireWriter.write(out, dumps(PyDict.of("x", Blob.of("abc"), "y", List.of(Blob.of("de")))));
        byte[] whole = out.written();
        for (int size = 0; size < whole.length; size++) {
            ArrayStream cut = new ArrayStream(Arrays.copyOf(whole, size));
            assertThatExceptionOfType(IOException.class)
                    .as("cut to %d bytes", size)
                    .isThrownBy(() -> MessageReader.loads(
                            WireReader.open(cut, WireLimits.standard()), BLOBS, Context.local(Arena.ofAuto()), LIMITS));
        }
    }

    @Test
    void aLostStreamIsNotReadOn() {
        FrameSource lost = stream(List.of(packed(pointer(1)), packed(blobHeader(1)), Frame.utf8("x")));
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(() -> MessageReader.loads(
                        lost,
                        BLOBS,
                        Context.local((byteSize, byteAlignment) -> {
                            throw new MalformedWireException("the stream is lost", 5);
                        }),
                        LIMITS));
        assertThat(lost.position()).isEqualTo(2);
    }
}
