package dev.ndwire.core.pickle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEnum;
import dev.ndwire.core.value.PyExtension;
import dev.ndwire.core.value.PyFrozenSet;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyPersistentId;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PickleWriterTest {
    private static final PickleWriter WRITER = PickleWriter.standard();
    private static final PickleReader READER = PickleReader.standard();

    /// What is written between the protocol and the STOP, without frames: those of values this small hold all of it.
    private static Pickled body(String latin1) {
        return new Pickled().add(latin1);
    }

    private static void assertWrites(@Nullable Object value, Pickled body) {
        byte[] expected = body.add('.').frame().toByteArray();
        byte[] written = WRITER.write(value).toByteArray();
        assertThat(Arrays.copyOf(written, 2)).containsExactly(0x80, 5);
        int header = expected.length < 4 ? 2 : 11;
        assertThat(Arrays.copyOfRange(written, header, written.length)).isEqualTo(expected);
    }

    private static @Nullable Object roundTrip(@Nullable Object value) {
        return READER.read(WRITER.write(value));
    }

    @Test
    void writesScalars() {
        assertWrites(null, body("N"));
        assertWrites(true, body("\u0088"));
        assertWrites(false, body("\u0089"));
        assertWrites(200, body("K\u00c8"));
        assertWrites((short) 300, body("M,\u0001"));
        assertWrites((byte) -1, body("J").number(-1, 4));
        assertWrites(1L << 31, body("\u008a\u0005").number(1L << 31, 5));
        assertWrites(-129L << 32, body("\u008a\u0006").number(-129L << 32, 6));
        assertWrites(1.5f, body("G").number(Long.reverseBytes(Double.doubleToRawLongBits(1.5)), 8));
        assertWrites("é", body("\u008c\u0002\u00c3\u00a9\u0094"));
        assertWrites("\ud800", body("\u008c\u0003\u00ed\u00a0\u0080\u0094"));
        assertWrites(Bytes.of((byte) 7), body("C\u0001\u0007\u0094"));
        assertWrites(new byte[] {7}, body("C\u0001\u0007\u0094"));
        assertWrites(
                new PyByteArray(Bytes.of((byte) 7)), body("\u0096").number(1, 8).add("\u0007\u0094"));
        assertWrites(new PyExtension(5), body("\u0082\u0005"));
        assertWrites(new PyExtension(256), body("\u0083\u0000\u0001"));
        assertWrites(new PyExtension(1 << 16), body("\u0084").number(1 << 16, 4));
    }

    @Test
    void writesContainersOfAnyJavaClass() {
        assertWrites(PyTuple.of(), body(")"));
        assertWrites(PyTuple.of(1L), body("K\u0001\u0085\u0094"));
        assertWrites(List.of(), body("]\u0094"));
        assertWrites(List.of(1L), body("]\u0094K\u0001a"));
        assertWrites(Arrays.asList(1L, null), body("]\u0094(K\u0001Ne"));
        assertWrites(Map.of("a", 1L), body("}\u0094\u008c\u0001a\u0094K\u0001s"));
        assertWrites(new LinkedHashMap<>(), body("}\u0094"));
        assertWrites(Set.of(1L), body("\u008f\u0094(K\u0001\u0090"));
        assertWrites(new LinkedHashSet<>(List.of(2L)), body("\u008f\u0094(K\u0002\u0090"));
        assertWrites(PyFrozenSet.of(1L), body("(K\u0001\u0091\u0094"));
    }

    @Test
    void refersToWhatItHasWritten() {
        List<Object> item = new ArrayList<>(List.of("x"));
        List<?> read = (List<?>) requireNonNull(roundTrip(List.of(item, PyTuple.of(item), PyDict.of("x", item), item)));
        assertThat(read.get(0)).isSameAs(read.get(3)).isSameAs(((PyTuple) read.get(1)).get(0));
        assertThat(((PyDict) read.get(2)).get("x")).isSameAs(read.get(0));
    }

    @Test
    void writesListsThatHoldThemselves() {
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(PyTuple.of(cyclic));
        List<?> read = (List<?>) requireNonNull(roundTrip(cyclic));
        assertThat(((PyTuple) read.get(0)).get(0)).isSameAs(read);
    }

    @Test
    void writesObjectsThatHoldThemselves() {
        PyObject.Draft draft = PyObject.draft();
        PyDict state = PyDict.of("self", draft.object(), "pair", PyTuple.of(draft.object(), 1L));
        PyObject node =
                draft.complete(PyObject.instance(PyGlobal.of("people.Node")).withState(state));
        PyObject read = (PyObject) requireNonNull(roundTrip(node));
        PyDict attributes =
                (PyDict) requireNonNull(requireNonNull(read.onlyState()).state());
        assertThat(attributes.get("self")).isSameAs(read);
        assertThat(((PyTuple) requireNonNull(attributes.get("pair"))).get(0)).isSameAs(read);
    }

    @Test
    void writesKeywordsEnumsAndPersistentIds() {
        PyObject object =
                PyObject.of(PyObject.Creation.NEW, PyGlobal.of("a.B"), PyTuple.of(1L), PyDict.of("k", 2L), List.of());
        assertThat(roundTrip(object)).isInstanceOfSatisfying(PyObject.class, read -> {
            assertThat(read.keywords()).isEqualTo(Map.of("k", 2L));
            assertThat(read.arguments()).isEqualTo(PyTuple.of(1L));
        });
        assertThat(roundTrip(new PyEnum("people", "Color", "RED")))
                .isInstanceOfSatisfying(
                        PyObject.class,
                        read -> assertThat(read.arguments()).isEqualTo(PyTuple.of(PyGlobal.of("people.Color"), "RED")));
        assertThat(roundTrip(new PyPersistentId("id")))
                .isInstanceOfSatisfying(
                        PyPersistentId.class, read -> assertThat(read.id()).isEqualTo("id"));
    }

    @Test
    void copiesNoPayloadOf64KiBOrMore() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment payload = arena.allocate(LargeBytes.MIN_BYTE_SIZE);
            for (boolean isByteArray : new boolean[] {false, true}) {
                Frame pickle = WRITER.write(List.of(new LargeBytes(Frame.of(payload), isByteArray), "x"));
                assertThat(pickle.segments())
                        .anySatisfy(segment -> assertThat(segment.address()).isEqualTo(payload.address()));
                assertThat(((List<?>) requireNonNull(READER.read(pickle))).get(0))
                        .isInstanceOfSatisfying(
                                LargeBytes.class,
                                large -> assertThat(large.isByteArray()).isEqualTo(isByteArray));
            }
        }
    }

    @Test
    void sendsBuffersBesideThePickle() {
        PickleBuffer writeable = new PickleBuffer(Frame.utf8("abc"), true);
        PickleBuffer fixed = new PickleBuffer(Frame.utf8("def"), false);
        List<PickleBuffer> buffers = new ArrayList<>();
        Frame pickle = WRITER.write(List.of(writeable, fixed), buffers::add);
        assertThat(buffers).containsExactly(writeable, fixed);
        assertThat(READER.read(pickle, buffers)).isEqualTo(List.of(writeable, fixed));
        List<Object> inBand = List.of(new PyByteArray(Bytes.utf8("abc")), Bytes.utf8("def"));
        assertThat(roundTrip(List.of(writeable, fixed))).isEqualTo(inBand);
        PickleWriter older = WRITER.withProtocol(4);
        assertThat(READER.read(older.write(List.of(writeable, fixed), buffers::add)))
                .isEqualTo(inBand);
        assertThat(buffers).hasSize(2);
    }

    @Test
    void refusesWhatPythonDoesNotHave() {
        assertThatThrownBy(() -> WRITER.write(List.of(new ArrayDeque<>())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no way is known to pickle an instance of java.util.ArrayDeque");
        assertThatThrownBy(() -> WRITER.write(LocalDate.of(10_000, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("date +10000-01-01: Python's years are 1 to 9999");
        assertThatThrownBy(() -> WRITER.write(LocalTime.of(1, 2, 3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("01:02:03.000000004: Python's times are whole microseconds");
        assertThatThrownBy(() -> WRITER.write(Duration.ofDays(1_000_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PT24000000000H of 1000000000 days: a timedelta has at most 999999999");
        assertThatThrownBy(() -> PickleWriter.of(3, Constructors.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pickle protocol 3: 4 and 5 are written");
        assertThatThrownBy(() -> PickleWriter.of(5, Constructors.none()).write(BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no way is known to pickle an instance of java.math.BigDecimal");
    }

    @Test
    void writesASetOfTheSameElementsOnce() {
        PySet set = PySet.of(1L, true, 1.0);
        assertWrites(set, body("\u008f\u0094(K\u0001\u0090"));
    }

    // The same 64 MiB over and over: no byte of it is copied, so it takes no more memory than that.
    @Test
    void carriesByteStringsOfMoreThanTwoGib() {
        long byteSize = 3L << 30;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment block = arena.allocate(64 << 20);
            block.set(ValueLayout.JAVA_BYTE, 0, (byte) 7);
            Frame content = Frame.join(Collections.nCopies(48, Frame.of(block)));
            for (boolean isByteArray : new boolean[] {false, true}) {
                Frame pickle = WRITER.write(List.of(new LargeBytes(content, isByteArray), "after it"));
                assertThat(pickle.byteSize()).isBetween(byteSize, byteSize + 100);
                List<?> read = (List<?>) requireNonNull(READER.read(pickle));
                LargeBytes large = (LargeBytes) read.get(0);
                assertThat(large.byteSize()).isEqualTo(byteSize);
                assertThat(large.isByteArray()).isEqualTo(isByteArray);
                assertThat(large.content().at(byteSize - (64 << 20))).isEqualTo((byte) 7);
                assertThat(large.content().at(byteSize - 1)).isZero();
                assertThat(read.get(1)).isEqualTo("after it");
            }
        }
    }

    @Test
    void carriesBuffersOfMoreThanTwoGib() {
        try (Arena arena = Arena.ofConfined()) {
            Frame content = Frame.join(Collections.nCopies(48, Frame.of(arena.allocate(64 << 20))));
            List<PickleBuffer> buffers = new ArrayList<>();
            Frame pickle = WRITER.write(PyTuple.of(new PickleBuffer(content, true)), buffers::add);
            assertThat(pickle.byteSize()).isLessThan(100);
            PyTuple read = (PyTuple) requireNonNull(READER.read(pickle, buffers));
            assertThat(((PickleBuffer) requireNonNull(read.get(0))).content().byteSize())
                    .isEqualTo(3L << 30);
        }
    }
}
