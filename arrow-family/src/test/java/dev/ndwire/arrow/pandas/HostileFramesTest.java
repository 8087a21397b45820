package dev.ndwire.arrow.pandas;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.FullCheck;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.pickle.PickleBuffer;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PySlice;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pickles whose parts contradict each other, or are too many.
class HostileFramesTest {
    private static final int MUTATIONS = 3000;
    private static final long MAX_ROWS = 10_000;
    private static final PyGlobal ARROW_DTYPE = new PyGlobal("pandas", "ArrowDtype");

    private static PyGlobal pandas(String name) {
        return new PyGlobal("pandas", name);
    }

    private static PyObject range(long stop) {
        return range(0, stop, 1);
    }

    private static PyObject range(long start, long stop, long step) {
        return index("RangeIndex", PyDict.of("name", null, "start", start, "stop", stop, "step", step));
    }

    private static PyObject index(String type, PyDict parts) {
        return PyObject.call(pandas("_new_Index"), pandas(type), parts);
    }

    private static PyObject block(@Nullable Object values, @Nullable Object placement) {
        return PyObject.call(pandas("_unpickle_block"), values, placement, 2L);
    }

    private static PySlice at(long start) {
        return new PySlice(start, start + 1, 1L);
    }

    private static PyObject frame(Object columns, Object index, PyObject... blocks) {
        var manager = PyObject.call(
                pandas("BlockManager"), PyTuple.of((Object[]) blocks), new ArrayList<>(List.of(columns, index)));
        return PyObject.instance(pandas("DataFrame")).withState(PyDict.of("_mgr", manager, "attrs", new PyDict()));
    }

    /// A frame of one column of three rows.
    private static PyObject column(@Nullable Object values) {
        return frame(range(1), range(3), block(values, at(0)));
    }

    private static PyObject codes(NDArray codes, Object categories) {
        PyObject dtype = PyObject.instance(pandas("CategoricalDtype"))
                .withState(PyDict.of("categories", categories, "ordered", false));
        return PyObject.call(pandas("__pyx_unpickle_NDArrayBacked"), pandas("Categorical"), 82904607L, null)
                .withState(PyTuple.of(dtype, codes));
    }

    private static PyObject arrow(String type, long length, long offset, @Nullable Object... buffers) {
        PyObject alias = PyObject.call(new PyGlobal("pyarrow.lib", "type_for_alias"), type);
        List<@Nullable Object> wrapped = new ArrayList<>();
        for (Object buffer : buffers) {
            wrapped.add(buffer == null ? null : PyObject.call(new PyGlobal("pyarrow.lib", "py_buffer"), buffer));
        }
        PyTuple data = PyTuple.of(alias, length, 0L, offset, wrapped, List.of(), null);
        return PyObject.instance(pandas("ArrowExtensionArray"))
                .withState(PyDict.of(
                        "_pa_array", PyObject.call(new PyGlobal("pyarrow.lib", "_restore_array"), data),
                        "_dtype", PyObject.instance(ARROW_DTYPE)));
    }

    private static void refuses(Object value, String message) {
        assertThatThrownBy(() -> PandasTables.of(value, Lease.none()))
                .isInstanceOfAny(MalformedException.class, UnsupportedPandasException.class)
                .hasMessage(message);
    }

    private static final NDArray THREE = NDArray.of(new long[][] {{1, 2, 3}});

    @Test
    void readsAFrameThatIsRight() {
        try (Table table = PandasTables.of(column(THREE), Lease.none())) {
            assertThat(table.column("0").values().toList()).isEqualTo(List.of(1L, 2L, 3L));
        }
    }

