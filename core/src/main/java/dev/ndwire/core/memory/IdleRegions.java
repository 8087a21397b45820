package dev.ndwire.core.memory;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Regions that wait for their next use, found by size and by age.
///
/// Not thread-safe: its [RegionStore] locks.
final class IdleRegions {
    /// To ask whether a region is free may take a call of the system.
    private static final int MAX_LOOKS = 8;

    /// By size; regions of one size from the oldest to the newest.
    private final TreeMap<Long, ArrayDeque<Region>> bySize = new TreeMap<>();

    /// From the oldest to the newest.
    private final LinkedHashSet<Region> byAge = new LinkedHashSet<>();

    private long byteSize;

    long byteSize() {
        return byteSize;
    }

    void add(Region region) {
        bySize.computeIfAbsent(region.byteSize(), size -> new ArrayDeque<>()).addLast(region);
        byAge.add(region);
        byteSize += region.byteSize();
    }

    /// Takes the smallest region of at least `wantedBytes` that wastes at most a quarter of them; of equal ones the
    /// newest, whose pages are the likeliest to be in a cache.
    @Nullable
    Region takeFitting(long wantedBytes) {
        Map.Entry<Long, ArrayDeque<Region>> entry = bySize.ceilingEntry(wantedBytes);
        if (entry == null || entry.getKey() - wantedBytes > wantedBytes / 4) {
            return null;
        }
        Iterator<Region> newestFirst = entry.getValue().descendingIterator();
        for (int looks = 0; looks < MAX_LOOKS && newestFirst.hasNext(); looks++) {
            Region region = newestFirst.next();
            if (region.isFree()) {
                newestFirst.remove();
                forget(region, entry.getValue());
                return region;
            }
        }
        return null;
    }

    @Nullable
    Region takeOldest() {
        Iterator<Region> oldestFirst = byAge.iterator();
        if (!oldestFirst.hasNext()) {
            return null;
        }
        Region region = oldestFirst.next();
        ArrayDeque<Region> ofSize = bySize.getOrDefault(region.byteSize(), new ArrayDeque<>());
        // The oldest of all is the oldest of its size.
        ofSize.removeFirst();
        forget(region, ofSize);
        return region;
    }

    private void forget(Region region, ArrayDeque<Region> ofSize) {
        byAge.remove(region);
        byteSize -= region.byteSize();
        if (ofSize.isEmpty()) {
            bySize.remove(region.byteSize());
        }
    }
}
