package dev.ndwire.core.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.ClosedMemory;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final long SEED = 20_261_122;

    private static final Frame ROPE = Frame.join(List.of(Frame.utf8("abc"), Frame.utf8("de"), Frame.utf8("fghi")));

    @Test
    void viewsItsSegmentWithoutCopying() {
        byte[] bytes = {1, 2, 3};
        Frame frame = Frame.of(bytes);
        bytes[0] = 9;
        assertThat(frame.at(0)).isEqualTo((byte) 9);
        assertThat(frame.isContiguous()).isTrue();
        assertThat(frame).hasToString("Frame[3 bytes in 1 segments]");
        assertThat(Frame.of(MemorySegment.NULL)).isSameAs(Frame.EMPTY);
        assertThat(Frame.EMPTY.segments()).isEmpty();
        assertThat(Frame.EMPTY.isContiguous()).isTrue();
    }

    @Test
    void piecesThatLieEndToEndBecomeOneAgain() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment base = arena.allocate(100);
            Frame whole = Frame.of(base);
            Frame joined =
                    Frame.join(List.of(whole.slice(10, 20), Frame.EMPTY, whole.slice(30, 5), whole.slice(35, 1)));
            assertThat(joined.segments()).hasSize(1);
            assertThat(joined.segments().get(0).address()).isEqualTo(base.address() + 10);
            assertThat(joined.byteSize()).isEqualTo(26);
            assertThat(Frame.join(whole.split(7, 1)).segments()).containsExactly(base);
            assertThat(Frame.join(List.of(whole.slice(0, 5), whole.slice(6, 5))).segments())
                    .hasSize(2);
            assertThat(Frame.join(List.of(whole.slice(5, 5), whole.slice(0, 5))).segments())
                    .hasSize(2);
        }
    }

    @Test
    void readsARopeAsOneRun() {
        assertThat(ROPE.toUtf8()).isEqualTo("abcdefghi");
        assertThat(ROPE.isContiguous()).isFalse();
        assertThat(ROPE.at(3)).isEqualTo((byte) 'd');
        assertThat(ROPE.at(8)).isEqualTo((byte) 'i');
        assertThat(ROPE.slice(2, 4).toUtf8()).isEqualTo("cdef");
        assertThat(ROPE.slice(3, 2).isContiguous()).isTrue();
        assertThat(ROPE.slice(0, 9)).isSameAs(ROPE);
        assertThat(ROPE.slice(9, 0)).isSameAs(Frame.EMPTY);
        assertThat(ROPE.contentEquals(Frame.utf8("abcdefghi"))).isTrue();
        assertThat(Frame.utf8("abcdefghi").contentEquals(ROPE)).isTrue();
        assertThat(ROPE.contentEquals(Frame.utf8("abcdefghj"))).isFalse();
        assertThat(ROPE.contentEquals(Frame.utf8("abc"))).isFalse();
        assertThat(Frame.EMPTY.contentEquals(Frame.join(List.of()))).isTrue();
    }

    @Test
    void gathersARopeOnceAndAContiguousFrameNever() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment gathered = ROPE.toSegment(arena);
            assertThat(gathered.isNative()).isTrue();
            assertThat(gathered.toArray(ValueLayout.JAVA_BYTE)).containsExactly("abcdefghi".getBytes(UTF_8));
            MemorySegment own = arena.allocate(4);
            assertThat(Frame.of(own).toSegment((byteSize, byteAlignment) -> {
                        throw new AssertionError("nothing is to be copied");
                    }))
                    .isSameAs(own);
            assertThat(Frame.EMPTY.toSegment(arena).byteSize()).isZero();
        }
    }

    @Test
    void refusesWhatDoesNotLieInside() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ROPE.at(9));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ROPE.at(-1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ROPE.slice(5, 5));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ROPE.slice(1, Long.MAX_VALUE));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> ROPE.copyTo(MemorySegment.ofArray(new byte[8])));
    }

    @Test
    void splitsIntoPiecesOfWholeItems() {
        assertThat(ROPE.split(4, 1)).extracting(Frame::toUtf8).containsExactly("abcd", "efgh", "i");
        assertThat(ROPE.split(5, 2)).extracting(Frame::toUtf8).containsExactly("abcd", "efgh", "i");
        assertThat(ROPE.split(2, 3)).extracting(Frame::toUtf8).containsExactly("abc", "def", "ghi");
        assertThat(ROPE.split(9, 1)).containsExactly(ROPE);
        assertThat(ROPE.split(Long.MAX_VALUE, Long.MAX_VALUE)).containsExactly(ROPE);
        assertThat(Frame.EMPTY.split(1, 1)).containsExactly(Frame.EMPTY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ROPE.split(0, 1))
                .withMessage("cannot split into pieces of 0 bytes with items of 1 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ROPE.split(1, 0))
                .withMessage("cannot split into pieces of 1 bytes with items of 0 bytes");
    }

    @Test
    void memoryThatIsClosedIsAnIllegalState() {
        Frame frame = Frame.of(ClosedMemory.ofBytes(8));
        assertThatIllegalStateException().isThrownBy(() -> frame.at(0));
        assertThatIllegalStateException().isThrownBy(frame::toByteArray);
    }

    @Test
    void refusesAnArrayOfMoreBytesThanArraysHave() {
        Frame huge = Frame.join(Collections.nCopies(3 << 10, Frame.of(new byte[1 << 20])));
        assertThat(huge.byteSize()).isEqualTo(3L << 30);
        assertThatIllegalStateException()
                .isThrownBy(huge::toByteArray)
                .withMessage("a frame of 3221225472 bytes does not fit a Java array");
    }

    @Test
    void behavesAsAnArrayWouldHoweverItIsCutAndJoined() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            var expected = new ByteArrayOutputStream();
            List<Frame> parts = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                byte[] part = new byte[random.nextInt(9)];
                random.nextBytes(part);
                expected.writeBytes(part);
                parts.add(Frame.of(part));
            }
            byte[] bytes = expected.toByteArray();
            Frame frame = Frame.join(parts);
            int from = random.nextInt(bytes.length + 1);
            int size = random.nextInt(bytes.length - from + 1);
            assertThat(frame.toByteArray()).as("seed %d, round %d", SEED, round).isEqualTo(bytes);
            assertThat(frame.slice(from, size).toByteArray())
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(Arrays.copyOfRange(bytes, from, from + size));
            assertThat(Frame.join(frame.split(1 + random.nextInt(5), 1)).contentEquals(frame))
                    .as("seed %d, round %d", SEED, round)
                    .isTrue();
        }
    }

    @Test
    void knowsTheSizeOfItsItemsWhileItIsCut() {
        Frame frame = Frame.of(new byte[100]);
        assertThat(frame.itemByteSize()).isEqualTo(1);
        Frame items = frame.withItemByteSize(8);
        assertThat(items.itemByteSize()).isEqualTo(8);
        assertThat(items.withItemByteSize(8)).isSameAs(items);
        assertThat(items.slice(8, 16).itemByteSize()).isEqualTo(8);
        assertThat(Frame.join(List.of(items, items)).itemByteSize()).isEqualTo(1);
        assertThat(Frame.EMPTY.withItemByteSize(8)).isSameAs(Frame.EMPTY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> frame.withItemByteSize(0))
                .withMessage("an item of a frame has at least 1 byte, not 0");
    }

    @Test
    void isContinuedByWhatFollowsInItsSegment() {
        Frame frame = Frame.of(new byte[10]);
        assertThat(frame.slice(0, 4).isContinuedBy(frame.slice(4, 2))).isTrue();
        assertThat(frame.slice(0, 4).isContinuedBy(frame.slice(5, 2))).isFalse();
        assertThat(frame.slice(0, 4).isContinuedBy(Frame.EMPTY)).isFalse();
        assertThat(Frame.EMPTY.isContinuedBy(frame)).isFalse();
        assertThat(frame.isContinuedBy(Frame.of(new byte[10]))).isFalse();
    }
}
