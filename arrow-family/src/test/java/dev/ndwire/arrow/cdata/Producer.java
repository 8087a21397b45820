package dev.ndwire.arrow.cdata;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Structures as code in C has them, made by hand, that count how often they are released.
final class Producer implements AutoCloseable {
    private static final MemorySegment RELEASE_ARRAY = release("releaseArray");
    private static final MemorySegment RELEASE_SCHEMA = release("releaseSchema");
    private static final MemorySegment RELEASE_STREAM = release("releaseStream");
    private static final MemorySegment GET_SCHEMA = function(
            "getSchema",
            int.class,
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
            2);
    private static final MemorySegment GET_NEXT = function(
            "getNext",
            int.class,
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
            2);
    private static final MemorySegment LAST_ERROR = function(
            "lastError", MemorySegment.class, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS), 1);

    private static final AtomicLong NEXT = new AtomicLong();
    private static final Map<Long, Structure> LIVE = new ConcurrentHashMap<>();

    // So that a number that is too large finds nulls behind the addresses that are meant.
    private static final int NULLS = 64;

    final Arena arena = Arena.ofShared();
    private final SegmentAllocator memory;
    private final List<Long> numbers = new ArrayList<>();

    Producer() {
        this.memory = arena;
    }

    /// @param memory takes the structures and what they point at
    Producer(SegmentAllocator memory) {
        this.memory = memory;
    }

    /// One structure of a producer. The functions that consumers call are found by their names.
    private static final class Structure {
        private final @Nullable Stream stream;
        private final AtomicLong releases = new AtomicLong();

        Structure(@Nullable Stream stream) {
            this.stream = stream;
        }
    }

    /// What a stream does.
    private static final class Stream {
        private final int failsWith;
        private final MemorySegment reason;
        private final @Nullable CSchema schema;
        private final Queue<CArray> arrays;

        Stream(int failsWith, MemorySegment reason, @Nullable CSchema schema, List<CArray> arrays) {
            this.failsWith = failsWith;
            this.reason = reason;
            this.schema = schema;
            this.arrays = new ArrayDeque<>(arrays);
        }
    }

    private static MemorySegment function(
            String name, Class<?> result, FunctionDescriptor descriptor, int parameterCount) {
        try {
            MethodType type = MethodType.methodType(
                    result,
                    parameterCount == 1
                            ? List.of(MemorySegment.class)
                            : List.of(MemorySegment.class, MemorySegment.class));
            return Native.function(MethodHandles.lookup().findStatic(Producer.class, name, type), descriptor);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static Structure structure(long number) {
        return Objects.requireNonNull(LIVE.get(number), "a structure of no producer");
    }

    private static Stream stream(MemorySegment address) {
        return Objects.requireNonNull(structure(address, CStream.BYTES).stream, "no stream");
    }

    private static Structure structure(MemorySegment address, long byteSize) {
        MemorySegment at = Native.memory(address.address(), byteSize);
        return structure(at.get(ValueLayout.JAVA_LONG, byteSize - Long.BYTES));
    }

    private static MemorySegment release(String name) {
        return function(name, void.class, FunctionDescriptor.ofVoid(ValueLayout.ADDRESS), 1);
    }

    private static void release(MemorySegment address, long byteSize) {
        structure(address, byteSize).releases.incrementAndGet();
        Native.memory(address.address(), byteSize).set(ValueLayout.JAVA_LONG, byteSize - 2 * Long.BYTES, 0);
    }

    static void releaseArray(MemorySegment address) {
        release(address, CArray.BYTES);
    }

    static void releaseSchema(MemorySegment address) {
        release(address, CSchema.BYTES);
    }

    static void releaseStream(MemorySegment address) {
        release(address, CStream.BYTES);
    }

    static int getSchema(MemorySegment address, MemorySegment target) {
        Stream stream = stream(address);
        if (stream.schema == null) {
            return stream.failsWith;
        }
        Native.memory(target.address(), CSchema.BYTES).copyFrom(stream.schema.at());
        stream.schema.markReleased();
        return 0;
    }

    static int getNext(MemorySegment address, MemorySegment target) {
        Stream stream = stream(address);
        MemorySegment to = Native.memory(target.address(), CArray.BYTES);
        CArray next = stream.arrays.poll();
        if (next != null) {
            to.copyFrom(next.at());
            next.markReleased();
            return 0;
        }
        // Whoever fails may leave anything behind.
        to.fill((byte) (stream.failsWith == 0 ? 0 : 1));
        return stream.failsWith;
    }

    static MemorySegment lastError(MemorySegment address) {
        return stream(address).reason;
    }

    private long number(@Nullable Stream stream) {
        long number = NEXT.getAndIncrement();
        LIVE.put(number, new Structure(stream));
        numbers.add(number);
        return number;
    }

    /// How often a structure was released, wherever it was moved.
    long releases(MemorySegment at) {
        return structure(at.get(ValueLayout.JAVA_LONG, at.byteSize() - Long.BYTES))
                .releases
                .get();
    }

    /// How often all were released together.
    long allReleases() {
        return numbers.stream()
                .mapToLong(number -> structure(number).releases.get())
                .sum();
    }

    private MemorySegment zeroed(long byteSize) {
        return memory.allocate(byteSize, Long.BYTES).fill((byte) 0);
    }

    CSchema schema(@Nullable String format, String name, CSchema... children) {
        var schema = new CSchema(zeroed(CSchema.BYTES));
        schema.setTexts(
                format == null ? 0 : memory.allocateFrom(format).address(),
                memory.allocateFrom(name).address(),
                0);
        schema.setFlags(CSchema.NULLABLE);
        schema.setChildren(children.length, addresses(Arrays.stream(children).map(CSchema::at)));
        schema.setRelease(RELEASE_SCHEMA, number(null));
        return schema;
    }

    /// A struct without nulls, as batches are.
    CSchema batchSchema(CSchema... columns) {
        return schema("+s", "", columns);
    }

    CArray array(long length, long nullCount, List<MemorySegment> buffers, CArray... children) {
        var array = new CArray(zeroed(CArray.BYTES));
        array.setCounts(length, nullCount);
        array.setBuffers(buffers.size(), addresses(buffers.stream()));
        array.setChildren(children.length, addresses(Arrays.stream(children).map(CArray::at)));
        array.setRelease(RELEASE_ARRAY, number(null));
        return array;
    }

    CArray batch(long length, CArray... columns) {
        return array(length, 0, List.of(MemorySegment.NULL), columns);
    }

    private long addresses(java.util.stream.Stream<MemorySegment> segments) {
        long[] addresses = segments.mapToLong(MemorySegment::address).toArray();
        return memory.allocateFrom(ValueLayout.JAVA_LONG, Arrays.copyOf(addresses, addresses.length + NULLS))
                .address();
    }

    MemorySegment bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return memory.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }

    MemorySegment ints(int... values) {
        return memory.allocateFrom(ValueLayout.JAVA_INT, values);
    }

    MemorySegment longs(long... values) {
        return memory.allocateFrom(ValueLayout.JAVA_LONG, values);
    }

    /// Numbers of 32 bits and texts, one behind the other.
    MemorySegment blob(Object... parts) {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 10).order(ByteOrder.nativeOrder());
        for (Object part : parts) {
            if (part instanceof Integer number) {
                bytes.putInt(number);
            } else {
                bytes.put((byte[]) part);
            }
        }
        return memory.allocateFrom(ValueLayout.JAVA_BYTE, bytes.array());
    }

    CStream stream(CSchema schema, CArray... arrays) {
        return stream(new Stream(0, MemorySegment.NULL, schema, List.of(arrays)));
    }

    /// A stream that fails after its arrays.
    ///
    /// @param schema null for one that fails at once
    CStream failingStream(int code, @Nullable String reason, @Nullable CSchema schema, CArray... arrays) {
        MemorySegment text = reason == null ? MemorySegment.NULL : memory.allocateFrom(reason);
        return stream(new Stream(code, text, schema, List.of(arrays)));
    }

    private CStream stream(Stream stream) {
        var made = new CStream(zeroed(CStream.BYTES));
        made.setFunctions(GET_SCHEMA, GET_NEXT, LAST_ERROR);
        made.setRelease(RELEASE_STREAM, number(stream));
        return made;
    }

    @Override
    public void close() {
        numbers.forEach(LIVE::remove);
        arena.close();
    }
}
