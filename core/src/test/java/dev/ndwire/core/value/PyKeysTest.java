package dev.ndwire.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PyKeysTest {
    // int(1e300) in Python: the double next to 1e300, exactly.
    private static final BigInteger EXACT_1E300 = BigInteger.valueOf(
                    (Double.doubleToLongBits(1e300) & 0xf_ffff_ffff_ffffL) | 0x10_0000_0000_0000L)
            .shiftLeft(Math.getExponent(1e300) - 52);

    private static final Map<String, @Nullable Object> KEYS = keys();

    private static Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        numbers(keys);
        keys.put("'1'", "1");
        keys.put("b'1'", Bytes.utf8("1"));
        keys.put("None", null);
        keys.put("()", PyTuple.of());
        keys.put("(1,)", PyTuple.of(1L));
        keys.put("(1.0,)", PyTuple.of(1.0));
        keys.put("(True,)", List.of(true));
        keys.put("('1',)", PyTuple.of("1"));
        keys.put("((1,),)", PyTuple.of(PyTuple.of(1L)));
        keys.put("((1+0j,),)", PyTuple.of(List.of(new Complex(1, 0))));
        keys.put("(1,2)", PyTuple.of(1L, 2L));
        keys.put("(2,1)", PyTuple.of(2L, 1L));
        keys.put("frozenset()", PySet.of());
        keys.put("frozenset(1,2)", Set.of(1L, 2L));
        keys.put("frozenset(2.0,True)", PySet.of(2.0, true));
        keys.put("nan", Double.NaN);
        keys.put("another nan", Double.NaN);
        return keys;
    }

    private static void numbers(Map<String, @Nullable Object> keys) {
        keys.put("0", 0L);
        keys.put("1", 1L);
        keys.put("1.0", 1.0);
        keys.put("1.5", 1.5);
        keys.put("True", true);
        keys.put("False", false);
        keys.put("1+0j", new Complex(1, 0));
        keys.put("1-0j", new Complex(1, -0.0));
        keys.put("1.5+0j", new Complex(1.5, 0));
        keys.put("1+2j", new Complex(1, 2));
        keys.put("0.0", 0.0);
        keys.put("-0.0", -0.0);
        keys.put("-0+1j", new Complex(-0.0, 1));
        keys.put("0+1j", new Complex(0.0, 1));
        keys.put("2**53+1", (1L << 53) + 1);
        keys.put("float(2**53)", 0x1p53);
        keys.put("2**63-1", Long.MAX_VALUE);
        keys.put("2**63", BigInteger.TWO.pow(63));
        keys.put("float(2**63)", 0x1p63);
        keys.put("-2**63", Long.MIN_VALUE);
        keys.put("float(-2**63)", -0x1p63);
        keys.put("2**64", BigInteger.TWO.pow(64));
        keys.put("float(2**64)", 0x1p64);
        keys.put("2**100", BigInteger.TWO.pow(100));
        keys.put("float(2**100)", 0x1p100);
        keys.put("int(1e300)", EXACT_1E300);
        keys.put("1e300", 1e300);
        keys.put("complex(1e300)", new Complex(1e300, 0));
        keys.put("inf", Double.POSITIVE_INFINITY);
        keys.put("-inf", Double.NEGATIVE_INFINITY);
        keys.put("complex(inf)", new Complex(Double.POSITIVE_INFINITY, 0));
    }

    @Test
    void findsUnderAKeyWhatPythonFindsUnderIt() {
        List<List<String>> table = PythonTable.rows(PyKeysTest.class, "equal-keys.tsv");
        assertThat(table).extracting(row -> row.get(0)).containsExactlyElementsOf(KEYS.keySet());
        for (List<String> row : table) {
            PyDict dict = PyDict.of(KEYS.get(row.get(0)), "here");
            List<String> found = new ArrayList<>();
            KEYS.forEach((name, key) -> {
                if (dict.containsKey(key)) {
                    found.add(name);
                }
            });
            assertThat(found).as(row.get(0)).isEqualTo(row.subList(1, row.size()));
        }
    }

    @Test
    void keysThatAreEqualHaveEqualHashes() {
        for (Object one : KEYS.values()) {
            for (Object other : KEYS.values()) {
                PyDict left = PyDict.of(one, 1L);
                PyDict right = PyDict.of(other, 1L);
                assertThat(left.equals(right)).isEqualTo(right.equals(left)).isEqualTo(left.containsKey(other));
                if (left.equals(right)) {
                    assertThat(left).hasSameHashCodeAs(right);
                    assertThat(PySet.of(one)).isEqualTo(PySet.of(other)).hasSameHashCodeAs(PySet.of(other));
                }
            }
        }
    }

    @Test
    void smallIntegersOfEveryJavaTypeAreTheSameKey() {
        PyDict dict = PyDict.of(7L, "seven");
        assertThat(List.<Object>of(7, (short) 7, (byte) 7, 7f, BigInteger.valueOf(7)))
                .allSatisfy(key -> assertThat(dict.get(key)).isEqualTo("seven"));
    }

    // Found one after another, these would take minutes.
    @Test
    void keysThatWereChosenForTheirEqualHashesAreFoundByOrder() {
        PyDict dict = new PyDict();
        PySet set = new PySet();
        int count = 6_000;
        for (int i = 0; i < count; i++) {
            assertThat(dict.put(tuple(i), (long) i)).isNull();
            assertThat(dict.put(new PyEnum("m", "c", name(i)), (long) i)).isNull();
            assertThat(set.add(PySet.of(tuple(i)))).isTrue();
        }
        assertThat(tuple(1).hashCode()).isEqualTo(tuple(count - 1).hashCode());
        assertThat(name(1)).hasSameHashCodeAs(name(count - 1));
        for (int i = 0; i < count; i++) {
            assertThat(dict.get(tuple(i))).isEqualTo((long) i);
            assertThat(dict.get(new PyEnum("m", "c", name(i)))).isEqualTo((long) i);
            assertThat(set.contains(PySet.of(tuple(i)))).isTrue();
        }
    }

    private static PyTuple tuple(int number) {
        Object[] elements = new Object[32];
        for (int bit = 0; bit < 16; bit++) {
            boolean set = ((number >> bit) & 1) == 1;
            elements[2 * bit] = set ? 1L : 0L;
            elements[2 * bit + 1] = set ? 0L : 31L;
        }
        return PyTuple.of(elements);
    }

    private static String name(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            name.append(((number >> bit) & 1) == 1 ? "Aa" : "BB");
        }
        return name.toString();
    }

    @Test
    void refusesAMapAsAKeyAtAnyDepth() {
        PyDict dict = new PyDict();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dict.put(Map.of("a", 1L), 1L))
                .withMessage("a map of 1 entries is no key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dict.put(PyTuple.of(List.of(new PyDict())), 1L))
                .withMessage("a map of 0 entries is no key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PySet.of(new PyDict()))
                .withMessage("a map of 0 entries is no key");
        assertThat(dict).isEmpty();
    }
}
