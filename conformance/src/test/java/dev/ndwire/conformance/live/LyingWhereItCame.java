package dev.ndwire.conformance.live;

import dev.ndwire.arrow.family.ArrowFamily;
import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Family;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;

/// The family `arrow` under another name: it sees that all buffers of what it writes are frames, and that all buffers
/// of what it reads lie in the frames that came, but for bitmaps that nobody sent since all elements are there.
final class LyingWhereItCame implements Family {
    private final ArrowFamily arrow = new ArrowFamily();
    private final String name;
    private final AtomicLong bufferCount = new AtomicLong();

    LyingWhereItCame(String name) {
        this.name = name;
    }

    /// How many buffers it has seen.
    long bufferCount() {
        return bufferCount.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable Serialized serialize(@Nullable Object value, Context context) {
        Serialized sent = arrow.serialize(value, context);
        if (sent != null) {
            Places sources = new Places();
            tableOf(value).batches().forEach(batch -> collect(batch, sources));
            sent.frames().forEach(frame -> frame.segments().forEach(segment -> require(segment, sources, "vectors")));
        }
        return sent;
    }

    private static Table tableOf(@Nullable Object value) {
        return value instanceof RecordBatch batch ? batch.table() : (Table) java.util.Objects.requireNonNull(value);
    }

    private static void collect(Batch batch, Places places) {
        batch.root().getFieldVectors().forEach(vector -> collect(vector, batch, places));
    }

    private static void collect(FieldVector vector, Batch batch, Places places) {
        for (ArrowBuf buffer : vector.getFieldBuffers()) {
            places.add(buffer.memoryAddress(), buffer.capacity());
        }
        vector.getChildrenFromFields().forEach(child -> collect(child, batch, places));
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding != null) {
            collect(batch.dictionaries().lookup(encoding.getId()).getVector(), batch, places);
        }
    }

    @Override
    public Object deserialize(Header header, List<Frame> frames, Context context) {
        Object value = arrow.deserialize(header, frames, context);
        Places places = new Places();
        for (Frame frame : frames) {
            frame.segments().forEach(segment -> places.add(segment.address(), segment.byteSize()));
        }
        for (Batch batch : tableOf(value).batches()) {
            batch.root().getFieldVectors().forEach(vector -> check(vector, batch, places));
        }
        return value;
    }

    private void check(FieldVector vector, Batch batch, Places places) {
        boolean isWhole = batch.nulls().of(vector) == 0;
        List<ArrowBuf> buffers = vector.getFieldBuffers();
        for (int i = 0; i < buffers.size(); i++) {
            ArrowBuf buffer = buffers.get(i);
            bufferCount.incrementAndGet();
            if (buffer.capacity() > 0 && !(i == 0 && isWhole)) {
                require(
                        MemorySegment.ofAddress(buffer.memoryAddress()),
                        places,
                        "frames, but buffer " + i + " of '" + vector.getName() + "'");
            }
        }
        vector.getChildrenFromFields().forEach(child -> check(child, batch, places));
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding != null) {
            check(batch.dictionaries().lookup(encoding.getId()).getVector(), batch, places);
        }
    }

    private static void require(MemorySegment segment, Places places, String what) {
        if (!places.have(segment.address())) {
            throw new AssertionError("memory at " + segment.address() + " is in none of the " + what);
        }
    }

    /// Ranges of addresses.
    private static final class Places {
        private final TreeMap<Long, Long> ends = new TreeMap<>();

        void add(long address, long byteSize) {
            if (byteSize > 0) {
                ends.merge(address, address + byteSize, Math::max);
            }
        }

        boolean have(long address) {
            Map.Entry<Long, Long> nearest = ends.floorEntry(address);
            return nearest != null && address < nearest.getValue();
        }
    }
}
