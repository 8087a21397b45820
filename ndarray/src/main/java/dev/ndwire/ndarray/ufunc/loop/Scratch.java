package dev.ndwire.ndarray.ufunc.loop;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Native memory for the time of one computation; costs nothing for the many that need none.
final class Scratch implements AutoCloseable {
    private @Nullable Opened opened;

    private static final class Opened {
        private final Arena arena = Arena.ofConfined();
    }

    MemorySegment allocate(long byteSize) {
        Opened known = opened == null ? new Opened() : opened;
        opened = known;
        return known.arena.allocate(Math.max(1, byteSize), Long.BYTES);
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.arena.close();
        }
    }
}
