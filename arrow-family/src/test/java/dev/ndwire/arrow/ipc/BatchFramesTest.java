package dev.ndwire.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.BatchFrames.Part;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Batches put together from frames.
class BatchFramesTest {
    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1 << 20), 0);

    @AfterEach
    void leaksNothing() {
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private static BatchFrames columns(int count) {
        var columns = new TreeMap<String, NDArray>();
        for (int i = 0; i < count; i++) {
            columns.put("x" + i, NDArray.of(new long[] {i, i + 1}));
        }
        try (Table table = Table.ofArrays(columns, Lease.none())) {
            BatchFrames frames = table.toFrames();
            // The table's memory ends here.
            List<Frame> copies = frames.frames().stream()
                    .map(frame -> Frame.of(MemorySegment.ofArray(frame.toByteArray())))
                    .toList();
            return new BatchFrames(frames.schema(), frames.parts(), copies);
        }
    }

    /// The same frames in a lease, each so many bytes behind the one before it.
    private static BatchFrames in(Lease lease, BatchFrames frames, long gap) {
        long byteSize = frames.frames().stream()
                .mapToLong(frame -> frame.byteSize() + gap)
                .sum();
        MemorySegment memory = lease.allocate(byteSize, 64);
        var placed = new ArrayList<Frame>();
        long at = 0;
        for (Frame frame : frames.frames()) {
            MemorySegment own = memory.asSlice(at, frame.byteSize());
            frame.copyTo(own);
            placed.add(Frame.of(own));
            at += frame.byteSize() + gap;
        }
        return new BatchFrames(frames.schema(), frames.parts(), placed);
    }

    private static List<ReferenceManager> managers(Table table) {
        return table.batches().get(0).root().getFieldVectors().stream()
                .map(vector -> vector.getDataBuffer().getReferenceManager())
                .distinct()
                .toList();
    }

    @Test
    void framesThatLieSideBySideAreCountedAsOne() {
        try (Lease lease = pool.lease(Ownership.LEASED);
                Table table = Table.ofFrames(in(lease, columns(8), 16), lease)) {
            assertThat(managers(table)).hasSize(1);
            assertThat(table.column("x7").values().toList()).containsExactly(7L, 8L);
            assertThat(table.column("x7").array().segment().byteSize()).isEqualTo(16);
        }
    }

    @Test
    void framesFarFromOneAnotherAreCountedOneByOne() {
        try (Lease lease = pool.lease(Ownership.LEASED);
                Table table = Table.ofFrames(in(lease, columns(8), 64), lease)) {
            assertThat(managers(table)).hasSize(8);
            assertThat(table.column("x7").values().toList()).containsExactly(7L, 8L);
        }
    }

    @Test
    void refusesTooFewBytesOfElementsWhoseWidthInBitsIsNoShort() {
        var schema = new Schema(List.of(Field.notNullable("x", new ArrowType.FixedSizeBinary(5_000))));
        Bytes message = Bytes.of(Schemas.toMessage(schema));
        var part = new Part(null, 2, List.of(2L, 0L), List.of(), List.of(0L, 9_999L));
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            var frames = new BatchFrames(message, List.of(part), List.of(Frame.of(lease.allocate(9_999, 64))));
            assertThatThrownBy(() -> Table.ofFrames(frames, lease).close())
                    .isInstanceOf(MalformedArrowException.class)
                    .hasMessage(
                            "data buffer of field 'x' has 9999 bytes, 2 elements of FixedSizeBinary(5000) take 10000");
        }
    }
}
