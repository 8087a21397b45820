package dev.ndwire.ndarray.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpyFormTest {
    @TempDir
    Path folder;

    /// Elements of more than one piece: 0, 1, 2, … in C order.
    private static NDArray count(DType dtype, long... shape) {
        NDArray array = NDArray.zeros(dtype, shape);
        NDArray flat = array.reshape(-1);
        for (long i = 0; i < flat.size(); i++) {
            flat.setLong(i, i);
        }
        return array;
    }

    private Path write(NDArray array, NpyForm form) throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, array, form);
        return file;
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void writesInTheOrderThatIsAskedFor(Order order) throws IOException {
        NDArray array = count(DType.INT32, 700, 3, 1000);
        Path expected = folder.resolve("expected.npy");

        for (NDArray lying : new NDArray[] {
            array, array.copy(Order.F), array.at("::-1").copy().at("::-1")
        }) {
            Npy.write(expected, lying.copy(order));
            Path file = write(lying, NpyForm.own().withOrder(order));
            assertThat(file).hasSameBinaryContentAs(expected);
        }
    }

    private boolean isFortran(NDArray array, Order order) throws IOException {
        Path file = write(array, NpyForm.own().withOrder(order));
        assertThat(Npy.read(file)).isEqualTo(array);
        return Npy.readHeader(file).fortranOrder();
    }

    @Test
    void findsTheOrderThatIsThere() throws IOException {
        NDArray array = count(DType.INT16, 4, 6);
        NDArray fortran = array.copy(Order.F);
        NDArray everyOther = fortran.at("::2");
        NDArray swapped = count(DType.INT16, 2, 3, 4).swapAxes(0, 1);

        for (Order order : Order.values()) {
            assertThat(isFortran(array, order)).as("C, %s", order).isEqualTo(order == Order.F);
            assertThat(isFortran(fortran, order)).as("F, %s", order).isEqualTo(order != Order.C);
            assertThat(isFortran(everyOther, order))
                    .as("strided F, %s", order)
                    .isEqualTo(order == Order.F || order == Order.K);
            assertThat(isFortran(swapped, order)).as("neither, %s", order).isEqualTo(order == Order.F);
        }
    }

    @Test
    void saysFortranOrderOnlyWhereItMatters() throws IOException {
        NpyForm fortran = NpyForm.own().withOrder(Order.F);

        assertThat(Npy.readHeader(write(count(DType.INT8, 5), fortran)).fortranOrder())
                .isFalse();
        assertThat(Npy.readHeader(write(count(DType.INT8, 1, 5), fortran)).fortranOrder())
                .isFalse();
        assertThat(Npy.readHeader(write(count(DType.INT8, 5, 2), fortran)).fortranOrder())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void convertsElementsPieceByPiece(Order order) throws IOException {
        NDArray array = count(DType.INT32, 700, 3, 1000);
        Path expected = folder.resolve("expected.npy");
        NDArray converted = count(DType.parse(">f8"), 700, 3, 1000);
        Npy.write(expected, converted.copy(order));

        NpyForm form = NpyForm.own().withDType(DType.parse(">f8")).withOrder(order);
        assertThat(write(array, form)).hasSameBinaryContentAs(expected);
        Path self = write(array, NpyForm.own());
        Npy.write(self, Npy.map(self), form);
        assertThat(self).hasSameBinaryContentAs(expected);
        Npy.write(expected, converted.copy(Order.F).copy(order));
        assertThat(write(array.copy(Order.F), form)).hasSameBinaryContentAs(expected);
    }

    @Test
    void convertsMembersOfArchives() throws IOException {
        Path file = folder.resolve("a.npz");
        Path expected = folder.resolve("expected.npz");
        Npz.write(expected, Map.of("x", count(DType.FLOAT32, 10, 10)));

        Npz.write(
                file,
                NpzCompression.STORED,
                writer -> writer.put(
                        "x", count(DType.INT64, 10, 10), NpyForm.own().withDType(DType.FLOAT32)));

        assertThat(file).hasSameBinaryContentAs(expected);
    }

    @Test
    void tellsHowManyBytesAreWritten() throws IOException {
        AtomicLong bytes = new AtomicLong();
        AtomicLong calls = new AtomicLong();
        NDArray array = NDArray.zeros(DType.INT8, 100 << 20);

        Path file = write(array, NpyForm.own().withProgress(count -> {
            bytes.addAndGet(count);
            calls.incrementAndGet();
        }));

        assertThat(bytes).hasValue(Files.size(file));
        assertThat(calls.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void writesNothingWhereAnElementHasNoCounterpart() {
        NDArray words = NDArray.of(new String[] {"1", "two"});

        assertThatThrownBy(() -> write(words, NpyForm.own().withDType(DType.INT64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void findsTheSizeThatNumpyFinds() throws IOException {
        assertThat(Npy.readHeader(write(count(DType.INT64, 3), NpyForm.own().withDType(DType.parse("U"))))
                        .dtype())
                .isEqualTo(DType.parse("<U21"));
        assertThat(Npy.read(write(
                                NDArray.of(new String[] {"2026-08-01", "NaT"}),
                                NpyForm.own().withDType(DType.parse("M8"))))
                        .repr())
                .isEqualTo("array(['2026-08-01',        'NaT'], dtype='datetime64[D]')");
    }

    @Test
    void refusesSubArrays() {
        assertThatThrownBy(() -> NpyForm.own().withDType(DType.subArray(DType.INT8, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("elements cannot become ('i1', (2,)) in a file, allowed are dtypes that are no sub-arrays");
    }
}
