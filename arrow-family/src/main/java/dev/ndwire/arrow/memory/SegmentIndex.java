package dev.ndwire.arrow.memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/// Finds the segment that a buffer lies in, by its address.
///
/// Sorted when something is looked for, and not before: most received tables have many buffers, and few of them are
/// asked for as segments. Safe for use by several threads.
final class SegmentIndex {
    private final List<MemorySegment> unsorted = new ArrayList<>();
    private final TreeMap<Long, MemorySegment> sorted = new TreeMap<>();

    synchronized void add(MemorySegment segment) {
        unsorted.add(segment);
    }

    synchronized void addAll(List<MemorySegment> segments) {
        unsorted.addAll(segments);
    }

    /// The bytes of a buffer.
    ///
    /// @return a part of a segment; null if there is none that the buffer lies in
    synchronized @Nullable MemorySegment find(ArrowBuf buffer) {
        unsorted.forEach(segment -> sorted.put(segment.address(), segment));
        unsorted.clear();
        long address = buffer.memoryAddress();
        Map.Entry<Long, MemorySegment> nearest = sorted.floorEntry(address);
        if (nearest == null) {
            return null;
        }
        long byteOffset = address - nearest.getKey();
        MemorySegment segment = nearest.getValue();
        return byteOffset > segment.byteSize() - buffer.capacity()
                ? null
                : segment.asSlice(byteOffset, buffer.capacity());
    }
}
