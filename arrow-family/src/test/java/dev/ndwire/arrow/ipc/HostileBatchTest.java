package dev.ndwire.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.HandMade.Claims;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.compress.Codec;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.memory.Ownership;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches that claim what they do not hold: an error, before anything is allocated for it.
class HostileBatchTest extends PooledStreams {
    private static final int BUDGET = 64 << 10;
    private static final Field NUMBER = Field.nullable("x", new ArrowType.Int(32, true));
    private static final Field TEXT = Field.nullable("s", new ArrowType.Utf8());

    HostileBatchTest() {
        super(BUDGET);
    }

    private void refused(HandMade stream, String message) {
        byte[] bytes = stream.toBytes();
        refused(bytes, message);
        assertThatThrownBy(() -> Table.ofStream(MemorySegment.ofArray(bytes), Lease.none()))
                .isInstanceOf(MalformedArrowException.class)
                .hasMessage(message);
    }

    private static HandMade batch(Field field, Claims claims, byte... body) {
        return HandMade.of(field).batch(claims, body);
    }

    @Test
    void refusesMoreRowsThanAVectorHas() {
        for (long rows : new long[] {Long.MIN_VALUE, 1L << 62, 1L << 31, -1}) {
            String claimed = Long.toUnsignedString(rows);
            refused(
                    batch(NUMBER, new Claims(rows, List.of(3L, 0L), List.of(0L, 0L, 0L, 12L)), ints(1, 2, 3)),
                    "batch claims " + claimed + " rows, allowed are 2147483647 a batch");
            refused(
                    batch(NUMBER, new Claims(3, List.of(rows, 0L), List.of(0L, 0L, 0L, 12L)), ints(1, 2, 3)),
                    "field 'x' claims " + claimed + " rows, allowed are 2147483647 a batch");
            refused(
                    batch(NUMBER, new Claims(3, List.of(3L, rows), List.of(0L, 0L, 0L, 12L)), ints(1, 2, 3)),
                    "field 'x' claims " + rows + " nulls in 3 rows");
        }
    }

    @Test
    void refusesRowsWhoseBytesAreNotThere() {
        long most = Integer.MAX_VALUE;
        refused(
                batch(NUMBER, new Claims(most, List.of(most, 0L), List.of(0L, 0L, 0L, 12L)), ints(1, 2, 3)),
                "data buffer of field 'x' has 12 bytes, 2147483647 elements of Int(32, true) take 8589934588");
        for (int width : new int[] {8192, (1 << 28) - 1}) {
            var fixed = Field.nullable("f", new ArrowType.FixedSizeBinary(width));
            refused(
                    batch(fixed, new Claims(most, List.of(most, 0L), List.of(0L, 0L, 0L, 12L)), ints(1, 2, 3)),
                    "data buffer of field 'f' has 12 bytes, 2147483647 elements of FixedSizeBinary(" + width + ") take "
                            + most * width);
        }
        var lists = new Field("l", FieldType.nullable(new ArrowType.FixedSizeList(Integer.MAX_VALUE)), List.of(NUMBER));
        refused(
                batch(lists, new Claims(2, List.of(2L, 0L, 3L, 0L), List.of(0L, 0L, 0L, 0L, 0L, 12L)), ints(1, 2, 3)),
                "child 0 of field 'l' has 3 elements, 4294967294 are pointed at");
        refused(
                batch(NUMBER, new Claims(3, List.of(3L, 1L), List.of(0L, 0L, 0L, 12L)), ints(1, 2, 3)),
                "validity buffer of field 'x' has 0 bytes, 3 elements of Int(32, true) take 1");
    }

    @Test
    void refusesBuffersOutsideOfTheBody() {
        long[][] places = {
            {0, 13}, {12, 1}, {-1, 4}, {0, -1}, {Long.MAX_VALUE, 4}, {4, Long.MAX_VALUE}, {Long.MIN_VALUE, 4}
        };
        for (long[] place : places) {
            refused(
                    batch(NUMBER, new Claims(3, List.of(3L, 0L), List.of(0L, 0L, place[0], place[1])), ints(1, 2, 3)),
                    "buffer 1 claims " + place[1] + " bytes from byte " + place[0] + " of a body of 12 bytes");
        }
    }

