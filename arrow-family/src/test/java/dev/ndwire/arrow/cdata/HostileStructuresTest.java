package dev.ndwire.arrow.cdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.ipc.UnsupportedArrowTypeException;
import dev.ndwire.arrow.memory.ArrowMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Structures that contradict themselves are refused by what they say, and released once.
class HostileStructuresTest {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private final Producer producer = new Producer();
    private final long heldBefore = ArrowMemory.root().getAllocatedMemory();

    @AfterEach
    void leaksNothing() {
        producer.close();
        assertThat(ArrowMemory.root().getAllocatedMemory()).isEqualTo(heldBefore);
    }

    private void refuses(CSchema schema, CArray array, String message) {
        refuses(schema, array, MalformedArrowException.class, message);
    }

    private void refuses(CSchema schema, CArray array, Class<?> kind, String message) {
        long before = producer.allReleases();
        throwsAtImport(() -> CData.importBatch(array.at().address(), schema.at().address()), kind, message);
        assertThat(producer.releases(array.at())).isEqualTo(1);
        assertThat(producer.releases(schema.at())).isEqualTo(1);
        // Those inside are the producer's own to release.
        assertThat(producer.allReleases() - before).isEqualTo(2);
        assertThat(array.release()).isZero();
        assertThat(schema.release()).isZero();
    }

    private static void throwsAtImport(ThrowingCallable work, Class<?> kind, String message) {
        assertThatThrownBy(work).isInstanceOf(kind).hasMessage(message);
    }

    private CSchema schema(String format, CSchema... children) {
        return producer.batchSchema(producer.schema(format, "x", children));
    }

    private void refusesColumn(String format, CArray column, String message) {
        refuses(schema(format), producer.batch(3, column), message);
    }

    private CArray longs() {
        return producer.array(3, 0, List.of(NULL, producer.longs(1, 2, 3)));
    }

    private CArray changed(Consumer<CArray> change) {
        CArray column = longs();
        change.accept(column);
        return column;
    }

    private void refusesChanged(Consumer<CArray> change, String message) {
        refusesColumn("l", changed(change), message);
    }

    private static void setOffset(CArray array, long offset) {
        array.at().set(ValueLayout.JAVA_LONG, 16, offset);
    }

    @Test
    void refusesNumbersOfRowsThatCannotBe() {
        refusesChanged(array -> array.setCounts(-1, 0), "field 'x' claims -1 elements from 0 on");
        refusesChanged(array -> array.setCounts(3, -2), "field 'x' claims -2 nulls in 3 rows");
        refusesChanged(array -> array.setCounts(3, 4), "field 'x' claims 4 nulls in 3 rows");
        refusesChanged(array -> setOffset(array, -1), "field 'x' claims 3 elements from -1 on");
        refusesChanged(
                array -> setOffset(array, Long.MAX_VALUE), "field 'x' claims 3 elements from 9223372036854775807 on");
        refusesChanged(array -> array.setCounts(2, 0), "field 'x' has 2 elements, 3 from 0 on are pointed at");
        refusesChanged(
                array -> array.setCounts(Long.MAX_VALUE, 0), "field 'x' claims 9223372036854775807 elements from 0 on");
    }

    @Test
    void refusesBatchesThatAreNone() {
        refuses(schema("l"), producer.batch(-1, longs()), "batch claims -1 elements from 0 on");
        refuses(
                schema("l"),
                producer.batch(1L << 31, longs()),
                "batch has 2147483648 rows, allowed are 2147483647 a batch");
        CArray shifted = producer.batch(3, longs());
        setOffset(shifted, 1);
        refuses(schema("l"), shifted, "field 'x' has 3 elements, 3 from 1 on are pointed at");
        refuses(
                schema("l"),
                producer.array(3, 1, List.of(producer.bytes(0b110)), longs()),
                "batch has 1 rows that are null, columns alone can have nulls");
        refuses(
                schema("l"),
                producer.array(3, -1, List.of(producer.bytes(0b100)), longs()),
                "batch has 2 rows that are null, columns alone can have nulls");
        refuses(
                schema("l"),
                producer.array(3, 1, List.of(NULL), longs()),
                "validity buffer of field 'rows' is null, 3 elements take 1");
        refuses(schema("l"), producer.array(3, 0, List.of(), longs()), "batch has 0 buffers, its type takes 1");
        refuses(schema("l"), producer.batch(3), "batch has 0 children, its type takes 1");
        refuses(schema("l"), producer.batch(3, longs(), longs()), "batch has 2 children, its type takes 1");
    }

