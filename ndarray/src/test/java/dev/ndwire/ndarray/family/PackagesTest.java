package dev.ndwire.ndarray.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.packages.ScipyMatrix;
import dev.ndwire.ndarray.packages.SparseCoo;
import dev.ndwire.ndarray.packages.TorchParameter;
import dev.ndwire.ndarray.packages.TorchTensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// scipy's matrices, `sparse.COO` and torch's tensors. `write_torch_vectors.py` says how the last were written.
class PackagesTest {
    private static final Serialization DASK = Serialization.standard();
    private static final NDArray DATA = NDArray.of(new double[] {1, 2, 3});
    private static final NDArray INDICES = NDArray.of(new int[] {0, 2, 1});
    private static final NDArray INDPTR = NDArray.of(new int[] {0, 2, 3});

    private static Object roundTrip(Object value) {
        return Objects.requireNonNull(DASK.accepting("dask").deserialize(DASK.serialize(value)));
    }

    private static Serialized with(Serialized serialized, String key, Object value) {
        Header header = serialized.header();
        return new Serialized(
                header.with("sub-header", header.header("sub-header").with(key, value)), serialized.frames());
    }

    private static void refuses(Serialized serialized, String message) {
        assertThatThrownBy(() -> DASK.deserialize(serialized))
                .isInstanceOf(MalformedHeaderException.class)
                .hasMessage(message);
    }

