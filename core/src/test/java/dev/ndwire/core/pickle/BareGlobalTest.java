package dev.ndwire.core.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BareGlobalTest {
    private static final long SEED = 20_261_122;

    // pickle.dumps(numpy.ndarray, protocol) of CPython 3.11 for protocols 0 to 5, one char a byte.
    private static final List<String> NDARRAY = List.of(
            "cnumpy\nndarray\np0\n.",
            "cnumpy\nndarray\nq\u0000.",
            "\u0080\u0002cnumpy\nndarray\nq\u0000.",
            "\u0080\u0003cnumpy\nndarray\nq\u0000.",
            "\u0080\u0004\u0095\u0015\0\0\0\0\0\0\0\u008c\u0005numpy\u0094\u008c\u0007ndarray\u0094\u0093\u0094.",
            "\u0080\u0005\u0095\u0015\0\0\0\0\0\0\0\u008c\u0005numpy\u0094\u008c\u0007ndarray\u0094\u0093\u0094.");

    private static Bytes pickle(String chars) {
        return Bytes.of(chars.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void refuses(String pickle, String found) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> BareGlobal.parse(pickle(pickle)))
                .withMessage("pickled type is no bare global: found " + found);
    }

    @Test
    void readsAGlobalOfEveryProtocol() {
        BareGlobal expected = new BareGlobal("numpy", "ndarray");
        assertThat(NDARRAY)
                .allSatisfy(text -> assertThat(BareGlobal.parse(pickle(text))).isEqualTo(expected));
        // pickletools.optimize drops the memo, and the pure Python pickler writes long texts as BINUNICODE.
        assertThat(BareGlobal.parse(pickle("\u0080\u0004\u008c\u0005numpy\u008c\u0007ndarray\u0093.")))
                .isEqualTo(expected);
        assertThat(BareGlobal.parse(pickle("X\u0005\0\0\0numpyr\0\0\0\0X\u0007\0\0\0ndarray\u0093.")))
                .isEqualTo(expected);
    }

    @Test
    void readsTheOldNameOfBuiltins() {
        assertThat(BareGlobal.parse(pickle("\u0080\u0002c__builtin__\nbytes\nq\0.")))
                .isEqualTo(new BareGlobal("builtins", "bytes"));
    }

    // pickle.dumps(zzmod.zzmod, 5): the name is the same text as the module's, so it is looked up.
    @Test
    void readsAClassThatIsNamedAsItsModule() {
        String pickle = "\u0080\u0005\u0095\r\0\0\0\0\0\0\0\u008c\u0005zzmod\u0094h\0\u0093\u0094.";
        assertThat(BareGlobal.parse(pickle(pickle))).isEqualTo(new BareGlobal("zzmod", "zzmod"));
        refuses(pickle.replace("h\0", "h\u0001"), "byte 0x01 at 20");
        refuses("\u008c\u0005zzmodh\0\u0093.", "byte 0x68 at 7");
    }

    @Test
    void writesTheBytesThatPythonWrites() {
        assertThat(BareGlobal.of("numpy.ndarray").toPickle()).isEqualTo(pickle(NDARRAY.get(5)));
        assertThat(BareGlobal.of("bytes").toPickle())
                .isEqualTo(pickle("\u0080\u0005\u0095\u0016\0\0\0\0\0\0\0\u008c\u0008builtins\u0094\u008c\u0005bytes"
                        + "\u0094\u0093\u0094."));
        BareGlobal longest = new BareGlobal("m".repeat(255), "é".repeat(127));
        assertThat(BareGlobal.parse(longest.toPickle())).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BareGlobal("m", "é".repeat(128)).toPickle())
                .withMessage("name of 256 bytes, at most 255 are allowed");
    }

    @Test
    void namesTypesAsDaskDoes() {
        assertThat(BareGlobal.of("pyarrow.lib.Table"))
                .isEqualTo(new BareGlobal("pyarrow.lib", "Table"))
                .extracting(BareGlobal::typeName, BareGlobal::qualified)
                .containsExactly("pyarrow.lib.Table", "pyarrow.lib.Table");
        assertThat(BareGlobal.of("bytes"))
                .isEqualTo(BareGlobal.of("builtins.bytes"))
                .extracting(BareGlobal::typeName, BareGlobal::qualified)
                .containsExactly("bytes", "builtins.bytes");
    }

    @Test
    void refusesWhateverElseAPickleHolds() {
        // os.system('id'), as a pickle that calls it.
        refuses("cos\nsystem\n(S'id'\ntR.", "byte 0x28 at 11");
        refuses(
                "\u0080\u0005\u008c\u0002os\u0094\u008c\u0006system\u0094\u0093\u0094\u008c\u0002id\u0085R.",
                "byte 0x8c at 18");
        refuses("]\u0094.", "byte 0x5d at 0");
        refuses("N.", "byte 0x4e at 0");
        refuses("\u0080\u0006cnumpy\nndarray\n.", "byte 0x63 at 2");
        refuses("cnumpy\nndarray\n..", "byte 0x2e at 16");
        refuses("\u008c\u0005numpy\u008c\u0007ndarray.", "byte 0x2e at 16");
        refuses("\u008c\u00ffnumpy", "byte 0x6e at 2");
        refuses("X\u00ff\u00ff\u00ff\u00ffnumpy", "byte 0x6e at 5");
        refuses("", "its end at 0");
        refuses("cnumpy", "its end at 6");
        refuses("\u0080\u0005\u0095\0", "its end at 4");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> BareGlobal.parse(Bytes.of(new byte[4097])))
                .withMessage("pickled type of 4097 bytes, at most 4096 are allowed");
    }

    @Test
    void refusesEveryTruncationAndSurvivesEveryMutation() {
        Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        for (String text : NDARRAY) {
            byte[] whole = pickle(text).toArray();
            for (int size = 0; size < whole.length; size++) {
                Bytes cut = Bytes.of(whole, 0, size);
                assertThat(catchThrowable(() -> BareGlobal.parse(cut))).isInstanceOf(MalformedException.class);
            }
            for (int round = 0; round < 2000; round++) {
                byte[] mutated = Arrays.copyOf(whole, whole.length);
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
                Throwable thrown = catchThrowable(() -> BareGlobal.parse(Bytes.of(mutated)));
                if (thrown != null) {
                    assertThat(thrown).as("seed %d", SEED).isExactlyInstanceOf(MalformedException.class);
                }
            }
        }
    }
}