    @Test
    void refusesABodyThatIsNotThere() {
        var claims = new Claims(3, List.of(3L, 0L), List.of(0L, 0L, 0L, 12L));
        int schema = HandMade.of(NUMBER).toBytes().length;
        for (long size : new long[] {13, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            refused(
                    HandMade.of(NUMBER).batch(claims, size, ints(1, 2, 3)),
                    "message claims a body of " + Long.toUnsignedString(size) + " bytes, 12 are left (byte " + schema
                            + " of the stream)");
        }
    }

    @Test
    void refusesNodesAndBuffersThatDoNotFitTheSchema() {
        refused(batch(NUMBER, new Claims(0, List.of(), List.of(0L, 0L, 0L, 0L))), "batch has no node for field 'x'");
        refused(
                batch(NUMBER, new Claims(0, List.of(0L, 0L), List.of(0L, 0L))),
                "batch has 1 buffers, field 'x' takes 2 from 0 on");
        refused(
                batch(NUMBER, new Claims(0, List.of(0L, 0L, 0L, 0L), List.of(0L, 0L, 0L, 0L))),
                "batch has 2 nodes and 2 buffers, its schema takes 1 and 2");
        refused(
                batch(NUMBER, new Claims(2, List.of(3L, 0L), List.of(0L, 0L, 0L, 12L)), ints(1, 2, 3)),
                "column 'x' has 3 rows, its batch has 2");
        var view = Field.nullable("v", new ArrowType.Utf8View());
        refused(
                batch(view, new Claims(0, List.of(0L, 0L), List.of(0L, 0L, 0L, 0L))),
                "batch has no variadic count for field 'v'");
    }

    @Test
    void refusesOffsetsThatPointOutside() {
        var claims = new Claims(2, List.of(2L, 0L), List.of(0L, 0L, 0L, 12L, 12L, 4L));
        refused(
                batch(TEXT, claims, ints(0, 2, 5, 0)),
                "offsets of field 's' end at byte 5 of a data buffer of 4 bytes");
        refused(batch(TEXT, claims, ints(-1, 2, 4, 0)), "offsets of field 's' run from -1 to 4");
        refused(batch(TEXT, claims, ints(3, 2, 2, 0)), "offsets of field 's' run from 3 to 2");
        refused(
                batch(TEXT, new Claims(3, List.of(3L, 0L), List.of(0L, 0L, 0L, 12L, 12L, 4L)), ints(0, 2, 4, 0)),
                "offset buffer of field 's' has 12 bytes, 3 elements of Utf8 take 16");
    }

    private static HandMade compressed(byte codec, long claimed, byte[] bytes) {
        byte[] body = ByteBuffer.allocate(Long.BYTES + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimed)
                .put(bytes)
                .array();
        var claims = new Claims(3, List.of(3L, 0L), List.of(0L, 0L, 0L, (long) body.length), codec);
        return HandMade.of(NUMBER).batch(claims, body);
    }

    /// A frame of one plain block.
    private static byte[] lz4(byte... plain) {
        return ByteBuffer.allocate(plain.length + 15)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D2204)
                .put(new byte[] {0x60, 0x40, (byte) 0x82})
                .putInt(plain.length | 1 << 31)
                .put(plain)
                .putInt(0)
                .array();
    }

