package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every dtype in both byte orders × every layout × every kind of memory, against plain reads of a byte buffer.
class NDArrayMatrixTest {
    private static final long SEED = 20_260_803;

    private static final List<String> TYPES = List.of(
            "?",
            "i1",
            "u1",
            "<i2",
            ">i2",
            "<u2",
            ">u2",
            "<i4",
            ">i4",
            "<u4",
            ">u4",
            "<i8",
            ">i8",
            "<u8",
            ">u8",
            "<f2",
            ">f2",
            "<f4",
            ">f4",
            "<f8",
            ">f8",
            "<c8",
            ">c8",
            "<c16",
            ">c16",
            "S5",
            "<U3",
            ">U3",
            "V3",
            "V8",
            "<M8[ns]",
            ">M8[25s]",
            "<m8[D]",
            ">m8");

    enum Memory {
        HEAP,
        HEAP_OF_DOUBLES,
        CONFINED,
        SHARED,
        MAPPED,
        UNALIGNED
    }

    /// A layout in elements rather than bytes.
    enum Form {
        EMPTY("[2, 0, 3]", "[6, 6, 2]", 0),
        NO_AXES("[]", "[]", 0),
        C("[2, 3, 4]", "[12, 4, 1]", 0),
        F("[2, 3, 4]", "[1, 2, 6]", 0),
        STRIDED("[2, 2, 3]", "[13, 5, 2]", 1),
        NEGATIVE("[2, 3, 4]", "[-12, 4, -1]", 15),
        BROADCAST("[3, 2, 4]", "[0, 5, 0]", 2);

        private final String shape;
        private final String steps;
        private final long start;

        Form(String shape, String steps, long start) {
            this.shape = shape;
            this.steps = steps;
            this.start = start;
        }

        long[] shape() {
            return longs(shape);
        }

        long[] steps() {
            return longs(steps);
        }

        private static long[] longs(String text) {
            return GoldenLines.shape(GoldenLines.literal(text));
        }
    }

    /// Elements that every form can be cut from.
    private static final int COUNT = 26;

    @TempDir
    private static Path folder;

    static Stream<DType> dtypes() {
        DType struct = DType.struct()
                .field("a", DType.parse(">i2"))
                .field("b", DType.parse("<f8"))
                .field("c", DType.parse("S2"))
                .build();
        return Stream.concat(TYPES.stream().map(DType::parse), Stream.of(struct));
    }

