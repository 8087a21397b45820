package dev.ndwire.core.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyExtension;
import dev.ndwire.core.value.PyFrozenSet;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyPersistentId;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.lang.foreign.Arena;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickleReaderTest {
    private static final PickleReader READER = PickleReader.standard();

    private static @Nullable Object read(String latin1) {
        return READER.read(Pickled.of(latin1));
    }

    private static @Nullable Object read(Pickled pickle) {
        return READER.read(pickle.frame());
    }

    @ParameterizedTest
    @CsvSource({"I01, true", "I00, false"})
    void readsTheFlagsOfProtocol0(String text, boolean flag) {
        assertThat(read(text + "\n.")).isEqualTo(flag);
    }

    @ParameterizedTest
    @CsvSource({"I1, 1", "I-7, -7", "I+3, 3", "I007, 7", "L12L, 12", "L-5, -5", "I0, 0"})
    void readsDecimalIntegers(String text, long number) {
        assertThat(read(text + "\n.")).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"F1.5, 1.5", "F-0.0, -0.0", "Finf, Infinity", "F-inf, -Infinity", "Fnan, NaN", "F1e+16, 1e16", "F5, 5"})
    void readsTheFloatsOfProtocol0(String text, double number) {
        assertThat(read(text + "\n.")).isEqualTo(number);
    }

    @Test
    void readsIntegersOfEveryWidth() {
        assertThat(read(new Pickled().add('K', 255, '.'))).isEqualTo(255L);
        assertThat(read(new Pickled().add('M').number(0xffff, 2).add('.'))).isEqualTo(0xffffL);
        assertThat(read(new Pickled().add('J').number(-2, 4).add('.'))).isEqualTo(-2L);
        assertThat(read(new Pickled().add(Opcodes.LONG1, 0, '.'))).isEqualTo(0L);
        assertThat(read(new Pickled().add(Opcodes.LONG1, 1, 0x80, '.'))).isEqualTo(-128L);
        assertThat(read(new Pickled().add(Opcodes.LONG1, 9).number(-1, 8).add(0, '.')))
                .isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        assertThat(read(new Pickled()
                        .add(Opcodes.LONG1, 10)
                        .number(5, 8)
                        .number(0, 2)
                        .add('.')))
                .isEqualTo(5L);
        assertThat(read(new Pickled()
                        .add(Opcodes.LONG4)
                        .number(2, 4)
                        .number(-300, 2)
                        .add('.')))
                .isEqualTo(-300L);
    }

    @Test
    void readsByteStringsOfPython2AsTextIfTheyAreAscii() {
        assertThat(read("S'a\\'\\x41\\101\\n\\\\'\n.")).isEqualTo("a'AA\n\\");
        assertThat(read("U\u0003abc.")).isEqualTo("abc");
        assertThat(read("U\u0002a\u00ff.")).isEqualTo(Bytes.of((byte) 'a', (byte) 0xff));
        assertThat(read(new Pickled().add('T').number(2, 4).add("ab."))).isEqualTo("ab");
    }

    @Test
    void readsRawUnicodeEscapes() {
        assertThat(read("V\\u20ac\u00e4\\U0001f600\\\\u0041\\d\n.")).isEqualTo("€ä\ud83d\ude00\\\\u0041\\d");
    }

    @Test
    void keepsAHighSurrogateBeforeALowOneApart() {
        Object ofUtf8 = read(new Pickled().add('X').number(6, 4).add(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, '.'));
        assertThat(ofUtf8).isInstanceOfSatisfying(PyObject.class, call -> {
            assertThat(call.isOf("_codecs", "decode")).isTrue();
            assertThat(call.arguments()).element(1).isEqualTo("utf-8");
        });
        assertThat(read("V\\ud83d\\ude00\n.")).isInstanceOf(PyObject.class);
        assertThat(read("V\\ud83d\n.")).isEqualTo("\ud83d");
    }

    @Test
    void buildsContainersFromMarks() {
        assertThat(read("(I1\nI2\nt.")).isEqualTo(PyTuple.of(1L, 2L)).isInstanceOf(PyTuple.class);
        assertThat(read("(I1\nI2\nl.")).isEqualTo(List.of(1L, 2L)).isNotInstanceOf(PyTuple.class);
        assertThat(read("(I1\nI2\nd.")).isEqualTo(Map.of(1L, 2L)).isInstanceOf(PyDict.class);
        assertThat(read(new Pickled().add("(I1\n").add(Opcodes.FROZENSET, '.'))).isEqualTo(PyFrozenSet.of(1L));
        assertThat(read(new Pickled().add(Opcodes.EMPTY_SET).add("(I1\nI1\n").add(Opcodes.ADDITEMS, '.')))
                .isEqualTo(PySet.of(1L));
    }

    @Test
    void movesTheStackAsPythonDoes() {
        assertThat(read("I1\nI2\n0.")).isEqualTo(1L);
        assertThat(read("I1\n(I2\nI3\n1.")).isEqualTo(1L);
        assertThat(read("I1\n(0.")).isEqualTo(1L);
        assertThat(read("]2a."))
                .isInstanceOfSatisfying(
                        List.class, list -> assertThat(list.get(0)).isSameAs(list));
    }

    @Test
    void remembersUnderAnyNumber() {
        assertThat(read("I1\np7\n0g7\n.")).isEqualTo(1L);
        assertThat(read(new Pickled()
                        .add("I1\n")
                        .add('r')
                        .number(0xffff_ffffL, 4)
                        .add("0j")
                        .number(0xffff_ffffL, 4)
                        .add('.')))
                .isEqualTo(1L);
        assertThat(read("I1\nq\u00000I2\nq\u00000h\u0000.")).isEqualTo(2L);
        assertThat(read(new Pickled()
                        .add("I1\nq\u0003I2\n")
                        .add(Opcodes.MEMOIZE)
                        .add("h\u0001.")))
                .isEqualTo(2L);
    }

    @Test
    void keepsExtensionsAndPersistentIds() {
        assertThat(read(new Pickled().add(Opcodes.EXT1, 240, '.'))).isEqualTo(new PyExtension(240));
        assertThat(read(new Pickled().add(Opcodes.EXT2).number(300, 2).add('.')))
                .isEqualTo(new PyExtension(300));
        assertThat(read(new Pickled().add(Opcodes.EXT4).number(70_000, 4).add(")R.")))
                .isInstanceOfSatisfying(
                        PyObject.class, call -> assertThat(call.function()).isEqualTo(new PyExtension(70_000)));
        assertThat(read("Pmy id\n."))
                .isInstanceOfSatisfying(
                        PyPersistentId.class, id -> assertThat(id.id()).isEqualTo("my id"));
        assertThat(read("(I1\ntQ."))
                .isInstanceOfSatisfying(
                        PyPersistentId.class, id -> assertThat(id.id()).isEqualTo(PyTuple.of(1L)));
    }

    @Test
    void keepsOldInstancesApartFromCalls() {
        for (String pickle : List.of("(I1\nimod\nCls\n.", "(cmod\nCls\nI1\no.")) {
            assertThat(read(pickle)).isInstanceOfSatisfying(PyObject.class, object -> {
                assertThat(object.creation()).isEqualTo(PyObject.Creation.INSTANCE);
                assertThat(object.function()).isEqualTo(new PyGlobal("mod", "Cls"));
                assertThat(object.arguments()).isEqualTo(PyTuple.of(1L));
            });
        }
    }

    @Test
    void keepsWhatHappensToAnObjectInItsOrder() {
        Object value = read("cmod\nCls\n)R(I1\nI2\neI3\naI4\nb(I5\nI6\nuI7\nI8\ns.");
        assertThat(value)
                .isInstanceOfSatisfying(
                        PyObject.class,
                        object -> assertThat(object.effects())
                                .containsExactly(
                                        new PyEffect.Items(List.of(1L, 2L, 3L)),
                                        new PyEffect.State(4L),
                                        new PyEffect.Entries(List.of(5L, 6L, 7L, 8L))));
    }

    @Test
    void keepsACallOnAnObjectWhoseResultIsDropped() {
        Object value = read("cmod\nCls\n)Rp0\ncmod\nset\ng0\nI5\n\u0086R0.");
        assertThat(value).isInstanceOfSatisfying(PyObject.class, object -> {
            PyObject call = ((PyEffect.Discarded) object.effects().get(0)).call();
            assertThat(call.function()).isEqualTo(new PyGlobal("mod", "set"));
            assertThat(call.arguments().get(0)).isSameAs(object);
            assertThat(call.arguments().get(1)).isEqualTo(5L);
        });
    }

    @Test
    void readsTheNamesOfPython2BeforeProtocol3() {
        assertThat(read("c__builtin__\nxrange\n.")).isEqualTo(PyGlobal.of("range"));
        assertThat(read("cexceptions\nStandardError\n.")).isEqualTo(PyGlobal.of("Exception"));
        assertThat(read("\u0080\u0002ccopy_reg\n_reconstructor\n.")).isEqualTo(PyGlobal.of("copyreg._reconstructor"));
        assertThat(read("\u0080\u0003ccopy_reg\n_reconstructor\n.")).isEqualTo(PyGlobal.of("copy_reg._reconstructor"));
    }

    @Test
    void givesBuffersInTheirOrder() {
        PickleBuffer first = new PickleBuffer(Frame.utf8("first"), true);
        PickleBuffer second = new PickleBuffer(Frame.utf8("second"), true);
        Frame pickle = new Pickled()
                .add(Opcodes.NEXT_BUFFER, Opcodes.NEXT_BUFFER, Opcodes.READONLY_BUFFER, Opcodes.TUPLE2, '.')
                .frame();
        assertThat(READER.read(pickle, List.of(first, second, first)))
                .isEqualTo(PyTuple.of(first, new PickleBuffer(second.content(), false)));
    }

    @Test
    void viewsLargeByteStringsWhereTheyAre() {
        try (Arena arena = Arena.ofConfined()) {
            int size = 1 << 20;
            Frame pickle =
                    Frame.of(new Pickled().add('B').number(size, 4).frame().toByteArray());
            Frame rope =
                    Frame.join(List.of(pickle, Frame.of(arena.allocate(size).fill((byte) 7)), Frame.utf8(".")));
            Object value = READER.read(rope);
            assertThat(value).isInstanceOfSatisfying(LargeBytes.class, large -> {
                assertThat(large.byteSize()).isEqualTo(size);
                assertThat(large.isByteArray()).isFalse();
                assertThat(large.content().segments().get(0).isNative()).isTrue();
                assertThat(large.content().at(size - 1)).isEqualTo((byte) 7);
            });
        }
    }

    @Test
    void readsWhatLiesAcrossTheWindow() {
        Pickled pickle = new Pickled().add("(");
        String text = "x".repeat(100);
        for (int i = 0; i < 500; i++) {
            pickle.text(text).add('G').number(Long.reverseBytes(Double.doubleToRawLongBits(i)), 8);
        }
        List<?> list =
                (List<?>) Objects.requireNonNull(READER.read(pickle.add("l.").frame()));
        assertThat(list).hasSize(1000);
        for (int i = 0; i < 500; i++) {
            assertThat(list.get(2 * i)).isEqualTo(text);
            assertThat(list.get(2 * i + 1)).isEqualTo((double) i);
        }
    }

    @Test
    void ignoresWhatFollowsTheStop() {
        assertThat(read("N.garbage")).isNull();
    }

    @Test
    void refusesMemoryThatIsClosed() {
        Frame pickle;
        try (Arena arena = Arena.ofConfined()) {
            pickle = Frame.of(arena.allocate(16));
        }
        assertThatThrownBy(() -> READER.read(pickle)).isInstanceOf(IllegalStateException.class);
    }
}