    @Test
    void refusesCountsWithoutAnythingBehindThem() {
        refusesChanged(array -> array.setBuffers(-1, array.buffers()), "field 'x' has -1 buffers, its type takes 2");
        refusesChanged(array -> array.setBuffers(2, 0), "field 'x' has its buffers at address 0");
        refusesChanged(array -> array.setChildren(-1, 0), "field 'x' has -1 children, its type takes 0");
        CArray batch = producer.batch(3, longs());
        batch.setChildren(1, 0);
        refuses(schema("l"), batch, "batch has its children at address 0");
        CArray childless = producer.batch(3, longs());
        childless.setChildren(1, producer.longs(0).address());
        refuses(schema("l"), childless, "array of field 'x' is null");
        refusesChanged(CArray::markReleased, "array of field 'x' is released");
    }

    @ParameterizedTest
    @CsvSource({
        "n,0",
        "b,2",
        "c,2",
        "L,2",
        "e,2",
        "z,3",
        "U,3",
        "tdD,2",
        "ttu,2",
        "tsn:UTC,2",
        "tDs,2",
        "tiM,2",
        "tin,2",
        "'d:5,2',2",
        "'d:70,2,256',2",
        "w:4,2",
        "+s,1",
        "+us:,1",
        "+ud:,2"
    })
    void refusesOtherNumbersOfBuffersThanATypeTakes(String format, int count) {
        for (int found : new int[] {count - 1, count + 1}) {
            List<MemorySegment> buffers = Collections.nCopies(Math.max(found, 0), producer.longs(0, 0, 0, 0));
            CArray column = producer.array(0, 0, buffers);
            column.setBuffers(found, column.buffers());
            refuses(
                    schema(format),
                    producer.batch(0, column),
                    "field 'x' has " + found + " buffers, its type takes " + count);
        }
    }

    @ParameterizedTest
    @CsvSource({"+l,2", "+L,2", "+vl,3", "+vL,3", "+w:2,1"})
    void refusesOtherNumbersOfBuffersThanListsTake(String format, int count) {
        List<MemorySegment> buffers = Collections.nCopies(count + 1, producer.longs(0, 0, 0, 0));
        refuses(
                schema(format, producer.schema("l", "item")),
                producer.batch(0, producer.array(0, 0, buffers, longs())),
                "field 'x' has " + (count + 1) + " buffers, its type takes " + count);
    }

    @Test
    void refusesBuffersThatAreNullWhereThereAreRows() {
        MemorySegment some = producer.ints(0, 1, 2, 3, 4, 5);
        refusesNull("l", 0, "data buffer of field 'x' is null, 3 elements take 24", NULL, NULL);
        refusesNull("b", 0, "data buffer of field 'x' is null, 3 elements take 1", NULL, NULL);
        refusesNull("w:5", 0, "data buffer of field 'x' is null, 3 elements take 15", NULL, NULL);
        refusesNull("l", 1, "validity buffer of field 'x' is null, 3 elements take 1", NULL, some);
        refusesNull("u", 0, "offset buffer of field 'x' is null, 3 elements take 16", NULL, NULL, some);
        refusesNull("U", 0, "offset buffer of field 'x' is null, 3 elements take 32", NULL, NULL, some);
        refusesNull("u", 0, "data buffer of field 'x' is null, 3 elements take 3", NULL, some, NULL);
        refusesNull("vu", 0, "view buffer of field 'x' is null, 3 elements take 48", NULL, NULL, NULL);
        refusesNull("+us:", 0, "type buffer of field 'x' is null, 3 elements take 3", NULL);
        refusesNull("+ud:", 0, "offset buffer of field 'x' is null, 3 elements take 12", some, NULL);
        refusesNull("+s", 2, "validity buffer of field 'x' is null, 3 elements take 1", NULL);
    }

