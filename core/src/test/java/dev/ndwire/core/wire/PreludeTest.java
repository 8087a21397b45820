package dev.ndwire.core.wire;

import static dev.ndwire.core.wire.ArrayStream.prelude;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ndwire.core.Allocated;
import dev.ndwire.core.ClosedMemory;
import dev.ndwire.core.frame.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreludeTest {
    private static final WireLimits SMALL = new WireLimits(8, 1000);

    private static Frame frame(int size) {
        return Frame.of(new byte[size]);
    }

    /// A packing in memory: a count, sizes, and what follows them.
    private static MemorySegment packed(int payload, long count, long... sizes) {
        byte[] whole = prelude(0, count, sizes);
        return MemorySegment.ofArray(Arrays.copyOfRange(whole, 8, whole.length + payload));
    }

    private static void refusesPacked(MemorySegment packed, String message, long byteOffset) {
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(() -> Prelude.readSizes(packed, 8))
                .withMessage(message + " (byte " + byteOffset + " of the message)")
                .satisfies(e -> assertThat(e.byteOffset()).isEqualTo(byteOffset));
    }

    private static void refuses(byte[] stream, String message, long byteOffset) {
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(() -> Prelude.readFrom(new ArrayStream(stream), SMALL))
                .withMessage(message + " (byte " + byteOffset + " of the message)")
                .satisfies(e -> assertThat(e.byteOffset()).isEqualTo(byteOffset));
    }

    @Test
    void laysTheFieldsOutLittleEndian() {
        assertThat(Prelude.ofStream(List.of(frame(3), frame(0x1234))))
                .containsExactly(prelude(8 + 16 + 3 + 0x1234, 2, 3, 0x1234));
        assertThat(Prelude.ofStream(List.of(frame(0x0102))))
                .containsExactly(0x12, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0);
        assertThat(Prelude.ofMemory(List.of(frame(5)))).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Prelude.ofMemory(List.of())).containsExactly(new byte[8]);
    }

    @Test
    void headCoversLeadingFramesUpToTheFirstLargeOne() {
        int large = (64 << 10) + 1;
        assertThat(Prelude.ofStream(List.of(frame(10), frame(64 << 10), frame(large), frame(5))))
                .containsExactly(prelude(8 + 32 + 10 + (64 << 10), 4, 10, 64 << 10, large, 5));
        assertThat(Prelude.ofStream(List.of(frame(large)))).containsExactly(prelude(16, 1, large));
    }

    @Test
    void refusesAMessageWithoutFrames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prelude.ofStream(List.of()))
                .withMessage("a message has at least 1 frame");
    }

    @Test
    void readsTheSizesOfAPacking() {
        assertThat(Prelude.readSizes(packed(7, 3, 5, 0, 2), 8)).containsExactly(5, 0, 2);
        assertThat(Prelude.readSizes(packed(0, 0), 8)).isEmpty();
        assertThat(Prelude.readSizes(packed(3, 1, 1), 1)).containsExactly(1);
        MemorySegment unaligned = MemorySegment.ofArray(new byte[25]).asSlice(1);
        MemorySegment.copy(packed(8, 1, 8), 0, unaligned, 0, 24);
        assertThat(Prelude.readSizes(unaligned, 8)).containsExactly(8);
    }

    @Test
    void refusesFrameThatClaimsMoreThanIsLeft() {
        refusesPacked(packed(4, 2, 4, 9), "frame 1 claims 9 bytes, 0 are left", 16);
        refusesPacked(packed(4, 2, 5, 0), "frame 0 claims 5 bytes, 4 are left", 8);
        refusesPacked(packed(4, 1, -1), "frame 0 claims 18446744073709551615 bytes, 4 are left", 8);
        refusesPacked(packed(4, 2, 1, Long.MIN_VALUE), "frame 1 claims 9223372036854775808 bytes, 3 are left", 16);
        // Together they are 2**64 + 2, which is 2 in 64 bits.
        refusesPacked(
                packed(4, 3, 3, Long.MAX_VALUE, Long.MAX_VALUE),
                "frame 1 claims 9223372036854775807 bytes, 1 are left",
                16);
    }

    @Test
    void refusesMoreFramesThanAllowed() {
        refusesPacked(packed(0, 12, new long[12]), "frame count 12 exceeds maxFrames=8", 0);
        refusesPacked(packed(0, 9), "frame count 9 exceeds maxFrames=8", 0);
        refusesPacked(packed(0, -1), "frame count 18446744073709551615 exceeds maxFrames=8", 0);
        refusesPacked(packed(0, 1L << 32), "frame count 4294967296 exceeds maxFrames=8", 0);
        assertThat(Prelude.readSizes(packed(0, 8, new long[8]), 8)).hasSize(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prelude.readSizes(packed(0, 0), 0))
                .withMessage("maxFrames=0 is below 1");
    }

    @Test
    void refusesTablesThatAreCutShort() {
        refusesPacked(packed(0, 2, 1), "table of 2 sizes takes 16 bytes, 8 are left", 8);
        refusesPacked(packed(7, 2, 1), "table of 2 sizes takes 16 bytes, 15 are left", 8);
        refusesPacked(MemorySegment.ofArray(new byte[7]), "frame count takes 8 bytes, 7 are left", 0);
        refusesPacked(MemorySegment.NULL, "frame count takes 8 bytes, 0 are left", 0);
    }

    @Test
    void refusesEveryTruncationOfAPacking() {
        MemorySegment whole = packed(10, 3, 5, 0, 5);
        for (long size = 0; size < whole.byteSize(); size++) {
            MemorySegment cut = whole.asSlice(0, size);
            assertThat(catchThrowable(() -> Prelude.readSizes(cut, 8)))
                    .as("cut to %d bytes", size)
                    .isExactlyInstanceOf(MalformedWireException.class);
        }
    }

    @Test
    void aClosedArenaIsTheCallersFault() {
        MemorySegment packed = ClosedMemory.ofBytes(64);
        assertThatIllegalStateException().isThrownBy(() -> Prelude.readSizes(packed, 8));
    }

    @ParameterizedTest
    @ValueSource(longs = {32, 42, 42 + 300})
    void acceptsAHeadThatCoversNoneSomeOrAllFrames(long head) throws IOException {
        ArrayStream stream = new ArrayStream(prelude(head, 3, 10, 0, 300));
        assertThat(Prelude.readFrom(stream, SMALL)).containsExactly(10, 0, 300);
        assertThat(stream.position()).isEqualTo(40);
    }

    @Test
    void refusesAHeadThatEndsInsideAFrameOrThePrelude() {
        refuses(
                prelude(33, 3, 10, 0, 300),
                "head covers 33 bytes and ends in no gap between frames, the whole message has 342",
                0);
        refuses(
                prelude(341, 3, 10, 0, 300),
                "head covers 341 bytes and ends in no gap between frames, the whole message has 342",
                0);
        refuses(
                prelude(343, 3, 10, 0, 300),
                "head covers 343 bytes and ends in no gap between frames, the whole message has 342",
                0);
        refuses(prelude(31, 3, 10, 0, 300), "head covers 31 bytes, the prelude of 3 frames takes 32", 0);
        refuses(prelude(-1, 1, 10), "head covers 18446744073709551615 bytes, the prelude of 1 frames takes 16", 0);
        refuses(prelude(0, 1, 10), "head covers 0 bytes, the prelude of 1 frames takes 16", 0);
    }

    @Test
    void refusesCountsOutsideOfTheLimits() {
        refuses(prelude(8, 0), "message has no frame, expected at least 1", 8);
        refuses(prelude(80, 9), "frame count 9 exceeds maxFrames=8", 8);
        refuses(prelude(80, Long.MIN_VALUE), "frame count 9223372036854775808 exceeds maxFrames=8", 8);
    }

    @Test
    void refusesSizesThatPassTheMostBytesOfAMessage() throws IOException {
        // The prelude itself counts: 24 bytes here.
        assertThat(Prelude.readFrom(new ArrayStream(prelude(16, 1, 976)), SMALL))
                .containsExactly(976);
        refuses(prelude(16, 1, 977), "frame 0 claims 977 bytes, maxByteSize=1000 leaves 976", 16);
        refuses(prelude(24, 2, 900, 69), "frame 1 claims 69 bytes, maxByteSize=1000 leaves 68", 24);
        refuses(prelude(24, 2, 1, -1), "frame 1 claims 18446744073709551615 bytes, maxByteSize=1000 leaves 967", 24);
        refuses(
                prelude(24, 2, Long.MAX_VALUE, Long.MAX_VALUE),
                "frame 0 claims 9223372036854775807 bytes, maxByteSize=1000 leaves 968",
                16);
        byte[] longTable = prelude(8 + 8 * 200, 200, new long[200]);
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(() -> Prelude.readFrom(new ArrayStream(longTable), new WireLimits(300, 1000)))
                .withMessage(
                        "prelude of 200 frames takes 1616 bytes, exceeds maxByteSize=1000 (byte 8 of the message)");
        assertThat(Prelude.readFrom(new ArrayStream(longTable), new WireLimits(200, 1616)))
                .hasSize(200);
    }

    @Test
    void tellsAnotherProtocolFromAMessageThatIsCut() throws IOException {
        String text = "no message begins with 'SSH-2.0-': a head of 3256153323631825747 bytes exceeds maxByteSize=1000";
        byte[] ssh = "SSH-2.0-".getBytes(US_ASCII);
        refuses(ssh, text, 0);
        byte[] whole = Arrays.copyOf(ssh, 24);
        whole[8] = 1;
        refuses(whole, text, 0);
        refuses(
                new byte[] {1, 2, 3, 4, -5},
                "no message begins with 01 02 03 04 fb: a head of 1078104097281 bytes exceeds maxByteSize=1000",
                0);
    }

    @Test
    void knowsAnAlertOfTlsHoweverLargeAMessageMayBe() {
        byte[] alert = {0x15, 3, 3, 0, 2, 2, 0x50};
        WireLimits large = new WireLimits(8, Long.MAX_VALUE);
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(() -> Prelude.readFrom(new ArrayStream(alert), large))
                .withMessage("no message begins with 15 03 03 00 02 02 50, which is an alert of TLS"
                        + " (byte 0 of the message)")
                .withCauseExactlyInstanceOf(EOFException.class);
        for (int size = 0; size < 5; size++) {
            byte[] cut = Arrays.copyOf(alert, size);
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(() -> Prelude.readFrom(new ArrayStream(cut), large));
        }
    }

    @Test
    void endsWithTheStreamAtEveryTruncation() {
        byte[] whole = prelude(32, 3, 10, 0, 300);
        for (int size = 0; size < whole.length; size++) {
            byte[] cut = Arrays.copyOf(whole, size);
            assertThat(catchThrowable(() -> Prelude.readFrom(new ArrayStream(cut), SMALL)))
                    .as("cut to %d bytes", size)
                    .isExactlyInstanceOf(EOFException.class);
        }
    }

    @Test
    void readsTablesOfManySteps() throws IOException {
        for (int count : new int[] {8191, 8192, 8193, 16_384, 100_000}) {
            long[] sizes = new long[count];
            Arrays.setAll(sizes, i -> i % 7);
            byte[] stream = prelude(8 + 8L * count, count, sizes);
            assertThat(Prelude.readFrom(new ArrayStream(stream), WireLimits.standard()))
                    .isEqualTo(sizes);
        }
    }

    @Test
    void aClaimedTableCostsLittleMemoryBeforeItsBytesCome() throws Exception {
        WireLimits most = new WireLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
        byte[] stream = prelude(8 + 8L * Integer.MAX_VALUE, Integer.MAX_VALUE, new long[100]);
        assertThat(Allocated.bytesOf(() -> assertThat(
                                catchThrowable(() -> Prelude.readFrom(new ArrayStream(stream), most)))
                        .isExactlyInstanceOf(EOFException.class)))
                .isLessThan(400 << 10);
    }

    @Test
    void refusesLimitsBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WireLimits(0, 1))
                .withMessage("maxFrames=0, maxByteSize=1, maxDecompressedByteSize=1: each is at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WireLimits(1, 0))
                .withMessage("maxFrames=1, maxByteSize=0, maxDecompressedByteSize=0: each is at least 1");
        assertThat(WireLimits.standard()).isEqualTo(new WireLimits(1 << 20, 1L << 40));
        assertThat(new WireLimits(1, 1).maxByteSize()).isEqualTo(1);
        assertThat(new WireLimits(1, 3).maxDecompressedByteSize()).isEqualTo(3);
        assertThat(new WireLimits(1, 3).withMaxDecompressedByteSize(5)).isEqualTo(new WireLimits(1, 3, 5));
    }

    @Test
    void packsFramesAsViewsAndFindsThemAgain() {
        Frame one = Frame.utf8("one");
        Frame packing = Packing.pack(List.of(one, Frame.EMPTY, Frame.utf8("three")));
        assertThat(packing.segments().get(1)).isEqualTo(one.segments().get(0));
        MemorySegment whole = packing.toSegment(Arena.ofAuto());
        List<Frame> frames = Packing.unpack(whole, 3);
        assertThat(frames).extracting(Frame::toUtf8).containsExactly("one", "", "three");
        assertThat(frames.get(2).segments().get(0).address()).isEqualTo(whole.address() + 32 + 3);
        assertThat(Packing.unpack(Packing.pack(List.of()).toSegment(Arena.ofAuto()), 1))
                .isEmpty();
        assertThat(Packing.unpack(Packing.pack(Collections.nCopies(3, one)).toSegment(Arena.ofAuto()), 3))
                .hasSize(3);
    }

    // Python joins shards without a copy only if they came into one buffer.
    @Test
    void headCoversTheShardsOfTheFirstLargeFrame() {
        int large = 100_000;
        List<Frame> shards = frame(3 * large).split(large, 1);
        List<Frame> frames = new ArrayList<>(List.of(frame(10)));
        frames.addAll(shards);
        frames.addAll(frame(2 * large).split(large, 1));
        assertThat(Prelude.ofStream(frames))
                .containsExactly(prelude(8 + 48 + 10 + 3 * large, 6, 10, large, large, large, large, large));
        List<Frame> apart = List.of(shards.get(0), shards.get(2));
        assertThat(Prelude.ofStream(apart)).containsExactly(prelude(24, 2, large, large));
    }

    @Test
    void findsWhatStandsAfterAPacking() {
        Frame packing = Packing.pack(List.of(Frame.utf8("one"), Frame.utf8("two")));
        MemorySegment twice = Frame.join(List.of(packing, packing)).toSegment(Arena.ofAuto());
        Packing.Unpacked first = Packing.unpackWithRemainder(twice, 2);
        assertThat(first.frames()).extracting(Frame::toUtf8).containsExactly("one", "two");
        assertThat(first.missingByteSizes()).isEmpty();
        Packing.Unpacked second = Packing.unpackWithRemainder(first.remainder().toSegment(Arena.ofAuto()), 2);
        assertThat(second.frames()).extracting(Frame::toUtf8).containsExactly("one", "two");
        assertThat(second.remainder().byteSize()).isZero();
        assertThat(Packing.unpack(twice, 2)).hasSize(2);
    }

    // What unpack_frames(…, partial=True) of distributed 2026.8.0 gives for the same bytes.
    @Test
    void aPartialPackingSaysWhatIsMissing() {
        MemorySegment whole = Packing.pack(List.of(Frame.utf8("one"), Frame.EMPTY, Frame.utf8("three"), Frame.EMPTY))
                .toSegment(Arena.ofAuto());
        partial(whole.asSlice(0, 40), List.of(), List.of(3L, 0L, 5L, 0L));
        // A frame without bytes at the end cannot be told from one that is missing.
        partial(whole.asSlice(0, 43), List.of("one"), List.of(0L, 5L, 0L));
        partial(whole, List.of("one", "", "three"), List.of(0L));
        MemorySegment more =
                Frame.join(List.of(Frame.of(whole), Frame.utf8("rest"))).toSegment(Arena.ofAuto());
        partial(more, List.of("one", "", "three", ""), List.of());
        assertThat(Packing.unpackPartial(more, 4).remainder().toUtf8()).isEqualTo("rest");
        for (int size : new int[] {41, 42, 44, 47}) {
            assertThatExceptionOfType(MalformedWireException.class)
                    .as("%d bytes", size)
                    .isThrownBy(() -> Packing.unpackPartial(whole.asSlice(0, size), 4));
        }
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(() -> Packing.unpackPartial(whole.asSlice(0, 41), 4))
                .withMessage("frame 0 claims 3 bytes, 1 are left (byte 8 of the message)");
    }

    private static void partial(MemorySegment packed, List<String> frames, List<Long> missing) {
        Packing.Unpacked found = Packing.unpackPartial(packed, 4);
        assertThat(found.frames()).extracting(Frame::toUtf8).isEqualTo(frames);
        assertThat(found.missingByteSizes()).isEqualTo(missing);
    }
}
