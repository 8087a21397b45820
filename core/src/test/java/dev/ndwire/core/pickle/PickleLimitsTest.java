package dev.ndwire.core.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.frame.Frame;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PickleLimitsTest {
    private static final PickleLimits STANDARD = PickleLimits.standard();

    private static void assertRefused(PickleLimits limits, Frame pickle, String message) {
        PickleReader reader = PickleReader.of(Constructors.standard(), limits);
        assertThatThrownBy(() -> reader.read(pickle))
                .isExactlyInstanceOf(MalformedPickleException.class)
                .hasMessage(message);
    }

    private static Frame nested(int levels) {
        return Pickled.of("]".repeat(levels) + "a".repeat(levels - 1) + ".");
    }

    @Test
    void refusesWhatNestsTooDeep() {
        PickleLimits limits = STANDARD.withMaxDepth(3);
        assertThat(PickleReader.of(Constructors.none(), limits).read(nested(3))).isEqualTo(List.of(List.of(List.of())));
        assertRefused(limits, nested(4), "values nest deeper than PickleLimits.maxDepth=3 (byte 3 of the pickle)");
    }

    @Test
    void countsCallsAndTheirPartsAsLevels() {
        assertRefused(
                STANDARD.withMaxDepth(2),
                Pickled.of("ca\nb\n(ca\nb\n(tRtR."),
                "values nest deeper than PickleLimits.maxDepth=2 (byte 13 of the pickle)");
    }

    @Test
    void refusesTooManyMemoEntries() {
        assertRefused(
                STANDARD.withMaxMemo(2),
                Pickled.of("N\u0094\u0094\u0094."),
                "MEMOIZE: the memo holds more than PickleLimits.maxMemo=2 values (byte 3 of the pickle)");
        assertRefused(
                STANDARD.withMaxMemo(1),
                Pickled.of("Nq\u0007q\u0007q\u0008."),
                "BINPUT: the memo holds more than PickleLimits.maxMemo=1 values (byte 5 of the pickle)");
    }

    @Test
    void refusesTooManyValues() {
        assertRefused(
                STANDARD.withMaxItems(2),
                Pickled.of("NNN."),
                "NONE: the pickle holds more than PickleLimits.maxItems=2 values (byte 2 of the pickle)");
        assertRefused(
                STANDARD.withMaxItems(2),
                Pickled.of("N22."),
                "DUP: the pickle holds more than PickleLimits.maxItems=2 values (byte 2 of the pickle)");
    }

    @Test
    void refusesTooManyBytesOfTexts() {
        assertRefused(
                STANDARD.withMaxByteSize(4),
                Pickled.of("U\u0003abcU\u0002de."),
                "SHORT_BINSTRING: texts and numbers of 5 bytes exceed PickleLimits.maxByteSize=4 "
                        + "(byte 5 of the pickle)");
        assertRefused(
                STANDARD.withMaxByteSize(4),
                new Pickled().text("hello").add('.').frame(),
                "SHORT_BINUNICODE: texts and numbers of 5 bytes exceed PickleLimits.maxByteSize=4 "
                        + "(byte 0 of the pickle)");
    }

    @Test
    void refusesNumbersOfTooManyDigits() {
        assertRefused(
                STANDARD,
                Pickled.of("I" + "1".repeat(4301) + "\n."),
                "INT: 4301 digits of an integer, at most 4300 are allowed (byte 0 of the pickle)");
    }

    @Test
    void refusesKeysWhoseHashesVisitTooMuch() {
        // Each tuple holds the one before twice: the last one's hash visits 2^60 values.
        StringBuilder pickle = new StringBuilder("})");
        for (int i = 0; i < 60; i++) {
            pickle.append("2\u0086");
        }
        assertRefused(
                STANDARD,
                Pickled.of(pickle + "Ns."),
                "hashes of keys visit more than PickleLimits.maxItems=8000000 values (byte 0 of the pickle)");
    }

    @Test
    void refusesTuplesThatAreBegunAgainTooOften() {
        int size = 200;
        Pickled pickle = new Pickled();
        // A tuple of lists, each of which holds the tuple.
        pickle.add("(");
        for (int i = 0; i < size; i++) {
            pickle.add(Opcodes.EMPTY_LIST, Opcodes.MEMOIZE);
        }
        pickle.add(Opcodes.TUPLE, Opcodes.MEMOIZE);
        for (int i = 0; i < size; i++) {
            pickle.add(Opcodes.BINGET, i, Opcodes.BINGET, size, Opcodes.APPEND, Opcodes.POP);
        }
        Frame frame = pickle.add('.').frame();
        assertThat(PickleReader.standard().read(frame)).isInstanceOf(List.class);
        assertRefused(
                STANDARD.withMaxItems(2000),
                frame,
                "tuples that hold themselves are begun again with more than PickleLimits.maxItems=2000 values "
                        + "(byte 401 of the pickle)");
    }

    @Test
    void takesDeepNestingOnASmallJavaStack() throws InterruptedException {
        int levels = 200_000;
        PickleReader reader = PickleReader.of(Constructors.standard(), STANDARD.withMaxDepth(levels));
        AtomicReference<Frame> written = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> written.set(PickleWriter.standard().write(reader.read(nested(levels)))),
                "small",
                128 << 10);
        small.start();
        small.join();
        assertThat(written.get().byteSize()).isGreaterThan(levels);
    }

    @Test
    void refusesLimitsBelowOne() {
        assertThatThrownBy(() -> STANDARD.withMaxDepth(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxDepth=0, maxMemo=4000000, maxItems=8000000, maxByteSize=268435456: each is at least 1");
        assertThat(STANDARD.withMaxMemo(1).withMaxItems(2).withMaxByteSize(3))
                .isEqualTo(new PickleLimits(1000, 1, 2, 3));
    }
}
