package dev.ndwire.arrow.cdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.ipc.GoldenStreams;
import dev.ndwire.arrow.ipc.GoldenStreams.Golden;
import dev.ndwire.arrow.ipc.TableUse;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Structures with a wrong number, format, flag or null are refused, or give a table that can be used.
///
/// How long a buffer is follows from numbers alone, so nobody can tell one that claims more than there is. All memory
/// here lies at the start of a region of 16 GiB, nearly all of it holes of a file: what a damaged structure claims is
/// there, and reading anything else ends the test.
class MutatedStructuresTest {
    private static final int PER_KIND = 30;
    private static final long REGION_BYTES = 1L << 34;
    private static final int SMALL = 1 << 12;
    private static final long SEED = Long.getLong("ndwire.seed", 6_2026);

    private static final String FORMATS =
            "n b c C s S i I l L e f g z Z u U vz vu d:9,2 d:40,3,256 w:1 w:7 w:4096 tdD tdm"
                    + " tts ttm ttu ttn tss: tsm:UTC tsn:X tDs tDn tiM tiD tin +l +L +vl +vL +w:0 +w:1 +w:3 +w:4096 +s +m +r +us:"
                    + " +ud: +us:0 +ud:0,1 +us:5,2,3 x +";

    private static final List<String> OF_64_BITS = List.of("Z", "U", "+L", "+vL");

    @TempDir
    static Path folder;

