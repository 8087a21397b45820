package dev.ndwire.core.memory;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Where native memory comes from, in whole pages and untouched: what is only claimed is address space.
///
/// Thread-safe.
abstract sealed class NativeRegions permits MappedRegions, PortableRegions, SharedRegions {
    /// All regions are multiples of it. It is a multiple of every page size in use.
    static final long GRANULE_BYTES = 64 << 10;

    private static @Nullable NativeRegions standard;

    /// The source that the settings of this process name.
    static NativeRegions standard() {
        synchronized (NativeRegions.class) {
            if (standard == null) {
                standard = of(MemorySettings.ofProcess().source());
            }
            return standard;
        }
    }

    static NativeRegions of(MemorySettings.Source source) {
        NativeRegions mapped = source == MemorySettings.Source.AUTO ? MappedRegions.ifPermitted() : null;
        return mapped == null ? new PortableRegions() : mapped;
    }

    /// Obtains a region.
    ///
    /// @param byteSize its size, a positive multiple of [#GRANULE_BYTES]
    /// @throws RefusedException if the system has no such memory
    abstract Region obtain(long byteSize);

    /// Says why the system gave no memory; leases turn it into a [MemoryBudgetExceededException].
    static final class RefusedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        RefusedException(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
