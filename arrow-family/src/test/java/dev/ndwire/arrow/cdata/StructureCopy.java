package dev.ndwire.arrow.cdata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Copies structures with all that they point at, so that they can be damaged: names and metadata are shared.
final class StructureCopy {
    // Behind each buffer, so that offsets that are read there end at 0.
    private static final int ZEROS = 1 << 15;

    private final Producer producer;
    private final SegmentAllocator memory;
    private final Map<Long, Long> bufferSizes;
    private final List<CSchema> schemas = new ArrayList<>();
    private final List<CArray> arrays = new ArrayList<>();
    private final List<MemorySegment> buffers = new ArrayList<>();

    /// @param producer counts what is released
    /// @param memory takes the buffers
    /// @param bufferSizes how many bytes there are at an address; 64 where nothing is known
    StructureCopy(Producer producer, SegmentAllocator memory, Map<Long, Long> bufferSizes) {
        this.producer = producer;
        this.memory = memory;
        this.bufferSizes = bufferSizes;
    }

    /// All copies of schemas so far, the outermost last.
    List<CSchema> schemas() {
        return schemas;
    }

    /// All copies of arrays so far, the outermost last.
    List<CArray> arrays() {
        return arrays;
    }

    /// All copies of buffers so far.
    List<MemorySegment> buffers() {
        return buffers;
    }

    private static long[] addresses(long at, long count) {
        return Native.memory(at, count * Long.BYTES).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    }

    CSchema schema(CSchema source) {
        CSchema[] children = LongStream.of(addresses(source.children(), source.childCount()))
                .mapToObj(child -> schema(CSchema.of(child)))
                .toArray(CSchema[]::new);
        CSchema copy = producer.schema(Texts.read(source.format(), "format"), "", children);
        copy.setTexts(copy.format(), source.name(), source.metadata());
        copy.setFlags(source.flags());
        if (source.dictionary() != 0) {
            copy.setDictionary(schema(CSchema.of(source.dictionary())).at().address());
        }
        schemas.add(copy);
        return copy;
    }

    CArray array(CArray source) {
        CArray[] children = LongStream.of(addresses(source.children(), source.childCount()))
                .mapToObj(child -> array(CArray.of(child)))
                .toArray(CArray[]::new);
        List<MemorySegment> own = LongStream.of(addresses(source.buffers(), source.bufferCount()))
                .mapToObj(this::buffer)
                .toList();
        CArray copy = producer.array(source.length(), source.nullCount(), own, children);
        if (source.dictionary() != 0) {
            copy.setDictionary(array(CArray.of(source.dictionary())).at().address());
        }
        arrays.add(copy);
        return copy;
    }

    private MemorySegment buffer(long address) {
        if (address == 0) {
            return MemorySegment.NULL;
        }
        MemorySegment source = Native.memory(address, bufferSizes.getOrDefault(address, 64L));
        MemorySegment copy = memory.allocate(source.byteSize() + ZEROS, 64).fill((byte) 0);
        MemorySegment own = copy.asSlice(0, source.byteSize()).copyFrom(source);
        buffers.add(own);
        return own;
    }
}