    private void refusesNull(String format, long nullCount, String message, MemorySegment... buffers) {
        refusesColumn(format, producer.array(3, nullCount, List.of(buffers)), message);
    }

    @Test
    void refusesListsWhoseBuffersAreNull() {
        MemorySegment some = producer.ints(0, 1, 2, 3);
        refusesList("+l", "offset buffer of field 'x' is null, 3 elements take 16", NULL, NULL);
        refusesList("+L", "offset buffer of field 'x' is null, 3 elements take 32", NULL, NULL);
        refusesList("+vl", "offset buffer of field 'x' is null, 3 elements take 12", NULL, NULL, some);
        refusesList("+vL", "size buffer of field 'x' is null, 3 elements take 24", NULL, some, NULL);
    }

    private void refusesList(String format, String message, MemorySegment... buffers) {
        refuses(
                schema(format, producer.schema("l", "item")),
                producer.batch(3, producer.array(3, 0, List.of(buffers), longs())),
                message);
    }

    @Test
    void refusesOffsetsThatCannotBe() {
        MemorySegment text = producer.bytes('a', 'b', 'c', 'd');
        refusesNull("u", 0, "offsets of field 'x' end at -1", NULL, producer.ints(0, 1, 2, -1), text);
        refusesNull("U", 0, "offsets of field 'x' end at -5", NULL, producer.longs(0, 1, 2, -5), text);
        refusesNull("z", 0, "offsets of field 'x' run from 3 to 2", NULL, producer.ints(3, 1, 2, 2), text);
        refusesNull("Z", 0, "offsets of field 'x' run from -3 to 2", NULL, producer.longs(-3, 1, 2, 2), text);
        refusesList("+l", "offsets of field 'x' run from 3 to 2", NULL, producer.ints(3, 1, 2, 2));
        refusesList("+L", "offsets of field 'x' run from 0 to -2", NULL, producer.longs(0, 1, 2, -2));
        refusesList("+l", "child 0 of field 'x' has 3 elements, 4 are pointed at", NULL, producer.ints(0, 1, 2, 4));
    }

    @Test
    void refusesChildrenThatAreTooShort() {
        refuses(
                schema("+s", producer.schema("l", "y")),
                producer.batch(4, producer.array(4, 0, List.of(NULL), longs())),
                "field 'y' has 3 elements, 4 from 0 on are pointed at");
        refuses(
                schema("+us:0", producer.schema("l", "y")),
                producer.batch(4, producer.array(4, 0, List.of(producer.bytes(0, 0, 0, 0)), longs())),
                "field 'y' has 3 elements, 4 from 0 on are pointed at");
        refuses(
                schema("+w:2", producer.schema("l", "y")),
                producer.batch(2, producer.array(2, 0, List.of(NULL), longs())),
                "field 'y' has 3 elements, 4 from 0 on are pointed at");
        refuses(
                schema("+w:2147483647", producer.schema("l", "y")),
                producer.batch(2, producer.array(2, 0, List.of(NULL), longs())),
                "field 'y' has 3 elements, 4294967294 from 0 on are pointed at");
        CArray shifted = producer.array(2, 0, List.of(NULL), longs());
        setOffset(shifted, 1L << 50);
        refuses(
                schema("+w:2147483647", producer.schema("l", "y")),
                producer.batch(2, shifted),
                "field 'x' claims 1125899906842624 lists of 2147483647");
        refuses(
                schema("+s", producer.schema("l", "y")),
                producer.batch(3, producer.array(3, 0, List.of(NULL))),
                "field 'x' has 0 children, its type takes 1");
    }

