package dev.ndwire.ndarray.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.pickle.PickleWriter;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.MaskedConstant;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.buffer.PyArray;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Masked arrays and `array.array` that Python pickled, with what numpy makes of them.
class MaskedPicklesTest {
    private static final PickleReader READER = PickleReader.standard();
    private static final PickleWriter WRITER = PickleWriter.standard();

    private static MaskedArray masked(String[] row) {
        Object value = READER.read(PickleRows.frame(row[2]));
        assertThat(value).as(row[0] + " " + row[1]).isInstanceOf(MaskedArray.class);
        return (MaskedArray) Objects.requireNonNull(value);
    }

    @Test
    void readsAndWritesMaskedArraysByteForByteAsNumpyDoes() {
        for (String[] row : PickleRows.of("masked.txt")) {
            int protocol = Integer.parseInt(row[1]);
            MaskedArray array = masked(row);
            if (protocol >= 4) {
                assertThat(WRITER.withProtocol(protocol).write(array).toByteArray())
                        .as(row[0] + " " + row[1])
                        .isEqualTo(PickleRows.inflate(row[2]));
            }
            assertThat(READER.read(WRITER.write(array))).isEqualTo(array).hasSameHashCodeAs(array);
        }
    }

    @Test
    void printsMaskedArraysAsNumpyDoes() {
        List<String> others = new ArrayList<>();
        for (String[] row : PickleRows.of("masked.txt")) {
            MaskedArray array = masked(row);
            if (row[0].startsWith("no-mask/") || row[0].equals("0-d") || row[0].equals("empty")) {
                // The pickle has a mask, of nothing but false; numpy printed the array before.
                array = MaskedArray.of(array.data(), null, array.givenFillValue());
            }
            if (!array.toString().equals(PickleRows.text(row[3]))) {
                others.add(row[0] + "\n" + array + "\n" + PickleRows.text(row[3]));
            }
            if (!array.repr().equals(PickleRows.text(row[4]))) {
                others.add(row[0] + "\n" + array.repr() + "\n" + PickleRows.text(row[4]));
            }
        }
        assertThat(others).isEmpty();
    }

    @Test
    void fillsAndCountsAsNumpyDoes() {
        for (String[] row : PickleRows.of("masked.txt")) {
            MaskedArray array = masked(row);
            if (!array.dtype().isStruct()) {
                assertThat(array.count()).as(row[0]).isEqualTo(Long.parseLong(row[5]));
            }
            if (!row[6].isEmpty()) {
                assertThat(array.filled()).as(row[0]).isEqualTo(READER.read(PickleRows.frame(row[6])));
            }
        }
    }

    @Test
    void readsAndWritesTheMaskedConstant() {
        PyObject constant = PyObject.call(new PyGlobal("numpy.ma.core", "MaskedConstant"));
        assertThat(READER.read(WRITER.write(constant))).isEqualTo(MaskedConstant.MASKED);
        assertThat(WRITER.write(MaskedConstant.MASKED).toByteArray())
                .isEqualTo(WRITER.write(constant).toByteArray());
    }

    @Test
    void readsAndWritesPythonsArrays() {
        for (String[] row : PickleRows.of("buffers.txt")) {
            Object value = READER.read(PickleRows.frame(row[2]));
            assertThat(value).as(row[0]).isInstanceOf(PyArray.class);
            PyArray array = (PyArray) Objects.requireNonNull(value);
            assertThat(array.typecode()).isEqualTo(row[3].charAt(0));
            assertThat(array.elements().segment().toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(PickleRows.inflate(row[4]));
            // CPython's own pickle holds the text "array" three times, as three objects.
            assertThat(READER.read(WRITER.write(array))).isEqualTo(array);
        }
    }

    @Test
    void writesAMaskThatIsNotThereAsOneOfNothingButFalse() {
        MaskedArray array = MaskedArray.of(NDArray.of(new long[] {1, 2}), null);
        MaskedArray read = (MaskedArray) Objects.requireNonNull(READER.read(WRITER.write(array)));
        assertThat(read).isEqualTo(array);
        assertThat(read.mask()).isEqualTo(NDArray.of(new boolean[] {false, false}));
        assertThat(read.givenFillValue()).isNull();
    }

    @Test
    void refusesLettersThatPythonDoesNotHave() {
        assertThatThrownBy(() -> new PyArray('x', NDArray.of(new long[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("array.array has no typecode 'x'");
        assertThatThrownBy(() -> new PyArray('i', NDArray.of(new long[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("array.array of typecode 'i' has one axis and dtype int32, found 1 and int64");
    }
}
