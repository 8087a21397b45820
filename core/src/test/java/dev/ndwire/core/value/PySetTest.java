package dev.ndwire.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PySetTest {
    @Test
    void keepsTheFirstOfEqualElements() {
        PySet set = PySet.of(1L, true, 1.0, new Complex(1, 0), "1", null, null);
        assertThat(set).containsExactly(1L, "1", null);
        assertThat(set.add(1.0)).isFalse();
        assertThat(set.add(2.0)).isTrue();
    }

    @Test
    void findsAndRemovesByPythonsEquality() {
        PySet set = new PySet(List.of("z", 1L, 2L, 3L));
        assertThat(set.contains(1.0)).isTrue();
        assertThat(set.remove(1.0)).isTrue();
        assertThat(set.remove(1.0)).isFalse();
        assertThat(set.removeAll(List.of(2.0, 8.0, 9.0, "x", "y"))).isTrue();
        assertThat(set.removeAll(List.of("x"))).isFalse();
        assertThat(set).containsExactly("z", 3L);
        var iterator = set.iterator();
        iterator.next();
        iterator.remove();
        assertThat(set).containsExactly(3L);
        set.clear();
        assertThat(set).isEmpty();
    }

    @Test
    void removesNoneOnlyWhereItIs() {
        PySet set = PySet.of((Object) null);
        assertThat(set.remove(null)).isTrue();
        assertThat(set.remove(null)).isFalse();
    }

    @Test
    void equalsSetsOfElementsThatPythonFindsEqual() {
        assertThat(PySet.of(1L, "a").equals(Set.of("a", 1.0))).isTrue();
        assertThat(PySet.of(1L, "a").equals(Set.of("a"))).isFalse();
        assertThat(PySet.of("a", 2L)).isEqualTo(Set.of("a", 2L)).hasSameHashCodeAs(Set.of("a", 2L));
    }
}