    @Test
    void refusesViewsWithoutTheirSizes() {
        MemorySegment views = producer.longs(0, 0, 0, 0, 0, 0);
        MemorySegment text = producer.bytes('a');
        refusesNull("vu", 0, "field 'x' of views has 2 buffers, allowed are 3 to 1048579", NULL, views);
        refusesNull("vz", 0, "sizes of the data of field 'x' are null", NULL, views, text, NULL);
        refusesNull("vu", 0, "data 0 of field 'x' has -1 bytes", NULL, views, text, producer.longs(-1));
        refusesNull(
                "vu", 0, "data buffer of field 'x' is null, 3 elements take 1", NULL, views, NULL, producer.longs(1));
        CArray many = producer.array(3, 0, List.of(NULL, views, NULL));
        many.setBuffers(Long.MAX_VALUE, many.buffers());
        refusesColumn("vu", many, "field 'x' of views has 9223372036854775807 buffers, allowed are 3 to 1048579");
    }

    private CSchema encoded(String indices, CSchema values) {
        CSchema column = producer.schema(indices, "x");
        column.setDictionary(values.at().address());
        return producer.batchSchema(column);
    }

    private CArray indices(@Nullable CArray values) {
        CArray indices = producer.array(3, 0, List.of(NULL, producer.bytes(0, 1, 0)));
        indices.setDictionary(values == null ? 0 : values.at().address());
        return indices;
    }

    @Test
    void refusesDictionariesThatAreNone() {
        refuses(
                encoded("c", producer.schema("l", "")),
                producer.batch(3, indices(null)),
                "field 'x' has no dictionary");
        CArray released = longs();
        released.markReleased();
        refuses(
                encoded("c", producer.schema("l", "")),
                producer.batch(3, indices(released)),
                "array of field 'x' is released");
        refuses(
                encoded("c", producer.schema("u", "")),
                producer.batch(3, indices(longs())),
                "field 'x' has 2 buffers, its type takes 3");
        refuses(
                encoded("u", producer.schema("l", "")),
                producer.batch(3, indices(longs())),
                "field 'x' has a dictionary and indices of type Utf8");
        CSchema nested = producer.schema("c", "inner");
        nested.setDictionary(producer.schema("l", "").at().address());
        refuses(encoded("c", nested), producer.batch(3, indices(longs())), "dictionary of field 'x' is encoded itself");
        CSchema gone = producer.schema("l", "");
        gone.markReleased();
        refuses(encoded("c", gone), producer.batch(3, indices(longs())), "dictionary of field 'x' is released");
    }

    private void refusesRuns(MemorySegment ends, String message) {
        CArray endsArray = producer.array(2, 0, List.of(NULL, ends));
        CArray runs = producer.array(3, 0, List.of(), endsArray, longs());
        setOffset(runs, 1);
        refuses(
                schema("+r", producer.schema("i", "run_ends"), producer.schema("l", "values")),
                producer.batch(3, runs),
                message);
    }

    @Test
    void refusesRunsThatDoNotReachThePartThatIsWanted() {
        refusesRuns(NULL, "run ends of field 'x' are null");
        refusesRuns(producer.ints(2, 3), "runs of field 'x' end at 3, element 3 is behind them");
        refusesRuns(producer.ints(2, 2), "run 1 of field 'x' ends at 2 after one that ends at 2");
        refusesRuns(producer.ints(-5, 4), "run 0 of field 'x' ends at -5 after one that ends at 0");
    }