    @ParameterizedTest
    @MethodSource("dtypes")
    void readsCopiesAndComparesFromAnyMemory(DType dtype) {
        var random = new Random(SEED);
        byte[] content = content(dtype, random);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            for (Memory memory : Memory.values()) {
                MemorySegment segment = memory(memory, content, confined, shared);
                for (Form form : Form.values()) {
                    long itemSize = dtype.itemSize();
                    long[] strides = Arrays.stream(form.steps())
                            .map(step -> step * itemSize)
                            .toArray();
                    NDArray array = NDArray.wrap(segment, dtype, form.shape(), strides, form.start * itemSize, true);
                    check(array, form, content, "seed " + SEED + ", " + memory + ", " + form);
                }
            }
        }
    }

    private static void check(NDArray array, Form form, byte[] content, String what) {
        DType dtype = array.dtype();
        var inOrder = ByteBuffer.allocate((int) array.byteSize());
        NDArray set = NDArray.zeros(dtype, form.shape());
        for (long[] index : indices(form.shape())) {
            long element = form.start;
            for (int axis = 0; axis < index.length; axis++) {
                element += index[axis] * form.steps()[axis];
            }
            int byteOffset = (int) (element * dtype.itemSize());
            Object expected = expected(ByteBuffer.wrap(content), dtype, byteOffset);
            assertThat(array.get(index))
                    .as("%s at %s", what, Arrays.toString(index))
                    .isEqualTo(expected);
            inOrder.put(content, byteOffset, (int) dtype.itemSize());
            set.set(expected, index);
        }
        assertThat(set.segment().toArray(ValueLayout.JAVA_BYTE))
                .as("set, %s", what)
                .isEqualTo(inOrder.array());

        NDArray c = array.copy();
        NDArray f = array.copy(Order.F);
        assertThat(c.segment().toArray(ValueLayout.JAVA_BYTE)).as(what).isEqualTo(inOrder.array());
        assertThat(c.isCContiguous()).isTrue();
        assertThat(f.isFContiguous()).isTrue();
        assertThat(f.shape()).isEqualTo(form.shape());
        assertThat(f.transpose().copy(Order.F)).as(what).isEqualTo(f.transpose());
        assertThat(array)
                .as(what)
                .isEqualTo(c)
                .isEqualTo(f)
                .hasSameHashCodeAs(c)
                .hasSameHashCodeAs(f);
        assertThat(array.arrayEqual(f)).as(what).isTrue();
        checkDifference(array, c, what);
    }

    private static void checkDifference(NDArray array, NDArray copy, String what) {
        if (array.size() > 0) {
            MemorySegment bytes = copy.segment();
            bytes.set(ValueLayout.JAVA_BYTE, 0, (byte) (1 - bytes.get(ValueLayout.JAVA_BYTE, 0)));
            assertThat(array).as(what).isNotEqualTo(copy);
            assertThat(array.arrayEqual(copy)).as(what).isFalse();
        }
    }

    private static List<long[]> indices(long[] shape) {
        List<long[]> indices = new ArrayList<>();
        indices.add(new long[0]);
        for (long length : shape) {
            List<long[]> longer = new ArrayList<>();
            for (long[] index : indices) {
                for (long i = 0; i < length; i++) {
                    long[] next = Arrays.copyOf(index, index.length + 1);
                    next[index.length] = i;
                    longer.add(next);
                }
            }
            indices = longer;
        }
        return indices;
    }

    private static Object expected(ByteBuffer bytes, DType dtype, int at) {
        bytes.order(dtype.byteOrder());
        int size = (int) dtype.itemSize();
        return switch (dtype.kind()) {
            case BOOL -> bytes.get(at) != 0;
            case INT, DATETIME, TIMEDELTA -> integer(bytes, at, size);
            case UINT -> unsigned(integer(bytes, at, size), size);
            case FLOAT -> real(bytes, at, size);
            case COMPLEX -> new Complex(real(bytes, at, size / 2), real(bytes, at + size / 2, size / 2));
            case BYTES -> Bytes.of(trimmed(part(bytes, at, size)));
            case TEXT ->
                new String(part(bytes, at, size), Charset.forName(dtype.orderChar() == '<' ? "UTF-32LE" : "UTF-32BE"))
                        .replaceAll("\0+$", "");
            case VOID, LONG_FLOAT, LONG_COMPLEX, EXTENSION ->
                dtype.isStruct() ? tuple(bytes, dtype, at) : Bytes.of(part(bytes, at, size));
        };
    }

    private static PyTuple tuple(ByteBuffer bytes, DType dtype, int at) {
        var values = new ArrayList<Object>();
        for (Field field : dtype.fields()) {
            values.add(expected(bytes, field.dtype(), at + (int) field.byteOffset()));
        }
        return PyTuple.copyOf(values);
    }

    private static byte[] part(ByteBuffer bytes, int at, int size) {
        var part = new byte[size];
        bytes.get(at, part);
        return part;
    }

    private static byte[] trimmed(byte[] bytes) {
        int size = bytes.length;
        while (size > 0 && bytes[size - 1] == 0) {
            size--;
        }
        return Arrays.copyOf(bytes, size);
    }

    private static long integer(ByteBuffer bytes, int at, int size) {
        return switch (size) {
            case 1 -> bytes.get(at);
            case 2 -> bytes.getShort(at);
            case 4 -> bytes.getInt(at);
            default -> bytes.getLong(at);
        };
    }

    private static Object unsigned(long value, int size) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(8 * size);
        BigInteger number = BigInteger.valueOf(value).mod(modulus);
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    private static double real(ByteBuffer bytes, int at, int size) {
        return switch (size) {
            case 2 -> Float.float16ToFloat(bytes.getShort(at));
            case 4 -> bytes.getFloat(at);
            default -> bytes.getDouble(at);
        };
    }

    /// Random elements, each valid for its dtype.
    private static byte[] content(DType dtype, Random random) {
        var bytes = ByteBuffer.allocate((int) (COUNT * dtype.itemSize()));
        for (int i = 0; i < COUNT; i++) {
            fill(bytes, dtype, (int) (i * dtype.itemSize()), random);
        }
        return bytes.array();
    }

    private static void fill(ByteBuffer bytes, DType dtype, int at, Random random) {
        bytes.order(dtype.byteOrder());
        int size = (int) dtype.itemSize();
        switch (dtype.kind()) {
            case BOOL -> bytes.put(at, (byte) random.nextInt(2));
            case FLOAT -> fillReal(bytes, at, size, random);
            case COMPLEX -> {
                fillReal(bytes, at, size / 2, random);
                fillReal(bytes, at + size / 2, size / 2, random);
            }
            case TEXT -> {
                for (int i = 0; i < random.nextInt(size / 4 + 1); i++) {
                    bytes.putInt(at + 4 * i, random.nextBoolean() ? 'a' + random.nextInt(26) : 0x1f600);
                }
            }
            default -> {
                for (Field field : dtype.fields()) {
                    fill(bytes, field.dtype(), at + (int) field.byteOffset(), random);
                }
                for (int i = 0; !dtype.isStruct() && i < size; i++) {
                    bytes.put(at + i, (byte) (random.nextInt(4) == 0 ? 0 : random.nextInt()));
                }
            }
        }
    }

    private static void fillReal(ByteBuffer bytes, int at, int size, Random random) {
        double[] special = {0.0, -0.0, 1.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double value = random.nextInt(3) == 0 ? special[random.nextInt(special.length)] : random.nextGaussian();
        switch (size) {
            case 2 -> bytes.putShort(at, Float.floatToFloat16((float) value));
            case 4 -> bytes.putFloat(at, (float) value);
            default -> bytes.putDouble(at, value);
        }
    }

    private static MemorySegment memory(Memory memory, byte[] content, Arena confined, Arena shared) {
        MemorySegment segment = switch (memory) {
            case HEAP -> MemorySegment.ofArray(new byte[content.length]);
            case HEAP_OF_DOUBLES ->
                MemorySegment.ofArray(new double[content.length / 8 + 1]).asSlice(0, content.length);
            case CONFINED -> confined.allocate(content.length);
            case SHARED -> shared.allocate(content.length);
            case MAPPED -> mapped(content.length, shared);
            case UNALIGNED -> confined.allocate(content.length + 1L, 8).asSlice(1);
        };
        return segment.copyFrom(MemorySegment.ofArray(content));
    }

    private static MemorySegment mapped(long byteSize, Arena arena) {
        try {
            Path file = Files.createTempFile(folder, "array", ".bin");
            try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, byteSize, arena);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
