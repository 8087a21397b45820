package dev.ndwire.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ndwire.core.Allocated;
import dev.ndwire.core.frame.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireReaderTest {
    private static final long SEED = 20_261_122;

    private static final SegmentAllocator NONE = (byteSize, byteAlignment) -> {
        throw new AssertionError("no memory is needed here");
    };

    private static byte[] message(Frame... frames) throws IOException {
        ArrayStream stream = new ArrayStream();
        long byteSize = WireWriter.write(stream, List.of(frames));
        assertThat(stream.written()).hasSize((int) byteSize);
        return stream.written();
    }

    private static WireReader open(byte... stream) throws IOException {
        return WireReader.open(new ArrayStream(stream), WireLimits.standard());
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    @Test
    void takesTheFramesInOrderIntoTheTakersMemory() throws IOException {
        WireReader reader = open(message(Frame.utf8("one"), Frame.EMPTY, Frame.utf8("three")));
        assertThat(reader.frameCount()).isEqualTo(3);
        assertThat(List.of(reader.byteSize(0), reader.byteSize(1), reader.byteSize(2)))
                .containsExactly(3L, 0L, 5L);
        assertThat(reader.position()).isZero();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(3);
            Frame one = reader.take((byteSize, byteAlignment) -> place);
            assertThat(one.segments()).containsExactly(place);
            assertThat(one.toUtf8()).isEqualTo("one");
            assertThat(reader.position()).isEqualTo(1);
            assertThat(reader.take(NONE)).isSameAs(Frame.EMPTY);
            assertThat(reader.takeArray()).containsExactly('t', 'h', 'r', 'e', 'e');
            assertThat(reader.position()).isEqualTo(3);
        }
    }

    @Test
    void readsOneMessageAfterAnother() throws IOException {
        byte[] first = message(Frame.utf8("first"));
        byte[] second = message(Frame.utf8("second"));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        ArrayStream stream = new ArrayStream(both);
        WireReader.open(stream, WireLimits.standard()).skip();
        assertThat(stream.position()).isEqualTo(first.length);
        assertThat(WireReader.open(stream, WireLimits.standard()).takeArray())
                .containsExactly("second".getBytes(UTF_8));
    }

    @Test
    void skipsFramesOfEverySize() throws IOException {
        for (int size : new int[] {0, 1, (64 << 10) - 1, 64 << 10, (64 << 10) + 1, 1 << 20}) {
            WireReader reader = open(message(Frame.of(random(size)), Frame.utf8("next")));
            reader.skip();
            assertThat(reader.position()).isEqualTo(1);
            assertThat(reader.takeArray()).containsExactly("next".getBytes(UTF_8));
        }
    }

    @Test
    void takesArraysOfEverySize() throws IOException {
        for (int size : new int[] {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20, (3 << 20) + 5}) {
            byte[] expected = random(size);
            WireReader reader = open(message(Frame.of(expected)));
            assertThat(reader.takeArray()).isEqualTo(expected);
            assertThat(reader.position()).isEqualTo(1);
        }
    }

    @Test
    void endsWithTheStreamAtEveryTruncation() throws IOException {
        byte[] whole = message(Frame.utf8("one"), Frame.EMPTY, Frame.utf8("three"));
        for (int size = 0; size < whole.length; size++) {
            byte[] cut = Arrays.copyOf(whole, size);
            assertThat(catchThrowable(() -> {
                        WireReader reader = open(cut);
                        while (reader.position() < reader.frameCount()) {
                            if (reader.position() == 0) {
                                reader.take(Arena.ofAuto());
                            } else {
                                reader.skip();
                            }
                        }
                    }))
                    .as("cut to %d bytes", size)
                    .isExactlyInstanceOf(EOFException.class);
        }
    }

    @Test
    void aClaimedHeaderCostsLittleMemoryBeforeItsBytesCome() throws Exception {
        byte[] stream = Arrays.copyOf(ArrayStream.prelude(16, 1, Integer.MAX_VALUE - 8), 2 << 20);
        assertThat(Allocated.bytesOf(
                        () -> assertThat(catchThrowable(() -> open(stream).takeArray()))
                                .isExactlyInstanceOf(EOFException.class)))
                .isLessThan(4 << 20);
    }

    @Test
    void refusesAHeaderThatNoArrayHolds() throws IOException {
        WireReader reader = open(ArrayStream.prelude(24, 2, 0, Integer.MAX_VALUE - 7));
        reader.skip();
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(reader::takeArray)
                .withMessage("frame 1 is a header of 2147483640 bytes, at most 2147483639 are allowed"
                        + " (byte 24 of the message)");
        assertThat(reader.position()).isEqualTo(1);
    }

    @Test
    void staysAtAFrameForWhichThereIsNoMemory() throws IOException {
        WireReader reader = open(message(Frame.utf8("one"), Frame.utf8("two")));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> reader.take(NONE));
        assertThat(reader.position()).isZero();
        reader.skip();
        assertThat(reader.takeArray()).containsExactly("two".getBytes(UTF_8));
    }

    @Test
    void handsTheSinkTheFramesOwnMemory() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment left = arena.allocate(100_000);
            MemorySegment right = arena.allocate(10);
            List<MemorySegment> seen = new ArrayList<>();
            long byteSize = WireWriter.write(
                    seen::addAll, List.of(Frame.join(List.of(Frame.of(left), Frame.of(right))), Frame.EMPTY));
            assertThat(seen).hasSize(3).endsWith(left, right);
            assertThat(byteSize).isEqualTo(32 + 100_010);
        }
    }

    @Test
    void framesInMemoryAreHandedOutAsTheyAre() {
        Frame one = Frame.utf8("one");
        FrameList list = new FrameList(List.of(one, Frame.utf8("two"), Frame.utf8("three")));
        assertThat(list.frameCount()).isEqualTo(3);
        assertThat(list.byteSize(2)).isEqualTo(5);
        assertThat(list.take(NONE)).isSameAs(one);
        list.skip();
        assertThat(list.position()).isEqualTo(2);
        assertThat(list.takeArray()).containsExactly("three".getBytes(UTF_8));
        assertThat(list.position()).isEqualTo(3);
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(() -> new FrameList(List.of()))
                .withMessage("message has no frame, expected at least 1 (byte 0 of the message)");
    }

    @Test
    void readsMutatedPreludesOrRefusesThem() {
        Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] stream = Arrays.copyOf(ArrayStream.prelude(50, 3, 10, 0, 8), 58);
            for (int i = random.nextInt(3); i >= 0; i--) {
                stream[random.nextInt(40)] = (byte) random.nextInt();
            }
            Throwable thrown = catchThrowable(() -> {
                WireReader reader = WireReader.open(new ArrayStream(stream), new WireLimits(8, 1 << 20));
                while (reader.position() < reader.frameCount()) {
                    reader.takeArray();
                }
            });
            if (thrown != null) {
                assertThat(thrown)
                        .as("seed %d, round %d", SEED, round)
                        .isInstanceOfAny(MalformedWireException.class, EOFException.class);
            }
        }
    }
}