    private static byte[] zstd(byte... plain) {
        try (var arena = Arena.ofConfined()) {
            Codec codec = Codec.named("zstd");
            MemorySegment target = arena.allocate(codec.maxCompressedByteSize(plain.length));
            long size = codec.compress(Frame.of(MemorySegment.ofArray(plain)), target, arena);
            return target.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Test
    void readsCompressedBuffersAndSuchAsAreNot() {
        for (HandMade stream : List.of(
                compressed(CompressionType.LZ4_FRAME, 12, lz4(ints(1, 2, 3))),
                compressed(CompressionType.ZSTD, 12, zstd(ints(1, 2, 3))),
                compressed(CompressionType.LZ4_FRAME, -1, ints(1, 2, 3)),
                compressed(CompressionType.ZSTD, -1, ints(1, 2, 3)))) {
            byte[] bytes = stream.toBytes();
            try (Lease lease = pool.lease(Ownership.LEASED)) {
                Table table = Table.ofStream(in(lease, bytes), lease);
                assertThat(table.column("x").values()).containsExactly(1, 2, 3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(bytes = {CompressionType.LZ4_FRAME, CompressionType.ZSTD})
    void refusesSizesThatCompressedBuffersDoNotHave(byte codec) {
        boolean isLz4 = codec == CompressionType.LZ4_FRAME;
        byte[] bytes = isLz4 ? lz4(ints(1, 2, 3)) : zstd(ints(1, 2, 3));
        int size = bytes.length;
        for (long claimed : new long[] {-2, Long.MIN_VALUE, 1L << 62, Long.MAX_VALUE, (size << 17) + 1L}) {
            refused(
                    compressed(codec, claimed, bytes),
                    "buffer 1 claims " + claimed + " bytes of " + size + " compressed ones, allowed are "
                            + (size << 17));
        }
        for (long claimed : new long[] {11, 13, 4096}) {
            refused(
                    compressed(codec, claimed, bytes),
                    isLz4
                            ? "buffer 1: lz4 frame of " + size + " bytes is damaged: it does not give " + claimed
                            : "buffer 1: zstd frame holds 12 bytes, the buffer claims " + claimed);
        }
        for (int cut = 1; cut < size; cut++) {
            byte[] start = Arrays.copyOf(bytes, cut);
            try (Lease lease = pool.lease(Ownership.LEASED)) {
                byte[] stream = compressed(codec, 12, start).toBytes();
                MemorySegment memory = in(lease, stream);
                assertThatThrownBy(() -> Table.ofStream(memory, lease))
                        .isInstanceOf(MalformedArrowException.class)
                        .hasMessageStartingWith("buffer 1");
            }
        }
        refused(
                compressed(codec, 0, bytes),
                "data buffer of field 'x' has 0 bytes, 3 elements of Int(32, true) take 12");
        refused(
                compressed(codec, -1, ints(1)),
                "data buffer of field 'x' has 4 bytes, 3 elements of Int(32, true) take 12");
        refused(
                compressed(codec, -1, ints()),
                "data buffer of field 'x' has 0 bytes, 3 elements of Int(32, true) take 12");
        var claims = new Claims(3, List.of(3L, 0L), List.of(0L, 0L, 0L, 7L), codec);
        refused(
                HandMade.of(NUMBER).batch(claims, new byte[7]),
                "compressed buffer 1 has 7 bytes, its size alone takes 8");
    }

    /// What is claimed is possible, and more than is allowed here.
    @Test
    void refusesToDecompressMoreThanTheBudgetHas() {
        byte[] plain = new byte[1 << 20];
        byte[] stream =
                compressed(CompressionType.ZSTD, plain.length, zstd(plain)).toBytes();
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = in(lease, stream);
            long held = pool.budget().usedBytes();
            assertThatThrownBy(() -> Table.ofStream(memory, lease)).isInstanceOf(MemoryBudgetExceededException.class);
            assertThat(pool.budget().usedBytes()).isEqualTo(held);
        }
    }

    @Test
    void refusesUnknownCompressions() {
        refused(compressed((byte) 7, 12, ints(1, 2, 3)), "body is compressed by codec 7, known are 0 and 1");
    }

    private static Field encoded(String name, long id, ArrowType values) {
        var encoding = new DictionaryEncoding(id, false, new ArrowType.Int(8, true));
        return new Field(name, new FieldType(true, values, encoding), List.of());
    }

    private static final Claims WORDS = new Claims(2, List.of(2L, 0L), List.of(0L, 0L, 0L, 12L, 12L, 2L));

    private static byte[] words() {
        return ByteBuffer.allocate(14)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt(1)
                .putInt(2)
                .put(new byte[] {'a', 'b'})
                .array();
    }

    @Test
    void refusesDictionariesThatTheSchemaDoesNotKnow() {
        for (long id : new long[] {0, 6, -1, Long.MAX_VALUE}) {
            refused(
                    HandMade.of(encoded("x", 5, new ArrowType.Utf8())).dictionary(id, false, WORDS, words()),
                    "dictionary batch has id " + id + ", the schema knows [5]");
        }
        refused(
                HandMade.of(NUMBER).dictionary(5, false, WORDS, words()),
                "dictionary batch has id 5, the schema knows []");
    }

    @Test
    void refusesOneDictionaryOfTwoTypes() {
        refused(
                HandMade.of(encoded("x", 5, new ArrowType.Utf8()), encoded("y", 5, new ArrowType.Binary())),
                "dictionary 5 has values of type Utf8 for field 'x', of type Binary for field 'y'");
    }

    @Test
    void refusesIndicesThatNoDictionaryHas() {
        var indices = new Claims(3, List.of(3L, 0L), List.of(0L, 0L, 0L, 3L));
        byte[] bytes = HandMade.of(encoded("x", 5, new ArrowType.Utf8()))
                .dictionary(5, false, WORDS, words())
                .batch(indices, (byte) 1, (byte) 2, (byte) -1)
                .toBytes();
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            Table table = Table.ofStream(in(lease, bytes), lease);
            assertThat(table.column("x").get(0)).isEqualTo("b");
            assertThatThrownBy(() -> table.column("x").get(1))
                    .isInstanceOf(MalformedArrowException.class)
                    .hasMessage("element 1 of 'x' is not within its buffers");
            assertThatThrownBy(() -> table.column("x").get(2))
                    .isInstanceOf(MalformedArrowException.class)
                    .hasMessage("element 2 of 'x' is not within its buffers");
        }
    }

    @Test
    void takesABatchBeforeItsDictionaryForOneOfNoValues() {
        var indices = new Claims(1, List.of(1L, 0L), List.of(0L, 0L, 0L, 1L));
        byte[] bytes = HandMade.of(encoded("x", 5, new ArrowType.Utf8()))
                .batch(indices, (byte) 0)
                .dictionary(5, false, WORDS, words())
                .toBytes();
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            Table table = Table.ofStream(in(lease, bytes), lease);
            assertThatThrownBy(() -> table.column("x").get(0))
                    .isInstanceOf(MalformedArrowException.class)
                    .hasMessage("element 0 of 'x' is not within its buffers");
        }
    }

    /// Joining copies values, after which nothing is left to compare a claim with.
    @Test
    void refusesNullsThatThePiecesOfADictionaryDoNotHave() {
        byte[] bytes = ByteBuffer.allocate(22)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(words())
                .put(14, (byte) 0b10)
                .array();
        for (long nulls = 1; nulls <= 2; nulls++) {
            var piece = new Claims(2, List.of(2L, nulls), List.of(14L, 1L, 0L, 12L, 12L, 2L));
            HandMade stream = HandMade.of(encoded("x", 5, new ArrowType.Utf8()))
                    .dictionary(5, false, WORDS, words())
                    .dictionary(5, true, piece, bytes);
            if (nulls == 1) {
                try (Table table = Table.ofStream(MemorySegment.ofArray(stream.toBytes()), Lease.none())) {
                    assertThat(table.rowCount()).isZero();
                }
            } else {
                refused(stream, "field 'DICT5' claims 2 nulls, its bitmap has 1");
            }
        }
    }

    @Test
    void namesFieldsInListsAsTheSchemaDoes() {
        var number = new Field("each", FieldType.nullable(new ArrowType.Int(32, true)), List.of());
        var pair = new Field("pair", FieldType.nullable(new ArrowType.FixedSizeList(2)), List.of(number));
        var lists = new Field("lists", FieldType.nullable(new ArrowType.List()), List.of(pair));
        var claims = new Claims(1, List.of(1L, 0L, 2L, 0L, 4L, 0L), List.of(0L, 0L, 0L, 8L, 0L, 0L, 0L, 0L, 8L, 12L));
        refused(
                batch(lists, claims, ints(0, 2, 1, 2, 3)),
                "data buffer of field 'each' has 12 bytes, 4 elements of Int(32, true) take 16");
        var few = new Claims(1, List.of(1L, 0L, 2L, 0L, 3L, 0L), List.of(0L, 0L, 0L, 8L, 0L, 0L, 0L, 0L, 8L, 12L));
        refused(batch(lists, few, ints(0, 2, 1, 2, 3)), "child 0 of field 'pair' has 3 elements, 4 are pointed at");
    }

    @Test
    void takesAnyNumberOfRowsThatNeedNoBytesAndNoMemoryForThem() {
        long most = Integer.MAX_VALUE;
        var nothing = Field.nullable("n", new ArrowType.Null());
        for (HandMade stream : List.of(
                HandMade.of()
                        .batch(new Claims(most, List.of(), List.of()))
                        .batch(new Claims(most, List.of(), List.of())),
                batch(nothing, new Claims(most, List.of(most, most), List.of()))
                        .batch(new Claims(most, List.of(most, most), List.of())))) {
            byte[] bytes = stream.toBytes();
            try (Lease lease = pool.lease(Ownership.LEASED)) {
                MemorySegment memory = in(lease, bytes);
                long held = pool.budget().usedBytes();
                Table table = Table.ofStream(memory, lease);
                assertThat(table.rowCount()).isEqualTo(2 * most);
                assertThat(table.byteSize()).isZero();
                assertThat(table.toString()).contains(2 * most + " rows");
                assertThat(table.row(2 * most - 1).values()).hasSize(table.columnCount());
                assertThat(table.slice(most - 1, 2).rows()).hasSize(2);
                assertThat(pool.budget().usedBytes()).isEqualTo(held);
            }
        }
    }

    /// Arrow Java wants a bit for each struct, which a message leaves out.
    @Test
    void refusesMoreStructsWithoutChildrenThanTheBudgetHasBitsFor() {
        long most = Integer.MAX_VALUE;
        var empty = new Field("s", FieldType.nullable(new ArrowType.Struct()), List.of());
        byte[] stream = batch(empty, new Claims(most, List.of(most, 0L), List.of(0L, 0L)))
                .toBytes();
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = in(lease, stream);
            assertThatThrownBy(() -> Table.ofStream(memory, lease)).isInstanceOf(MemoryBudgetExceededException.class);
        }
    }
}
