package dev.ndwire.benchmarks;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.message.MessageReader;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.core.wire.FrameList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of a small administrative message: 20 fields, as a worker tells its scheduler of a finished task.
///
/// Floor: bare msgpack-core, which walks the same map and builds the same values, but checks no limit, knows no set,
/// no object and no placeholder. Rival for reading: `unpackValue`, msgpack-core's own way to read anything.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgs = {
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"
        })
public class SmallMessage {
    // As ours: the default would fill 8 KiB for each message, which takes half as long again.
    private static final MessagePack.PackerConfig SMALL = new MessagePack.PackerConfig().withBufferSize(1024);

    private final Serialization serialization = Serialization.standard();
    private final PyDict message = message();
    private final byte[] encoded = encode(message);
    private final List<Frame> frames = List.of(Frame.of(encoded));

    /// The message.
    static PyDict message() {
        return PyDict.of(
                "op",
                "task-finished",
                "key",
                "sum-0123456789abcdef0123456789abcdef",
                "status",
                "OK",
                "nbytes",
                8_388_608L,
                "type",
                "numpy.ndarray",
                "typename",
                "numpy.ndarray",
                "worker",
                "tcp://10.20.30.40:40213",
                "thread",
                140_123_456_789_012L,
                "stimulus_id",
                "task-finished-1763856000.123456",
                "run_id",
                17L,
                "startstops",
                PyTuple.of(1.763856e9, 1.763856001e9),
                "priority",
                PyTuple.of(0L, 1L, 42L),
                "duration",
                0.5,
                "metadata",
                PyDict.of(),
                "actor",
                false,
                "span_id",
                null,
                "retries",
                0L,
                "reply",
                true,
                "who",
                "worker-7",
                "shape",
                PyTuple.of(1024L, 1024L));
    }

    private static byte[] encode(PyDict message) {
        return MessageWriter.dumps(message, Serialization.standard(), Context.local(Lease.none()))
                .get(0)
                .toByteArray();
    }

    /// Writes the message as a list of frames.
    ///
    /// @return one frame
    @Benchmark
    public List<Frame> dumps() {
        return MessageWriter.dumps(message, serialization, Context.local(Lease.none()));
    }

    /// Reads it.
    ///
    /// @return the message
    /// @throws IOException never
    @Benchmark
    public @Nullable Object loads() throws IOException {
        return MessageReader.loads(
                new FrameList(frames), serialization, Context.local(Lease.none()), HeaderLimits.standard());
    }

    /// Writes it with msgpack-core alone.
    ///
    /// @return the bytes
    /// @throws IOException never
    @Benchmark
    @Floor(of = "dumps")
    public byte[] barePack() throws IOException {
        try (MessageBufferPacker packer = SMALL.newBufferPacker()) {
            pack(packer, message);
            return packer.toByteArray();
        }
    }

    private static void pack(MessageBufferPacker packer, @Nullable Object value) throws IOException {
        if (value == null) {
            packer.packNil();
        } else if (value instanceof String text) {
            packer.packString(text);
        } else if (value instanceof Long number) {
            packer.packLong(number);
        } else if (value instanceof Double number) {
            packer.packDouble(number);
        } else if (value instanceof Boolean flag) {
            packer.packBoolean(flag);
        } else if (value instanceof Map<?, ?> map) {
            packer.packMapHeader(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                pack(packer, entry.getKey());
                pack(packer, entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            packer.packArrayHeader(list.size());
            for (Object element : list) {
                pack(packer, element);
            }
        } else {
            throw new IllegalArgumentException("no msgpack for " + value);
        }
    }

    /// Reads it with msgpack-core alone, into Java's own collections.
    ///
    /// @return the message
    /// @throws IOException never
    @Benchmark
    @Floor(of = "loads")
    public @Nullable Object bareUnpack() throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(encoded)) {
            return unpack(unpacker);
        }
    }

    private static @Nullable Object unpack(MessageUnpacker unpacker) throws IOException {
        return switch (unpacker.getNextFormat().getValueType()) {
            case NIL -> {
                unpacker.unpackNil();
                yield null;
            }
            case BOOLEAN -> unpacker.unpackBoolean();
            case INTEGER -> unpacker.unpackLong();
            case FLOAT -> unpacker.unpackDouble();
            case STRING -> unpacker.unpackString();
            case ARRAY -> {
                int size = unpacker.unpackArrayHeader();
                List<@Nullable Object> list = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    list.add(unpack(unpacker));
                }
                yield list;
            }
            case MAP -> {
                int entries = unpacker.unpackMapHeader();
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>(2 * entries);
                for (int i = 0; i < entries; i++) {
                    map.put(unpack(unpacker), unpack(unpacker));
                }
                yield map;
            }
            default -> throw new IllegalArgumentException("no such value in this message");
        };
    }

    /// Reads it by msgpack-core's own tree of values.
    ///
    /// @return the message
    /// @throws IOException never
    @Benchmark
    @Rival(value = "unpackValue of msgpack-core", of = "loads")
    public Object bareUnpackValue() throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(encoded)) {
            return unpacker.unpackValue();
        }
    }
}