    private static final Arena ARENA = Arena.ofShared();
    private static MemorySegment region = MemorySegment.NULL;

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(64 << 20), 0);
    private final long heldBefore = ArrowMemory.root().getAllocatedMemory();
    private final int exportedBefore = Exports.count();

    @BeforeAll
    static void map() throws IOException {
        try (var file = FileChannel.open(
                folder.resolve("region"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            region = file.map(FileChannel.MapMode.READ_WRITE, 0, REGION_BYTES, ARENA);
        }
    }

    @AfterAll
    static void unmap() {
        ARENA.close();
    }

    @AfterEach
    void leaksNothing() {
        assertThat(pool.budget().usedBytes()).isZero();
        assertThat(Exports.count()).isEqualTo(exportedBefore);
        assertThat(ArrowMemory.root().getAllocatedMemory()).isEqualTo(heldBefore);
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void usesDamagedStructuresOrSaysWhatIsWrong(Golden golden) {
        long seed = SEED + golden.name().hashCode();
        var random = new Random(seed);
        try (Arena arena = Arena.ofConfined();
                Lease lease = pool.lease(Ownership.LEASED);
                Table source = Table.ofStream(GoldenStreams.in(lease, golden.name()), lease)) {
            if (source.batches().size() != 1) {
                return;
            }
            var array = new CArray(arena.allocate(CArray.BYTES));
            var schema = new CSchema(arena.allocate(CSchema.BYTES));
            Map<Long, Long> sizes = bufferSizes(source);
            CData.exportBatch(
                    new RecordBatch(source), array.at().address(), schema.at().address());
            for (int i = 0; i < PER_KIND; i++) {
                use(schema, array, sizes, random, "mutation " + i + " of seed " + seed);
            }
            Native.release(array.release(), array.at());
            Native.release(schema.release(), schema.at());
        }
    }

    private static Map<Long, Long> bufferSizes(Table table) {
        return table.withParts(parts -> {
            var sizes = new HashMap<Long, Long>();
            parts.items()
                    .forEach(
                            item -> item.buffers().forEach(buffer -> sizes.put(start(buffer), buffer.readableBytes())));
            return sizes;
        });
    }

    private static long start(ArrowBuf buffer) {
        return buffer.memoryAddress() + buffer.readerIndex();
    }

    private void use(CSchema schema, CArray array, Map<Long, Long> sizes, Random random, String what) {
        SegmentAllocator memory = SegmentAllocator.slicingAllocator(region);
        try (Lease lease = pool.lease(Ownership.LEASED);
                var producer = new Producer(memory)) {
            var copy = new StructureCopy(producer, memory, sizes);
            CSchema schemaCopy = copy.schema(schema);
            CArray arrayCopy = copy.array(array);
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                mutate(copy, memory, random);
            }
            try {
                TableUse.all(
                        CData.importBatch(
                                        arrayCopy.at().address(),
                                        schemaCopy.at().address())
                                .table(),
                        lease);
            } catch (RuntimeException e) {
                if (!TableUse.isClear(e)) {
                    throw new AssertionError(what, e);
                }
            }
            assertThat(producer.releases(arrayCopy.at())).as(what).isEqualTo(1);
            assertThat(producer.releases(schemaCopy.at())).as(what).isEqualTo(1);
            assertThat(producer.allReleases()).as(what).isEqualTo(2);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static void mutate(StructureCopy copy, SegmentAllocator memory, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> schema(any(copy.schemas(), random), memory, random);
            case 1, 2 -> array(any(copy.arrays(), random), random);
            default -> buffer(copy, random);
        }
    }

    /// A number that is far from what there is, or near.
    private static long number(long now, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> now + 1;
            case 1 -> now - 1;
            case 2 -> random.nextInt(20);
            case 3 -> random.nextInt(SMALL);
            case 4 -> -random.nextLong(Long.MAX_VALUE);
            default -> Long.MAX_VALUE - random.nextInt(SMALL);
        };
    }

    /// A number of addresses: behind those that are meant there are nulls.
    private static long count(long now, Random random) {
        long number = number(now, random);
        return number > 60 && number <= SMALL ? number % 60 : number;
    }

    private static void schema(CSchema schema, SegmentAllocator memory, Random random) {
        switch (random.nextInt(7)) {
            case 0, 1, 2 -> setFormat(schema, any(List.of(FORMATS.split(" ")), random), memory);
            case 3 -> schema.setFlags(random.nextBoolean() ? random.nextInt(8) : random.nextLong());
            case 4 -> schema.setChildren(count(schema.childCount(), random), schema.children());
            case 5 -> nullAddress(schema.at(), List.of(0L, 8L, 16L, 40L, 48L), random);
            default -> nullElement(schema.children(), schema.childCount(), random);
        }
    }

    private static void setFormat(CSchema schema, String wanted, SegmentAllocator memory) {
        // Two offsets of 32 bits read as one are gigabytes: they are there, but reading them takes the heap.
        boolean isTaken = OF_64_BITS.contains(wanted) && !OF_64_BITS.contains(Texts.read(schema.format(), ""));
        String format = isTaken ? "n" : wanted;
        schema.setTexts(memory.allocateFrom(format).address(), schema.name(), schema.metadata());
    }

    private static void array(CArray array, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> array.setCounts(number(array.length(), random), array.nullCount());
            case 1 -> array.setCounts(array.length(), number(array.nullCount(), random));
            case 2, 3 -> array.at().set(ValueLayout.JAVA_LONG, 16, number(0, random));
            case 4 -> array.setBuffers(count(array.bufferCount(), random), array.buffers());
            case 5 -> array.setChildren(count(array.childCount(), random), array.children());
            case 6 -> nullAddress(array.at(), List.of(40L, 48L, 56L), random);
            default -> {
                nullElement(array.buffers(), array.bufferCount(), random);
                nullElement(array.children(), array.childCount(), random);
            }
        }
    }

    private static void nullAddress(MemorySegment structure, List<Long> offsets, Random random) {
        structure.set(ValueLayout.JAVA_LONG, any(offsets, random), 0);
    }

    private static void nullElement(long addresses, long count, Random random) {
        if (count > 0 && count <= SMALL && addresses != 0) {
            Native.memory(addresses, count * Long.BYTES).setAtIndex(ValueLayout.JAVA_LONG, random.nextLong(count), 0);
        }
    }

    /// Damages what buffers hold, where no number of 64 bits among them says how long another is.
    private static void buffer(StructureCopy copy, Random random) {
        boolean hasLongOffsets = copy.schemas().stream()
                .map(schema -> Texts.read(schema.format(), ""))
                .anyMatch(format -> OF_64_BITS.contains(format) || format.startsWith("v"));
        if (hasLongOffsets || copy.buffers().isEmpty()) {
            array(any(copy.arrays(), random), random);
            return;
        }
        MemorySegment buffer = any(copy.buffers(), random);
        for (int i = 0; i < 3; i++) {
            // Not the upper half of a number of 32 bits: texts of gigabytes are read if they are claimed.
            long at = random.nextLong(buffer.byteSize()) & ~2L;
            buffer.set(ValueLayout.JAVA_BYTE, at, (byte) random.nextInt());
        }
    }
}