    @Test
    void refusesBlocksThatAreNotWhereColumnsAre() {
        refuses(frame(range(2), range(3), block(THREE, at(0))), "index of columns has 2 labels, blocks have 1 columns");
        refuses(frame(range(1), range(3), block(THREE, at(1))), "blocks have 1 columns, one is put at 1");
        refuses(frame(range(1), range(3), block(THREE, at(-1))), "blocks have 1 columns, one is put at -1");
        refuses(
                frame(range(2), range(3), block(THREE, at(0)), block(THREE, at(0))),
                "blocks have 2 columns, one is put at 0 like another");
        refuses(
                frame(range(1), range(3), block(THREE, NDArray.of(new long[] {0, 1}))),
                "block 0 has 1 columns, and its placement is a NDArray");
        refuses(column(NDArray.zeros(DType.INT8, 1, 1, 3)), "block 0 has 3 axes, expected 1 or 2");
    }

    @Test
    void refusesRowsThatTheIndexDoesNotHave() {
        refuses(frame(range(1), range(4), block(THREE, at(0))), "column '0' has 3 rows, the index has 4");
        refuses(frame(range(1), range(3, 9, 0), block(THREE, at(0))), "RangeIndex has step 0");
        refuses(
                frame(range(0), range(Long.MIN_VALUE, Long.MAX_VALUE, 1)),
                "RangeIndex from -9223372036854775808 to 9223372036854775807 is longer than 2^63");
        refuses(frame(range(0), range(1L << 40)), "batch claims 1099511627776 rows, allowed are 2147483647 a batch");
    }

    @Test
    void refusesManyColumnsWithoutAnyBytes() {
        refuses(
                frame(range(1 << 30), range(0), block(NDArray.zeros(DType.INT8, 1 << 30, 0), at(0))),
                "block 0 has 1073741824 columns, allowed are 1048576");
    }

    @Test
    void refusesCodesThatPointNowhere() {
        NDArray codes = NDArray.of(new byte[] {0, 1, 2});
        refuses(column(codes(codes, range(2))), "block 0 has code 2 at 2, there are 2 values");
        refuses(
                column(codes(NDArray.of(new byte[] {0, -2, 1}), range(2))),
                "block 0 has code -2 at 1, there are 2 values");
        refuses(
                column(codes(codes, range(1L << 40))),
                "RangeIndex of values has 1099511627776 of them, allowed are 16777216");
        PyObject multi = index(
                "MultiIndex",
                PyDict.of(
                        "levels", List.of(range(2)),
                        "codes", List.of(codes),
                        "names", PyTuple.of((Object) null)));
        refuses(frame(range(1), multi, block(THREE, at(0))), "level 0 of index has code 2 at 2, there are 2 values");
    }

    @Test
    void refusesCategoriesThatHoldThemselves() {
        PyDict parts = new PyDict();
        PyObject categories = index("Index", parts);
        parts.put("name", null);
        parts.put("data", codes(NDArray.of(new byte[] {0, 0, 0}), categories));
        assertThatThrownBy(() -> PandasTables.of(frame(range(1), categories, block(THREE, at(0))), Lease.none()))
                .isInstanceOf(MalformedPandasException.class)
                .hasMessageEndingWith("has categories within categories, more than 16 deep");
    }

    @Test
    void leavesOutAttributesThatHoldThemselves() {
        PyDict attributes = new PyDict();
        attributes.put("self", attributes);
        PyObject plain = column(THREE);
        PyDict state = (PyDict) requireNonNull(requireNonNull(plain.onlyState()).state());
        state.put("attrs", attributes);
        try (Table table = PandasTables.of(plain, Lease.none())) {
            assertThat(table.schema().getCustomMetadata().get("pandas")).contains("\"attributes\": {},");
        }
    }

    @Test
    void refusesMasksOfAnotherLength() {
        PyObject array = PyObject.instance(pandas("IntegerArray"))
                .withState(PyDict.of("_data", NDArray.of(new long[] {1, 2, 3}), "_mask", NDArray.zeros(DType.BOOL, 2)));
        refuses(column(array), "block 0 has data of shape [3] and dtype int64, and a mask of 2 elements of bool");
    }

