package dev.ndwire.arrow.family;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.ipc.Batches;
import dev.ndwire.arrow.ipc.GoldenStreams;
import dev.ndwire.arrow.ipc.GoldenStreams.Golden;
import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.ipc.Mutations;
import dev.ndwire.arrow.ipc.TableUse;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.MalformedException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowFamilyTest {
    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(64 << 20), 0);
    private final Lease lease = pool.lease(Ownership.LEASED);

    @AfterEach
    void leaksNothing() {
        lease.close();
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private Table golden(String name) {
        return Table.ofStream(GoldenStreams.in(lease, name), lease);
    }

    private static Serialization writing(String family) {
        return Serialization.standard().writing(family);
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void bringsTablesBack(Golden golden) {
        Table table = golden(golden.name());
        for (String family : List.of("dask", "arrow")) {
            Serialized sent = writing(family).serialize(table, Context.local(lease));
            assertThat(sent.header().text("serializer")).isEqualTo(family);
            Table found = (Table) requireNonNull(writing(family).deserialize(received(sent), Context.local(lease)));
            assertThat(found.schema()).isEqualTo(table.schema());
            assertThat(found.rows().toList()).isEqualTo(table.rows().toList());
            assertThat(found.rowCount()).isEqualTo(golden.rows());
        }
    }

    /// The same with every frame in memory of the lease, as it is received.
    private Serialized received(Serialized sent) {
        var frames = new ArrayList<Frame>();
        for (Frame frame : sent.frames()) {
            MemorySegment memory = lease.allocate(frame.byteSize(), 8);
            frame.copyTo(memory);
            frames.add(Frame.of(memory));
        }
        return new Serialized(sent.header(), frames);
    }

    @Test
    void batchIsReadableWhenTheOthersAreClosed() {
        Table whole = golden("double");
        int half = (int) (whole.rowCount() / 2);
        var batches = new ArrayList<Batch>();
        for (Table part : List.of(whole.slice(0, half), whole.slice(half, whole.rowCount() - half))) {
            batches.addAll(part.batches());
        }
        Table table =
                Table.of(new Batches(whole.schema(), batches, batches.get(0).dictionaries(), List.of()));
        for (String family : List.of("dask", "arrow")) {
            Serialized sent = writing(family).serialize(table, Context.local(lease));
            Table found = (Table) requireNonNull(writing(family).deserialize(received(sent), Context.local(lease)));
            FieldVector first = found.batches().get(0).root().getVector("full");
            FieldVector second = found.batches().get(1).root().getVector("full");

            // One bitmap of ones is that of both, and all frames lie side by side.
            assertThat(first.getValidityBuffer().memoryAddress())
                    .isEqualTo(second.getValidityBuffer().memoryAddress());
            found.batches().get(0).root().close();
            assertThat(second.getObject(0)).isEqualTo(whole.column("full").get(half));
            found.close();
        }
        table.close();
    }

    @Test
    void sendsTheVectorsOwnBuffersAndReceivesViews() {
        MemorySegment stream = GoldenStreams.in(lease, "double");
        Table table = Table.ofStream(stream, lease);
        Serialized sent = writing("arrow").serialize(table, Context.local(lease));
        assertThat(sent.frames()).isNotEmpty().allSatisfy(frame -> {
            long address = frame.segments().get(0).address();
            assertThat(address).isBetween(stream.address(), stream.address() + stream.byteSize());
        });
        Table found = (Table) requireNonNull(writing("arrow").deserialize(sent, Context.local(lease)));
        assertThat(found.column("full").array().segment().address())
                .isEqualTo(table.column("full").array().segment().address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dask", "arrow"})
    void tellsRecordBatchesFromTables(String family) {
        var batch = new RecordBatch(golden("metadata"));
        Serialized sent = writing(family).serialize(batch, Context.local(lease));
        Object found = requireNonNull(writing(family).deserialize(received(sent), Context.local(lease)));
        assertThat(found).isInstanceOf(RecordBatch.class);
        assertThat(((RecordBatch) found).table().rows().toList())
                .isEqualTo(batch.table().rows().toList());
    }

    @Test
    void refusesFramesThatDoNotFitTheHeader() {
        Table table = golden("int64");
        Serialized sent = writing("arrow").serialize(table, Context.local(lease));
        List<Frame> fewer = sent.frames().subList(1, sent.frames().size());
        assertThatThrownBy(() -> open(sent.header(), fewer))
                .isInstanceOf(MalformedArrowException.class)
                .hasMessage("frame 0 of 2 has 7 bytes, its batch claims 400");
        var more = new ArrayList<>(sent.frames());
        more.add(Frame.utf8("more"));
        assertThatThrownBy(() -> open(sent.header(), more))
                .isInstanceOf(MalformedArrowException.class)
                .hasMessage("batches have 3 buffers, there are 4 frames");
        assertThatThrownBy(() -> open(sent.header().with("kind", "list"), sent.frames()))
                .isInstanceOf(MalformedException.class)
                .hasMessage("header key 'kind' is 'list', known are 'table' and 'batch'");
    }

    @Test
    void readsDamagedHeadersOrSaysWhatIsWrong() {
        for (String name : List.of("int64", "string_view", "list_view", "dictionary_nested", "union_dense", "struct")) {
            long seed = name.hashCode();
            var random = new Random(seed);
            var mutations = new Mutations(seed);
            for (int i = 0; i < 60; i++) {
                try (Lease own = pool.lease(Ownership.LEASED)) {
                    Table table = Table.ofStream(GoldenStreams.in(own, name), own);
                    Serialized sent = writing("arrow").serialize(table, Context.local(own));
                    Header damaged = damaged(sent.header(), random, mutations);
                    read(new Serialized(damaged, sent.frames()), own, "mutation " + i + " of seed " + seed);
                }
            }
        }
    }

    private static void read(Serialized sent, Lease own, String what) {
        try {
            Object found = writing("arrow").deserialize(sent, Context.local(own));
            TableUse.all(found instanceof RecordBatch batch ? batch.table() : (Table) requireNonNull(found), own);
        } catch (RuntimeException e) {
            assertThat(TableUse.isClear(e)).as(what + ": " + e).isTrue();
        }
    }

    private static Header damaged(Header header, Random random, Mutations mutations) {
        if (random.nextInt(3) == 0) {
            return header.with(
                    "schema", Bytes.of(mutations.of(header.bytes("schema").toArray())));
        }
        var parts = new ArrayList<Object>(header.list("parts"));
        int index = random.nextInt(parts.size());
        Header part = Header.asHeader(parts.get(index), "part");
        String key =
                List.of("rows", "nodes", "variadic", "buffers", "dictionary").get(random.nextInt(5));
        long lie = List.of(-1L, 0L, 1L, 7L, (long) Integer.MAX_VALUE, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE)
                .get(random.nextInt(8));
        if (key.equals("rows") || key.equals("dictionary")) {
            parts.set(index, part.with(key, lie));
        } else {
            var numbers = new ArrayList<Object>(part.list(key));
            if (numbers.isEmpty() || random.nextInt(4) == 0) {
                numbers.add(lie);
            } else {
                numbers.set(random.nextInt(numbers.size()), lie);
            }
            parts.set(index, part.with(key, numbers));
        }
        return header.with("parts", parts);
    }

    private @Nullable Object open(Header header, List<Frame> frames) {
        return writing("arrow").deserialize(new Serialized(header, frames), Context.local(lease));
    }
}
