package dev.ndwire.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.Ownership;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Schemas that claim endlessly much in a few bytes, and streams that are cut.
class HostileSchemaTest extends PooledStreams {
    private static final long SEED = Long.getLong("ndwire.seed", 6_2027);

    HostileSchemaTest() {
        super(8 << 20);
    }

    /// A stream whose schema has some fields, or one many times.
    private static byte[] schema(ToIntFunction<FlatBufferBuilder> field, int times) {
        var builder = new FlatBufferBuilder();
        int one = field.applyAsInt(builder);
        int fields = Schema.createFieldsVector(
                builder, IntStream.generate(() -> one).limit(times).toArray());
        return HandMade.of(builder, Schema.createSchema(builder, Endianness.Little, fields, 0, 0))
                .toBytes();
    }

    private static int field(FlatBufferBuilder builder, int name, byte typeId, int type, int children, int metadata) {
        return Field.createField(builder, name, true, typeId, type, 0, children, metadata);
    }

    private static int struct(FlatBufferBuilder builder) {
        Struct_.startStruct_(builder);
        return Struct_.endStruct_(builder);
    }

    /// A field whose children are one field, many times, whose children are one field, many times...
    private static int fan(FlatBufferBuilder builder, int levels, int width) {
        int name = builder.createString("f");
        int type = struct(builder);
        int field = field(builder, name, Type.Struct_, type, 0, 0);
        for (int level = 1; level < levels; level++) {
            int child = field;
            int children = Field.createChildrenVector(
                    builder, IntStream.generate(() -> child).limit(width).toArray());
            field = field(builder, name, Type.Struct_, type, children, 0);
        }
        return field;
    }