    private static Map<String, Serialized> torch() {
        String name = "torch.txt";
        try (InputStream in = Objects.requireNonNull(PackagesTest.class.getResourceAsStream(name), name)) {
            Map<String, Serialized> vectors = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(line -> {
                String[] columns = line.split("\t", -1);
                List<Frame> frames = Arrays.stream(columns[2].split(" ", -1))
                        .map(column -> Frame.of(Base64.getDecoder().decode(column)))
                        .toList();
                byte[] header = Base64.getDecoder().decode(columns[1]);
                vectors.put(
                        columns[0],
                        new Serialized(MsgpackReader.decodeHeader(header, HeaderLimits.standard()), frames));
            });
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsEveryFormatOfScipy() {
        List<ScipyMatrix> matrices = List.of(
                ScipyMatrix.csr(2, 3, DATA, INDICES, INDPTR),
                ScipyMatrix.csc(3, 2, DATA, INDICES, INDPTR),
                ScipyMatrix.bsr(2, 3, DATA.reshape(3, 1, 1), INDICES, INDPTR),
                ScipyMatrix.coo(2, 3, DATA, INDICES, INDICES),
                ScipyMatrix.dia(3, 3, DATA.reshape(1, 3), NDArray.of(new int[] {0})),
                new ScipyMatrix.Dok(
                        ScipyMatrix.coo(2, 3, DATA, INDICES, INDICES).attributes()),
                new ScipyMatrix.Lil(PyDict.of("_shape", List.of(2L, 3L), "rows", DATA)));
        for (ScipyMatrix matrix : matrices) {
            Object back = roundTrip(matrix);
            assertThat(back).isEqualTo(matrix).hasSameHashCodeAs(matrix).hasSameClassAs(matrix);
            assertThat(((ScipyMatrix) back).shape()).hasSize(2);
            assertThat(((ScipyMatrix) back).byteSize()).isGreaterThanOrEqualTo(24);
        }
        assertThat(matrices.get(0)).isNotEqualTo(matrices.get(2));
        assertThat(matrices.get(0).array("indices")).isSameAs(INDICES);
        assertThatThrownBy(() -> matrices.get(0).array("offsets"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sparse matrix has no array 'offsets', only ");
    }

    @Test
    void refusesAttributesWhoseFramesAreNotThere() {
        Serialized csr = DASK.serialize(ScipyMatrix.csr(2, 3, DATA, INDICES, INDPTR));
        Header data = csr.header().header("sub-header").header("complex").header("data");
        refuses(
                with(csr, "complex", Header.of("data", data.with("stop", 9L))),
                "attribute 'data' has frames 2 to 9, expected some of the 3 of the object");
        refuses(
                with(csr, "complex", Header.of("data", data.with("start", -1L))),
                "attribute 'data' has frames -1 to 3, expected some of the 3 of the object");
        refuses(with(csr, "complex", Header.of("data", 7L)), "attribute 'data' is an integer, expected a map");
        Serialized nested =
                with(csr, "complex", Header.of("data", data.with("header", Header.of("nested-dict", Header.EMPTY))));
        assertThat(DASK.deserialize(nested)).isEqualTo(nested);
    }

    @Test
    void keepsSparseArrays() {
        NDArray coords = NDArray.of(new long[][] {{0, 1, 1}, {2, 0, 1}});
        SparseCoo coo = new SparseCoo(coords, DATA, NDArray.of(new long[] {2, 3}));
        assertThat(roundTrip(coo)).isEqualTo(coo);
        assertThat(coo.byteSize()).isEqualTo(72);
        Serialized serialized = DASK.serialize(coo);
        refuses(
                with(serialized, "shape", new long[] {2, 3, 4}),
                "coordinates of shape (2, 3) for values of shape (3,) in 3 axes: there must be a row an axis and a "
                        + "column a value");
        refuses(
                with(serialized, "nframes", new long[] {3, 1}),
                "header key 'nframes' does not cut the 2 frames of a sparse array into two");
        Header bytes = DASK.serialize(Bytes.utf8("x")).header();
        Serialized other = with(serialized, "data-header", bytes);
        assertThat(DASK.deserialize(other)).isEqualTo(other);
    }

    @Test
    void readsAndWritesTensorsByteForByteAsPythonDoes() {
        Map<String, Serialized> vectors = torch();
        assertThat(vectors).hasSize(8);
        vectors.forEach((name, serialized) -> {
            Object value = Objects.requireNonNull(DASK.deserialize(serialized));
            assertThat(value)
                    .as(name)
                    .isInstanceOf(name.startsWith("parameter") ? TorchParameter.class : TorchTensor.class);
            Serialized again = DASK.serialize(value);
            assertThat(MsgpackWriter.encode(again.header()))
                    .as(name)
                    .isEqualTo(MsgpackWriter.encode(serialized.header()));
            assertThat(again.frames()).as(name).hasSameSizeAs(serialized.frames());
            for (int i = 0; i < again.frames().size(); i++) {
                assertThat(again.frames()
                                .get(i)
                                .contentEquals(serialized.frames().get(i)))
                        .isTrue();
            }
        });
        TorchTensor grad =
                (TorchTensor) Objects.requireNonNull(DASK.deserialize(Objects.requireNonNull(vectors.get("grad"))));
        assertThat(grad.requiresGrad()).isTrue();
        assertThat(grad.grad()).isEqualTo(NDArray.of(new double[] {1, 1, 1}));
        assertThat(grad.byteSize()).isEqualTo(48);
        TorchParameter frozen = (TorchParameter)
                Objects.requireNonNull(DASK.deserialize(Objects.requireNonNull(vectors.get("parameter-frozen"))));
        assertThat(frozen.requiresGrad()).isFalse();
        assertThat(frozen.byteSize()).isEqualTo(32);
    }

    @Test
    void refusesAGradientWhoseFramesAreNotThere() {
        Serialized grad = Objects.requireNonNull(torch().get("grad"));
        Header own = grad.header().header("sub-header").header("grad").with("start", 9L);
        refuses(with(grad, "grad", own), "gradient of a tensor starts at frame 9, expected one of the 2 frames");
        TorchTensor plain = TorchTensor.of(DATA);
        assertThat(roundTrip(plain)).isEqualTo(plain);
        Header array = DASK.serialize(DATA).header();
        Serialized parameter = with(DASK.serialize(new TorchParameter(plain, true)), "sub-header", array);
        assertThat(DASK.deserialize(parameter)).isEqualTo(parameter);
    }
}
