package dev.ndwire.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PyFrozenSetTest {
    @Test
    void keepsTheFirstOfEqualElements() {
        PyFrozenSet set = PyFrozenSet.of(1L, true, 1.0, "a");
        assertThat(set).containsExactly(1L, "a");
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.contains(1.0)).isTrue();
        assertThat(set.contains("b")).isFalse();
        assertThat(set).hasToString("frozenset[1, a]");
    }

    @Test
    void equalsSetsOfEqualElementsInAnyOrder() {
        assertThat(PyFrozenSet.of(1L, 2L))
                .isEqualTo(PyFrozenSet.of(2.0, 1.0))
                .hasSameHashCodeAs(PyFrozenSet.of(2L, 1L));
        assertThat(PyFrozenSet.of(1L)).isNotEqualTo(PyFrozenSet.of(2L)).isNotEqualTo(PySet.of(1L));
    }

    @Test
    void isAKeyThatEqualsASetOfTheSameElements() {
        PyDict dict = PyDict.of(PyFrozenSet.of(1L, PyFrozenSet.of("a")), "found");
        assertThat(dict.get(PyFrozenSet.of(PyFrozenSet.of("a"), true))).isEqualTo("found");
        assertThat(dict.get(PySet.of(PySet.of("a"), 1L))).isEqualTo("found");
    }

    @Test
    void cannotBeChanged() {
        List<Object> source = Arrays.asList(1L, null);
        PyFrozenSet set = new PyFrozenSet(source);
        source.set(0, 2L);
        assertThat(set.contains(1L)).isTrue();
        assertThat(set.contains(null)).isTrue();
        assertThatThrownBy(() -> set.asSet().add(3L)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> set.iterator().remove()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesElementsThatAreNoKeys() {
        assertThatThrownBy(() -> PyFrozenSet.of(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a map of 0 entries is no key");
    }

    @Test
    void nestsDeepWithoutComputingEachLevelAnew() {
        PyFrozenSet set = PyFrozenSet.of();
        for (int i = 0; i < 500; i++) {
            set = PyFrozenSet.of(set, (long) i);
        }
        assertThat(PyDict.of(set, 1L).get(set)).isEqualTo(1L);
    }
}