    private void refusesSchema(CSchema column, String message) {
        refuses(producer.batchSchema(column), producer.batch(3, longs()), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "q",
                "ll",
                "w",
                "w:",
                "w:x",
                "w:-1",
                "w:+1",
                "w:1,2",
                "w:99999999999",
                "d:",
                "d:5",
                "d:0,0",
                "d:39,0",
                "d:5,2,100",
                "d:77,0,256",
                "d:5,2,128,1",
                "d:5,,2",
                "ts",
                "tsx:",
                "ts:UTC",
                "tss",
                "td",
                "tdX",
                "tD",
                "+",
                "+w:",
                "+w:-1",
                "+us",
                "+us:1,1",
                "+us:-1",
                "+ud:128",
                "+ux:0",
                "+x",
                "\u00e9",
                "l "
            })
    void refusesFormatsThatAreNone(String format) {
        refusesSchema(producer.schema(format, "x"), "field 'x' has format '" + format + "', which is none");
    }

    @Test
    void refusesTypesThatArrowJavaLacks() {
        for (int bits : new int[] {32, 64}) {
            refuses(
                    schema("d:5,2," + bits),
                    producer.batch(3, longs()),
                    UnsupportedArrowTypeException.class,
                    "column 'x' is of type decimal" + bits + "(5, 2), for which Arrow Java has no vector");
        }
        refusesSchema(producer.schema("w:0", "x"), "schema has a field that is none: bitWidth invalid: 0");
    }

    @Test
    void refusesSchemasThatContradictThemselves() {
        refusesSchema(producer.schema(null, "x"), "field 'x' has no format");
        CSchema released = producer.schema("l", "x");
        released.markReleased();
        refusesSchema(released, "child 0 of field '' is released");
        CSchema negative = producer.schema("+s", "x");
        negative.setChildren(-1, 0);
        refusesSchema(negative, "field 'x' claims -1 children, allowed are 1048576");
        CSchema many = producer.schema("+s", "x");
        many.setChildren(Long.MAX_VALUE, many.children());
        refusesSchema(many, "field 'x' claims 9223372036854775807 children, allowed are 1048576");
        CSchema nowhere = producer.schema("+s", "x");
        nowhere.setChildren(1, 0);
        refusesSchema(nowhere, "field 'x' has its children at address 0");
        CSchema missing = producer.schema("+s", "x");
        missing.setChildren(1, producer.longs(0).address());
        refusesSchema(missing, "child 0 of field 'x' is null");
        CSchema named = producer.schema("l", "x");
        named.setTexts(named.format(), producer.bytes(0xff, 0).address(), 0);
        refusesSchema(named, "name of child 0 of field '' is not UTF-8");
        CSchema endless = producer.schema("l", "x");
        endless.setTexts(
                named.format(),
                producer.arena.allocate(1 << 24).fill((byte) 'x').address(),
                0);
        refusesSchema(endless, "name of child 0 of field '' is longer than 16777216 bytes");
    }

    @Test
    void refusesOtherNumbersOfChildrenThanATypeTakes() {
        CSchema item = producer.schema("l", "item");
        CSchema text = producer.schema("u", "text");
        refusesSchema(producer.schema("l", "x", item), children("Int(64, true)", 1, 0));
        refusesSchema(producer.schema("+l", "x"), children("List", 0, 1));
        refusesSchema(producer.schema("+w:2", "x", item, item), children("FixedSizeList(2)", 2, 1));
        refusesSchema(producer.schema("+m", "x"), children("Map(false)", 0, 1));
        refusesSchema(producer.schema("+m", "x", item), "map 'x' has entries that are no pairs");
        refusesSchema(
                producer.schema("+m", "x", producer.schema("+s", "entries", item)),
                "map 'x' has entries that are no pairs");
        refusesSchema(producer.schema("+r", "x", item), children("RunEndEncoded", 1, 2));
        refusesSchema(producer.schema("+r", "x", text, item), "field 'x' has run ends of type Utf8");
        refusesSchema(producer.schema("+us:0,1", "x", item), children("Union(Sparse, [0, 1])", 1, 2));
    }

