package dev.ndwire.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void isNotChangedThroughAnArray() {
        byte[] source = {1, 2, 3};
        Bytes bytes = Bytes.of(source);
        source[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes).isEqualTo(Bytes.of(new byte[] {0, 1, 2, 3, 4}, 1, 3));
        assertThat(bytes.toArray()).containsExactly(1, 2, 3);
    }

    @Test
    void isEqualByContent() {
        assertThat(Bytes.utf8("é"))
                .isEqualTo(Bytes.of((byte) 0xc3, (byte) 0xa9))
                .hasSameHashCodeAs(Bytes.utf8("é"));
        assertThat(Bytes.utf8("a")).isNotEqualTo("a");
        assertThat(Bytes.of()).isSameAs(Bytes.EMPTY).isEqualTo(Bytes.utf8(""));
        assertThat(Bytes.utf8("é").toUtf8()).isEqualTo("é");
    }

    @Test
    void comparesUnsigned() {
        assertThat(List.of(Bytes.of((byte) -1), Bytes.of((byte) 1, (byte) 0), Bytes.of((byte) 1), Bytes.EMPTY))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void refusesWhatDoesNotLieInside() {
        Bytes bytes = Bytes.utf8("abc");
        assertThat(bytes.at(2)).isEqualTo((byte) 'c');
        byte[] target = new byte[4];
        bytes.copyTo(target, 1);
        assertThat(target).containsExactly(0, 'a', 'b', 'c');
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.at(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.at(-1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.copyTo(target, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Bytes.of(target, 3, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> PyTuple.of(1L).get(1));
    }

    @Test
    void aTupleIsAnUnmodifiableListThatCopiesItsElements() {
        Object[] elements = {1L, null};
        PyTuple tuple = PyTuple.of(elements);
        elements[0] = 2L;
        assertThat(tuple).containsExactly(1L, null).isEqualTo(PyTuple.copyOf(tuple));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> tuple.set(0, 2L));
    }
}
