package dev.ndwire.arrow.cdata;

import dev.ndwire.core.memory.Lease;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/// An array that was moved here from where its producer had it. It is released once, when the last hold on it is
/// closed, on the thread that does so.
final class ImportedArray {
    private final CArray array;
    private final AtomicLong holds = new AtomicLong();

    private ImportedArray(CArray array) {
        this.array = array;
    }

    /// Moves an array: its old place is marked as released.
    ///
    /// @param source not released
    static ImportedArray move(CArray source) {
        MemorySegment own = Arena.ofAuto().allocate(CArray.BYTES, Long.BYTES);
        own.copyFrom(source.at());
        source.markReleased();
        return new ImportedArray(new CArray(own));
    }

    CArray array() {
        return array;
    }

    /// Keeps the array; to be closed exactly once.
    Lease.Hold hold() {
        holds.incrementAndGet();
        return () -> {
            if (holds.decrementAndGet() == 0) {
                Native.release(array.release(), array.at());
            }
        };
    }
}
