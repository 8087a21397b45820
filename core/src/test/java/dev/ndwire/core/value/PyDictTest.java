package dev.ndwire.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.AbstractMap.SimpleEntry;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PyDictTest {
    @Test
    void keepsTheOrderOfInsertion() {
        PyDict dict = PyDict.of("z", 1L, "a", 2L, 3L, 3L);
        dict.put("z", 4L);
        dict.put(null, 5L);
        assertThat(dict.keySet()).containsExactly("z", "a", 3L, null);
        assertThat(dict.values()).containsExactly(4L, 2L, 3L, 5L);
    }

    @Test
    void keepsTheFirstOfEqualKeysAndTheLastValue() {
        PyDict dict = new PyDict();
        assertThat(dict.put(1L, "a")).isNull();
        assertThat(dict.put(true, "b")).isEqualTo("a");
        assertThat(dict.put(1.0, "c")).isEqualTo("b");
        assertThat(dict).hasSize(1).hasToString("{1=c}");
        assertThat(dict.keySet()).containsExactly(1L);
    }

    @Test
    void aKeyThatWasRemovedComesLastWhenItComesAgain() {
        PyDict dict = PyDict.of("a", 1L, "b", 2L);
        assertThat(dict.remove("a")).isEqualTo(1L);
        assertThat(dict.remove("a")).isNull();
        dict.put("a", 3L);
        assertThat(dict.keySet()).containsExactly("b", "a");
    }

    @Test
    void removesThroughItsViewsByPythonsEquality() {
        PyDict dict = PyDict.of(1L, "a", 2L, "b", 3L, "c", 4L, "d", 5L, "e");
        assertThat(dict.keySet().contains(1.0)).isTrue();
        assertThat(dict.keySet().remove(1.0)).isTrue();
        assertThat(dict.keySet().remove(1.0)).isFalse();
        assertThat(dict.keySet().removeAll(Arrays.asList(2.0, "x", null, "y", "z")))
                .isTrue();
        assertThat(dict.keySet().removeAll(List.of("x"))).isFalse();
        assertThat(dict.entrySet().contains(new SimpleEntry<>(3.0, "c"))).isTrue();
        assertThat(dict.entrySet().contains(new SimpleEntry<>(3.0, "other"))).isFalse();
        assertThat(dict.entrySet().contains(new SimpleEntry<>(9L, null))).isFalse();
        assertThat(dict.entrySet().remove(new SimpleEntry<>(3.0, "other"))).isFalse();
        assertThat(dict.entrySet().remove(new SimpleEntry<>(3.0, "c"))).isTrue();
        assertThat(dict.values().remove("d")).isTrue();
        assertThat(dict).hasToString("{5=e}").hasSize(1);
    }

    @Test
    void removesThroughItsIterators() {
        PyDict dict = PyDict.of("a", 1L, "b", 2L, "c", 3L);
        var entries = dict.entrySet().iterator();
        entries.next();
        entries.remove();
        var keys = dict.keySet().iterator();
        assertThat(keys.next()).isEqualTo("b");
        keys.remove();
        assertThat(keys.hasNext()).isTrue();
        assertThat(dict).hasToString("{c=3}");
        assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(entries::next);
        dict.keySet().clear();
        assertThat(dict).isEmpty();
        dict.put("d", 1L);
        dict.entrySet().clear();
        assertThat(dict).isEmpty();
    }

    @Test
    void changesValuesThroughItsEntries() {
        PyDict dict = PyDict.of("a", 1L, "b", 2L);
        dict.entrySet().forEach(entry -> entry.setValue("new"));
        assertThat(dict.values()).containsExactly("new", "new");
    }

    @Test
    void equalsMapsWithKeysThatPythonFindsEqual() {
        PyDict dict = PyDict.of(1L, "a", "k", null);
        Map<Object, Object> other = new HashMap<>();
        other.put(1.0, "a");
        other.put("k", null);
        assertThat(dict.equals(other)).isTrue();
        assertThat(other.equals(dict)).isTrue();
        other.put("k", 1L);
        assertThat(dict.equals(other)).isFalse();
        assertThat(dict.equals(PyDict.of(1L, "a"))).isFalse();
        assertThat(dict.equals(PyDict.of(1L, "a", "other", null))).isFalse();
        assertThat(dict).isNotEqualTo("text");
        assertThat(PyDict.of("a", 1L, 2L, Bytes.EMPTY)).hasSameHashCodeAs(Map.of("a", 1L, 2L, Bytes.EMPTY));
    }

    @Test
    void refusesAKeyWithoutAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyDict.of("a", 1L, "b"))
                .withMessage("the last of 3 keys and values has no pair");
    }

    @Test
    void takesNoMemoryForAnExpectedSizeBeforeItIsThere() {
        PyDict dict = new PyDict(1 << 29);
        assertThat(dict).isEmpty();
        dict.clear();
        assertThat(dict).isEmpty();
    }
}
