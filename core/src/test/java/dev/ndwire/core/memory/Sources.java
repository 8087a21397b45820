package dev.ndwire.core.memory;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/// Both sources of native memory, for tests that must hold with either.
final class Sources {
    static final NativeRegions AUTO = NativeRegions.of(MemorySettings.Source.AUTO);
    static final NativeRegions PORTABLE = NativeRegions.of(MemorySettings.Source.PORTABLE);

    private Sources() {}

    static Stream<Named<NativeRegions>> all() {
        return Stream.of(Named.of("auto", AUTO), Named.of("portable", PORTABLE));
    }

    static MemoryPool pool(NativeRegions source, long limitBytes) {
        return MemoryPool.of(MemoryBudget.ofBytes(limitBytes), limitBytes, source);
    }
}