    private static int size(byte[] stream) {
        return ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN).getInt(Integer.BYTES);
    }

    private static String claims(long bytes, byte[] stream) {
        return "schema claims fields and texts of " + bytes + " bytes or more, its message has " + size(stream);
    }

    @Test
    void refusesFieldsDeeperThanSixtyFourLevels() {
        refused(schema(builder -> fan(builder, 65, 1), 1), "schema has fields more than 64 levels deep");
        byte[] allowed = schema(builder -> fan(builder, 64, 1), 1);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = in(lease, allowed);
            assertThat(Table.ofStream(memory, lease).columnCount()).isEqualTo(1);
        }
    }

    @Test
    void refusesFieldsThatShareTheirBytes() {
        byte[] fan = schema(builder -> fan(builder, 40, 10), 1);
        refused(fan, "schema claims fields and texts of 2613 bytes or more, its message has 2608");
    }

    @Test
    void refusesNamesThatShareTheirBytes() {
        byte[] names = schema(
                builder ->
                        field(builder, builder.createString("n".repeat(100_000)), Type.Struct_, struct(builder), 0, 0),
                100_000);
        refused(names, claims(400_000 + 2 * 100_000, names));
    }

    @Test
    void refusesMetadataThatSharesItsBytes() {
        byte[] pairs = schema(
                builder -> {
                    int pair = KeyValue.createKeyValue(
                            builder, builder.createString("k"), builder.createString("v".repeat(50_000)));
                    int all = Field.createCustomMetadataVector(
                            builder,
                            IntStream.generate(() -> pair).limit(20_000).toArray());
                    return field(builder, builder.createString("x"), Type.Struct_, struct(builder), 0, all);
                },
                1);
        refused(pairs, claims(4 + 1 + 80_000 + 2 * 50_001, pairs));
    }

    /// The length in front of a vector is changed to one that fits in no memory.
    private static byte[] withLength(byte[] stream, byte[] before, int claimed) {
        for (int at = 0; at + before.length <= stream.length; at++) {
            if (Arrays.equals(stream, at, at + before.length, before, 0, before.length)) {
                byte[] changed = stream.clone();
                ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, claimed);
                return changed;
            }
        }
        throw new AssertionError("no such bytes");
    }

    @Test
    void refusesVectorsLongerThanTheMessage() {
        byte[] union = schema(
                builder -> {
                    int ids = Union.createTypeIdsVector(builder, new int[] {77, 78, 79});
                    return field(
                            builder,
                            builder.createString("u"),
                            Type.Union,
                            Union.createUnion(builder, (short) 0, ids),
                            0,
                            0);
                },
                1);
        for (int claimed : new int[] {Integer.MAX_VALUE, 1 << 28, -1, Integer.MIN_VALUE}) {
            byte[] lying = withLength(union, ints(3, 77, 78, 79), claimed);
            long bytes = 4 + 1 + 4L * claimed;
            refused(
                    lying,
                    "schema claims fields and texts of " + Long.toUnsignedString(bytes)
                            + " bytes or more, its message has " + size(lying));
        }
        byte[] named =
                schema(builder -> field(builder, builder.createString("name"), Type.Struct_, struct(builder), 0, 0), 1);
        refused(
                withLength(named, new byte[] {4, 0, 0, 0, 'n', 'a', 'm', 'e'}, 1 << 30),
                "metadata points outside of itself");
        refused(
                withLength(named, new byte[] {4, 0, 0, 0, 'n', 'a', 'm', 'e'}, -7),
                "metadata points outside of itself");
    }

    /// A field that is its own child: offsets may be negative.
    @Test
    void refusesFieldsInACircle() {
        byte[] nested = schema(builder -> fan(builder, 2, 1), 1);
        int found = 0;
        for (int at = 8; at + 8 <= nested.length; at += Integer.BYTES) {
            byte[] circle = nested.clone();
            var buffer = ByteBuffer.wrap(circle).order(ByteOrder.LITTLE_ENDIAN);
            for (int target = 8; target < nested.length; target += Integer.BYTES) {
                buffer.put(0, nested);
                buffer.putInt(at, target - at);
                try (Lease lease = pool.lease(Ownership.LEASED)) {
                    Table.ofStream(in(lease, circle), lease);
                } catch (MalformedArrowException | UnsupportedArrowTypeException e) {
                    found += String.valueOf(e.getMessage()).startsWith("schema claims fields and texts of") ? 1 : 0;
                }
            }
        }
        assertThat(found).as("circles").isPositive();
    }

    @Test
    void refusesNegativeWidths() {
        refused(
                schema(
                        builder -> field(
                                builder,
                                builder.createString("b"),
                                Type.FixedSizeBinary,
                                FixedSizeBinary.createFixedSizeBinary(builder, -1),
                                0,
                                0),
                        1),
                "field 'b' has -1 bytes an element, expected 0 or more");
        refused(
                schema(
                        builder -> {
                            int name = builder.createString("l");
                            int item = field(builder, name, Type.Int, Int.createInt(builder, 32, true), 0, 0);
                            int children = Field.createChildrenVector(builder, new int[] {item});
                            int type = FixedSizeList.createFixedSizeList(builder, -2);
                            return field(builder, name, Type.FixedSizeList, type, children, 0);
                        },
                        1),
                "field 'l' has -2 elements an element, expected 0 or more");
    }

    @Test
    void refusesBigEndianNumbers() {
        var builder = new FlatBufferBuilder();
        int fields = Schema.createFieldsVector(builder, new int[] {fan(builder, 1, 1)});
        refused(
                HandMade.of(builder, Schema.createSchema(builder, Endianness.Big, fields, 0, 0))
                        .toBytes(),
                "schema has big-endian numbers, allowed are little-endian ones");
    }

    @Test
    void refusesMessagesThatAreCutOrNoMessages() {
        byte[] whole = HandMade.of(org.apache.arrow.vector.types.pojo.Field.nullable("x", new ArrowType.Int(32, true)))
                .toBytes();
        refused(new byte[0], "stream ends before its schema");
        refused(Arrays.copyOf(whole, 3), "3 bytes are left, the length of a message takes 4 (byte 0 of the stream)");
        refused(Arrays.copyOf(whole, 6), "2 bytes are left, the length of a message takes 4 (byte 4 of the stream)");
        refused(
                Arrays.copyOf(whole, whole.length - 1),
                "message claims " + size(whole) + " bytes of metadata, allowed are 268435456, " + (size(whole) - 1)
                        + " are left (byte 0 of the stream)");
        byte[] huge = whole.clone();
        ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -2);
        refused(
                huge,
                "message claims 4294967294 bytes of metadata, allowed are 268435456, " + size(whole)
                        + " are left (byte 0 of the stream)");
        byte[] outside = whole.clone();
        ByteBuffer.wrap(outside).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 1 << 20);
        refused(outside, "metadata points outside of itself (byte 0 of the stream)");
        byte[] twice = Arrays.copyOf(whole, 2 * whole.length);
        System.arraycopy(whole, 0, twice, whole.length, whole.length);
        refused(
                twice,
                "stream has a message of type 'Schema' among its batches (byte " + whole.length + " of the stream)");
        byte[] batch = HandMade.empty()
                .batch(new HandMade.Claims(0, List.of(), List.of()))
                .toBytes();
        refused(batch, "stream starts with a message of type 'RecordBatch', expected a schema (byte 0 of the stream)");
    }

    /// A stream may end behind any of its messages, and nowhere else.
    @ParameterizedTest
    @ValueSource(strings = {"int8", "chunked", "dictionary_nested", "deltas", "union_dense", "metadata"})
    void endsBehindAMessageOrIsRefusedAtEveryByte(String name) {
        byte[] whole = GoldenStreams.bytes(name);
        IntStream.range(0, whole.length).forEach(size -> cut(name, whole, size));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compressed_lz4_long", "compressed_zstd_long", "extensions", "duckdb"})
    void endsBehindAMessageOrIsRefusedAtSomeBytes(String name) {
        byte[] whole = GoldenStreams.bytes(name);
        new Random(SEED).ints(300, 0, whole.length).forEach(size -> cut(name, whole, size));
    }

    private void cut(String name, byte[] whole, int size) {
        byte[] bytes = Arrays.copyOf(whole, size);
        String what = size + " bytes of " + name;
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = lease.allocate(Math.max(1, size), 8).asSlice(0, size);
            Table table;
            try {
                table = Table.ofStream(memory.copyFrom(MemorySegment.ofArray(bytes)), lease);
            } catch (MalformedArrowException e) {
                assertThat(e).as(what).hasMessageMatching(".*\\d.*|stream ends before its schema");
                return;
            }
            try (Table all = Table.ofStream(GoldenStreams.in(lease, name), lease)) {
                assertThat(endOfMessages(memory)).as(what).isEqualTo(size);
                assertThat(table.schema()).isEqualTo(all.schema());
                assertThat(table.rowCount()).as(what).isLessThanOrEqualTo(all.rowCount());
            }
        }
        assertThat(pool.budget().usedBytes()).as(what).isZero();
    }

    private static long endOfMessages(MemorySegment stream) {
        long end = 0;
        var cursor = new IpcCursor(stream, 0);
        for (IpcMessage message = cursor.next(); message != null; message = cursor.next()) {
            end = message.byteOffset()
                    + 8
                    + message.metadataByteSize()
                    + message.body().byteSize();
        }
        return end == stream.byteSize() - 8 ? end + 8 : end;
    }

    @Test
    void refusesAnIndexTypeThatIsNone() {
        var encoding = new org.apache.arrow.vector.types.pojo.DictionaryEncoding(1, false, new ArrowType.Int(7, true));
        var field = new org.apache.arrow.vector.types.pojo.Field(
                "x", new FieldType(true, new ArrowType.Utf8(), encoding), List.of());
        refused(
                HandMade.of(field).toBytes(),
                "schema has a field that is none: only 8, 16, 32, 64, 128, or 256 bits supported");
    }
}