    @Test
    void refusesBuffersThatAreTooShort() {
        Bytes eight = Bytes.of(new byte[8]);
        refuses(
                column(arrow("int64", 3, 0, null, eight)),
                "block 0's buffer 1 has 8 bytes, 3 elements of Int(64, true) from 0 on take 24 from 0 on");
        refuses(
                column(arrow("int8", 3, 6, null, eight)),
                "block 0's buffer 1 has 8 bytes, 3 elements of Int(8, true) from 6 on take 3 from 6 on");
        refuses(
                column(arrow("int8", 3, Long.MAX_VALUE, null, eight)),
                "block 0 has an array of 3 elements at 9223372036854775807, allowed are 2147483647 at 281474976710656");
        refuses(
                column(arrow(
                        "string",
                        3,
                        0,
                        null,
                        Bytes.of(new byte[] {0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0}),
                        eight)),
                "offsets of field '0' end at byte 9 of a data buffer of 8 bytes");
        refuses(
                column(arrow("int8", -1, 0, null, eight)),
                "block 0 has an array of -1 elements at 0, allowed are 2147483647 at 281474976710656");
        refuses(
                column(arrow("int7", 3, 0, null, eight)),
                "block 0 is of type PyObject[pyarrow.lib.type_for_alias] of pyarrow, which is not read");
    }

    @Test
    void refusesObjectsThatDoNotFillTheirShape() {
        PyObject dtype = PyObject.call(new PyGlobal("numpy", "dtype"), "O8", false, true);
        PyObject array = PyObject.call(new PyGlobal("numpy._core.multiarray", "_reconstruct"))
                .withState(PyTuple.of(1L, PyTuple.of(1L, 4L), dtype, false, List.of("a", "b", "c")));
        refuses(column(array), "block 0 is of shape [1, 4] and has 3 objects");
    }

    /// Every mutation is an error or a table that can be read to its end.
    @Test
    void mutatedPicklesAreErrorsOrTables() {
        long seed = 20260903;
        var random = new Random(seed);
        List<String> names = PickledFrames.names("kinds.txt").toList();
        int tables = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String name = names.get(i % names.size());
            try {
                tables += mutated(PickledFrames.onHeap(name), random) ? 1 : 0;
            } catch (MalformedException | UnsupportedPandasException | IllegalArgumentException expected) {
                assertThat(expected).message().isNotBlank();
            } catch (DateTimeException | UnsupportedOperationException expected) {
                // A day that java.time does not have, a type that Arrow Java does not.
                assertThat(expected).message().isNotBlank();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutation " + i + " of " + name + ", seed " + seed, e);
            }
        }
        assertThat(tables).as("tables of seed " + seed).isGreaterThan(300);
    }

    private static boolean mutated(PickledFrames.Parts parts, Random random) {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            List<PickleBuffer> buffers = new ArrayList<>();
            for (PickleBuffer buffer : parts.buffers()) {
                buffers.add(new PickleBuffer(changed(buffer.content(), random, 16, lease), false));
            }
            Object value = PickleReader.standard().read(changed(parts.pickle(), random, 3, lease), buffers);
            if (!PandasTables.isPandas(value)) {
                return false;
            }
            Table table = PandasTables.of(value, lease);
            table.batches().forEach(FullCheck::check);
            // A range of any length takes no memory, but time.
            table.rows().limit(MAX_ROWS).forEach(row -> assertThat(row.values()).hasSize(table.columnCount()));
            return true;
        }
    }

    /// Changes one byte in one of some cases.
    private static Frame changed(Frame frame, Random random, int oneOf, Lease lease) {
        MemorySegment copy = lease.allocate(frame.byteSize(), 64);
        frame.copyTo(copy);
        if (copy.byteSize() > 0 && random.nextInt(oneOf) == 0) {
            long at = random.nextLong(copy.byteSize());
            copy.set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt());
        }
        return Frame.of(copy);
    }
}