    private static String children(String type, int found, int expected) {
        return "field 'x' of type " + type + " has " + found + " children, expected " + expected;
    }

    @Test
    void refusesSchemasThatGoDeeperThanAllowed() {
        String message = "schema has more than 64 levels or 1048576 fields";
        CSchema deep = producer.schema("l", "x");
        for (int level = 0; level < 64; level++) {
            deep = producer.schema("+l", "x", deep);
        }
        refusesSchema(deep, message);
        CSchema itself = producer.schema("+l", "x", producer.schema("l", "x"));
        Native.memory(itself.children(), Long.BYTES)
                .set(ValueLayout.JAVA_LONG, 0, itself.at().address());
        refusesSchema(itself, message);
        CSchema leaf = producer.schema("n", "x");
        CSchema wide = leaf;
        for (int level = 0; level < 40; level++) {
            wide = producer.schema("+s", "x", wide, wide);
        }
        refusesSchema(wide, message);
    }

    private void refusesMetadata(String message, Object... blob) {
        CSchema column = producer.schema("l", "x");
        column.setTexts(column.format(), column.name(), producer.blob(blob).address());
        refusesSchema(column, "metadata of field 'x' " + message);
    }

    @Test
    void refusesMetadataThatAreNone() {
        byte[] key = "key".getBytes(StandardCharsets.UTF_8);
        refusesMetadata("claims -1 pairs, allowed are 33554431 (byte 0)", -1);
        refusesMetadata("claims 33554432 pairs, allowed are 33554431 (byte 0)", 1 << 25);
        refusesMetadata("claims -3 bytes, allowed are 268435448 (byte 4)", 1, -3);
        refusesMetadata("claims 2147483647 bytes, allowed are 268435448 (byte 4)", 1, Integer.MAX_VALUE);
        refusesMetadata("claims -1 bytes, allowed are 268435441 (byte 11)", 1, 3, key, -1);
        refusesMetadata("is not UTF-8", 1, 3, key, 1, new byte[] {(byte) 0xc3});
    }

    @Test
    void readsMetadata() {
        CSchema column = producer.schema("l", "x");
        byte[] key = "b".getBytes(StandardCharsets.UTF_8);
        byte[] other = "a".getBytes(StandardCharsets.UTF_8);
        column.setTexts(
                column.format(),
                column.name(),
                producer.blob(2, 1, key, 0, 1, other, 1, key).address());
        try (var table = CData.importSchema(producer.batchSchema(column).at().address())) {
            assertThat(table.schema().getFields().get(0).getMetadata()).isEqualTo(Map.of("b", "", "a", "b"));
        }
    }

    @Test
    void refusesStructuresAtNoAddressOrReleasedAndLeavesTheOtherAsItIs() {
        CSchema schema = schema("l");
        CArray array = producer.batch(3, longs());
        long at = array.at().address();
        long schemaAt = schema.at().address();
        throwsAtImport(
                () -> CData.importBatch(0, schemaAt), IllegalArgumentException.class, "address of the array is 0");
        throwsAtImport(() -> CData.importBatch(at, 0), IllegalArgumentException.class, "address of the schema is 0");
        CArray released = producer.batch(3, longs());
        released.markReleased();
        long releasedAt = released.at().address();
        throwsAtImport(
                () -> CData.importBatch(releasedAt, schemaAt),
                IllegalStateException.class,
                "array at address " + releasedAt + " is released");
        assertThat(producer.allReleases()).isZero();
        CData.importBatch(at, schemaAt).close();
        throwsAtImport(
                () -> CData.importBatch(at, schemaAt),
                IllegalStateException.class,
                "array at address " + at + " is released");
        assertThat(producer.releases(array.at())).isEqualTo(1);
    }
}
