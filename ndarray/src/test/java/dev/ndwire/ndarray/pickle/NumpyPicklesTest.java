package dev.ndwire.ndarray.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.Constructors;
import dev.ndwire.core.pickle.MalformedPickleException;
import dev.ndwire.core.pickle.PickleBuffer;
import dev.ndwire.core.pickle.PickleLimits;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.pickle.PickleWriter;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.Matrix;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Arrays, dtypes and scalars that numpy pickled: `write_numpy_pickle_vectors.py` says what is in the files.
class NumpyPicklesTest {
    private static final Set<String> NOT_CONTIGUOUS = Set.of("strided", "negative", "broadcast");
    private static final PickleReader READER = PickleReader.standard();
    private static final PickleWriter WRITER = PickleWriter.standard();

    private static List<PickleBuffer> buffers(String column) {
        return Arrays.stream(column.split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(text -> new PickleBuffer(Frame.of(PickleRows.inflate(text.substring(1))), text.charAt(0) == 'w'))
                .toList();
    }

    private static String text(DType dtype) {
        return dtype.isStruct() ? dtype.repr() : dtype.str();
    }

    private static String named(DType dtype) {
        return dtype.extension().isPresent() ? dtype.name() : dtype.str();
    }

    private static byte[] elements(NDArray array) {
        MemorySegment copy = Arena.ofAuto().allocate(Math.max(1, array.byteSize()));
        array.copyTo(copy);
        return copy.asSlice(0, array.byteSize()).toArray(ValueLayout.JAVA_BYTE);
    }

    private static long[] integers(String column) {
        return column.isEmpty()
                ? new long[0]
                : Arrays.stream(column.split(",", -1))
                        .flatMapToLong(text -> LongStream.of(Long.parseLong(text)))
                        .toArray();
    }

    @Test
    void readsArraysOfEveryProtocol() {
        for (String[] row : PickleRows.of("arrays.txt")) {
            String what = row[0] + ", protocol " + row[1] + (row[3].isEmpty() ? "" : " out of band");
            Object value = READER.read(Frame.of(PickleRows.inflate(row[2])), buffers(row[3]));
            boolean isMatrix = row[0].startsWith("matrix");
            assertThat(value).as(what).isInstanceOf(isMatrix ? Matrix.class : NDArray.class);
            NDArray array = value instanceof Matrix matrix ? matrix.array() : (NDArray) Objects.requireNonNull(value);
            assertThat(array.shape()).as(what).isEqualTo(integers(row[5]));
            assertThat(array.strides()).as(what).isEqualTo(integers(row[6]));
            assertThat(array.isWriteable()).as(what).isEqualTo(Boolean.parseBoolean(row[7]));
            assertThat(elements(array)).as(what).isEqualTo(PickleRows.inflate(row[8]));
            if (!array.dtype().isStruct()) {
                assertThat(named(array.dtype())).as(what).isEqualTo(row[4]);
            }
        }
    }

    @Test
    void writesArraysByteForByteAsNumpyDoes() {
        for (String[] row : PickleRows.of("arrays.txt")) {
            int protocol = Integer.parseInt(row[1]);
            // What was not contiguous in Python comes contiguous, which protocol 5 writes in another form.
            if (protocol < 4 || (protocol == 5 && NOT_CONTIGUOUS.contains(row[0]))) {
                continue;
            }
            Object value = READER.read(Frame.of(PickleRows.inflate(row[2])), buffers(row[3]));
            List<PickleBuffer> buffers = new ArrayList<>();
            PickleWriter writer = WRITER.withProtocol(protocol);
            Frame written = row[3].isEmpty() ? writer.write(value) : writer.write(value, buffers::add);
            assertThat(written.toByteArray())
                    .as("%s, protocol %s", row[0], row[1])
                    .isEqualTo(PickleRows.inflate(row[2]));
            for (int i = 0; i < buffers.size(); i++) {
                PickleBuffer sent = buffers(row[3]).get(i);
                assertThat(buffers.get(i).content().contentEquals(sent.content()))
                        .isTrue();
                assertThat(buffers.get(i).isWriteable()).isEqualTo(sent.isWriteable());
            }
        }
    }

    @Test
    void writesViewsByteForByteAsNumpyDoes() {
        NDArray base = array("transposed").transpose();
        Map<String, NDArray> views = Map.of(
                "strided",
                base.at(":, ::2"),
                "negative",
                base.at("::-1"),
                "broadcast",
                NDArray.of(new double[] {0, 1, 2}).broadcastTo(2, 3));
        assertThat(views.keySet()).isEqualTo(NOT_CONTIGUOUS);
        for (String[] row : PickleRows.of("arrays.txt")) {
            if (views.containsKey(row[0]) && row[1].equals("5")) {
                assertThat(WRITER.write(views.get(row[0])).toByteArray())
                        .as(row[0])
                        .isEqualTo(PickleRows.inflate(row[2]));
            }
        }
    }

    private static NDArray array(String name) {
        String[] row = PickleRows.of("arrays.txt").stream()
                .filter(each -> each[0].equals(name) && each[3].isEmpty())
                .findFirst()
                .orElseThrow();
        return (NDArray) Objects.requireNonNull(READER.read(Frame.of(PickleRows.inflate(row[2]))));
    }

    @Test
    void readsAndWritesDtypes() {
        for (String[] row : PickleRows.of("dtypes.txt")) {
            Frame pickle = Frame.of(PickleRows.inflate(row[2]));
            assertThat(READER.read(pickle)).as(row[0] + " " + row[1]).isInstanceOf(DType.class);
            DType dtype = (DType) Objects.requireNonNull(READER.read(pickle));
            if (!row[0].contains("/") && !row[0].startsWith("sub")) {
                assertThat(dtype).isEqualTo(DType.parse(row[0]));
            }
            int protocol = Integer.parseInt(row[1]);
            if (protocol >= 4) {
                assertThat(WRITER.withProtocol(protocol).write(dtype).toByteArray())
                        .as(row[0] + " " + row[1])
                        .isEqualTo(pickle.toByteArray());
            }
            assertThat(READER.read(WRITER.write(dtype))).isEqualTo(dtype);
            assertThat(text(dtype)).isNotEmpty();
        }
    }

    @Test
    void readsAndWritesScalars() {
        for (String[] row : PickleRows.of("scalars.txt")) {
            Frame pickle = Frame.of(PickleRows.inflate(row[2]));
            assertThat(READER.read(pickle)).as(row[0] + " " + row[1]).isInstanceOf(NumpyScalar.class);
            NumpyScalar scalar = (NumpyScalar) Objects.requireNonNull(READER.read(pickle));
            assertThat(scalar.array().dtype().str()).isEqualTo(row[3]);
            assertThat(elements(scalar.array())).isEqualTo(PickleRows.inflate(row[4]));
            assertThat(scalar.value()).isNotNull();
            int protocol = Integer.parseInt(row[1]);
            if (protocol >= 4) {
                assertThat(WRITER.withProtocol(protocol).write(scalar).toByteArray())
                        .as(row[0] + " " + row[1])
                        .isEqualTo(pickle.toByteArray());
            }
        }
    }

    @Test
    void leavesWhatHasNoJavaTypeAsItIs() {
        for (String[] row : PickleRows.of("opaque.txt")) {
            Frame pickle = Frame.of(PickleRows.inflate(row[2]));
            Object value = READER.read(pickle);
            assertThat(value).as(row[0] + " " + row[1]).isInstanceOf(PyObject.class);
            int protocol = Integer.parseInt(row[1]);
            if (protocol >= 4) {
                assertThat(WRITER.withProtocol(protocol).write(value).byteSize())
                        .isPositive();
            }
        }
    }

    @Test
    void sharesOneArrayThatIsPickledTwice() {
        NDArray array = NDArray.of(new double[] {1, 2});
        List<PickleBuffer> buffers = new ArrayList<>();
        Frame pickle = WRITER.write(List.of(array, PyTuple.of(array)), buffers::add);
        assertThat(buffers).hasSize(1);
        List<?> read = (List<?>) Objects.requireNonNull(READER.read(pickle, buffers));
        assertThat(((PyTuple) read.get(1)).get(0)).isSameAs(read.get(0));
    }

    @Test
    void copiesNoByteOfAContiguousArrayOutOfBand() {
        try (Arena arena = Arena.ofConfined()) {
            NDArray array = NDArray.zeros(arena, DType.FLOAT64, 10, 3);
            List<PickleBuffer> buffers = new ArrayList<>();
            Frame pickle = WRITER.write(array, buffers::add);
            assertThat(buffers.get(0).content().segments().get(0).address())
                    .isEqualTo(array.segment().address());
            NDArray read = (NDArray) Objects.requireNonNull(READER.read(pickle, buffers));
            assertThat(read.segment().address()).isEqualTo(array.segment().address());
        }
    }

    @Test
    void refusesArraysThatDoNotFitTheirBytes() {
        PyGlobal function = new PyGlobal("numpy._core.numeric", "_frombuffer");
        PyObject lie = PyObject.call(function, Bytes.utf8("12345678"), DType.FLOAT64, PyTuple.of(3L), "C");
        Frame pickle = WRITER.write(lie);
        assertThatThrownBy(() -> READER.read(pickle))
                .isInstanceOf(MalformedPickleException.class)
                .hasMessageStartingWith("numpy._core.numeric._frombuffer cannot be made of its parts (byte ")
                .hasMessageEndingWith("of the pickle): array of dtype float64 and shape (3,) needs 24 bytes, 8 came");
        PyObject huge =
                PyObject.call(function, Bytes.EMPTY, DType.FLOAT64, PyTuple.of(Long.MAX_VALUE, Long.MAX_VALUE), "C");
        Frame hugePickle = WRITER.write(huge);
        assertThatThrownBy(() -> READER.read(hugePickle)).isInstanceOf(MalformedPickleException.class);
    }

    @Test
    void canBeTakenOffTheList() {
        Constructors shorter = Constructors.standard().without("numpy.dtype");
        Frame pickle = WRITER.write(DType.INT32);
        assertThat(PickleReader.of(shorter, PickleLimits.standard()).read(pickle))
                .isInstanceOf(PyObject.class);
    }
}
