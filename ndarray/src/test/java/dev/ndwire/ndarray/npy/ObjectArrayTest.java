package dev.ndwire.ndarray.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.pickle.Constructors;
import dev.ndwire.core.pickle.PickleLimits;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectArrayTest {
    private static final PickleReader PICKLES = PickleReader.standard();

    @TempDir
    Path folder;

    private static Path file(String name) {
        return GoldenLines.path("objects/" + name + ".npy");
    }

    private static ObjectArray read(String name) throws IOException {
        return (ObjectArray) Objects.requireNonNull(Npy.readObjects(file(name), PICKLES));
    }

    @Test
    void readsWhatNumpyMeant() throws IOException {
        ObjectArray flat = read("flat");
        assertThat(flat.shape()).containsExactly(3);
        assertThat(flat.elements()).containsExactly("a", null, 1.5);
        assertThat(flat).hasToString("ObjectArray[object (3,)]");

        for (String name : List.of("grid", "fortran")) {
            ObjectArray grid = read(name);
            assertThat(grid.shape()).containsExactly(3, 4);
            assertThat(grid.elements())
                    .startsWith(1L, 2.5, "three", null, Bytes.utf8("four"), PyTuple.of(5L, "six"), List.of(7L));
            assertThat(grid.get(2, 0)).isEqualTo(BigInteger.TEN.pow(30));
            assertThat(grid.get(-1, 1)).isEqualTo(new BigDecimal("1.5"));
            assertThat(grid.get(2, -1)).isEqualTo(NDArray.of(new double[] {0, 1, 2}));
        }
        assertThat(read("none").shape()).containsExactly(0, 2);
        assertThat(read("zero-d").get()).isEqualTo(java.util.Map.of("a", 1L));
        assertThat(read("struct").elements()).containsExactly(PyTuple.of(1L, "x"), PyTuple.of(2L, null));
        assertThat(read("struct").dtypeText()).isEqualTo("[('O', '<i4'), ('b', 'O')]");
        assertThat(read("texts").elements()).containsExactly("a", "bc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "grid", "fortran", "none", "zero-d", "struct", "texts"})
    void writesNumpysFilesAgainByteForByte(String name) throws IOException {
        Path copy = folder.resolve("copy.npy");

        Npy.write(copy, read(name));

        assertThat(copy).hasSameBinaryContentAs(file(name));
    }

    @Test
    void makesTheFileThatNumpyMakes() throws IOException {
        Path made = folder.resolve("made.npy");

        Npy.write(made, ObjectArray.of(Arrays.asList("a", null, 1.5), 3));

        assertThat(made).hasSameBinaryContentAs(file("flat"));
    }

    @Test
    void tellsThemByTheHeaderAlone() throws IOException {
        NpyHeader header = Npy.readHeader(file("grid"));

        assertThat(header.hasObjects()).isTrue();
        assertThat(header.dtypeText()).isEqualTo("object");
        assertThat(header.shape()).containsExactly(3, 4);
        assertThat(header.elementCount()).isEqualTo(12);
        assertThat(header.dataByteSize()).isZero();
        assertThat(header).hasToString("{'descr': '|O', 'fortran_order': False, 'shape': (3, 4), }");
        assertThatThrownBy(header::dtype)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("elements of descr '|O' hold Python objects: no DType has such");
    }

    @Test
    void areRefusedUnlessPicklesAreAllowed() {
        String message =
                ": descr '|O' holds Python objects, of which there is a pickle: only readObjects reads it, with"
                        + " the PickleReader that it is given";
        assertThatThrownBy(() -> Npy.read(file("flat")))
                .isInstanceOf(MalformedNpyException.class)
                .hasMessage(file("flat") + message);
        assertThatThrownBy(() -> Npy.map(file("flat")))
                .isInstanceOf(MalformedNpyException.class)
                .hasMessage(file("flat") + message);
    }

    @Test
    void readsPlainArraysAsUsual() throws IOException {
        Path plain = GoldenLines.path("npy/float64-c.npy");

        assertThat(Npy.readObjects(plain, PICKLES)).isEqualTo(Npy.read(plain));
    }

    @Test
    void whatNoConstructorLiftsIsDescribed() throws IOException {
        PickleReader bare = PickleReader.of(Constructors.none(), PickleLimits.standard());

        ObjectArray grid = (ObjectArray) Objects.requireNonNull(Npy.readObjects(file("grid"), bare));

        assertThat(grid.get(2, 1)).isInstanceOf(PyObject.class).hasToString("PyObject[decimal.Decimal]");
    }

    @Test
    void limitsOfThePickleHold() {
        PickleReader narrow =
                PickleReader.of(Constructors.standard(), PickleLimits.standard().withMaxItems(5));

        assertThatThrownBy(() -> Npy.readObjects(file("grid"), narrow))
                .isInstanceOf(MalformedNpyException.class)
                .hasMessageStartingWith(file("grid") + ": pickle of objects: ")
                .hasMessageEndingWith(" (byte 128)");
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = Files.readAllBytes(file("grid"));
        Path cut = folder.resolve("cut.npy");
        for (int byteSize = 0; byteSize < whole.length; byteSize++) {
            Files.write(cut, Arrays.copyOf(whole, byteSize));
            assertThatThrownBy(() -> Npy.readObjects(cut, PICKLES))
                    .as("cut to %d bytes", byteSize)
                    .isInstanceOf(MalformedNpyException.class)
                    .hasMessageStartingWith(cut + ": ");
        }
    }

    @Test
    void refusesAnotherNumberOfElements() {
        assertThatThrownBy(() -> ObjectArray.of(List.of(1L, 2L), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape (3,) has 3 elements, 2 came");
    }
}
