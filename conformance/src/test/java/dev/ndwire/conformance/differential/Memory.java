package dev.ndwire.conformance.differential;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Memory of every kind for the arrays of one case after another; each case begins with [#begin].
final class Memory {
    /// Where the elements lie.
    enum Kind {
        NATIVE,
        HEAP_BYTES,
        MAPPED,
        CONFINED,
        HEAP_LONGS
    }

    private static final long BYTE_SIZE = 1 << 22;
    private static final long ALIGNMENT = 64;

    private final MemorySegment slab;
    private final MemorySegment file;
    private Arena confined;
    private long used;

    /// @param arena what native and mapped memory lives in, until the last case is done
    Memory(Arena arena, Path directory) throws IOException {
        confined = arena;
        slab = arena.allocate(BYTE_SIZE, ALIGNMENT);
        var path = directory.resolve("memory");
        try (var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            file = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTE_SIZE, arena);
        }
    }

    /// @param caseArena what confined memory lives in, until the case is done
    void begin(Arena caseArena) {
        used = 0;
        confined = caseArena;
    }

    MemorySegment of(byte[] content, Kind kind) {
        MemorySegment target = switch (kind) {
            case NATIVE -> next(slab, content.length);
            case MAPPED -> next(file, content.length);
            case CONFINED -> confined.allocate(content.length, ALIGNMENT);
            case HEAP_BYTES -> MemorySegment.ofArray(new byte[content.length]);
            case HEAP_LONGS ->
                MemorySegment.ofArray(new long[content.length / Long.BYTES + 1]).asSlice(0, content.length);
        };
        MemorySegment.copy(content, 0, target, ValueLayout.JAVA_BYTE, 0, content.length);
        return target;
    }

    private MemorySegment next(MemorySegment from, long byteSize) {
        MemorySegment found = from.asSlice(used, byteSize);
        used += (byteSize + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return found;
    }
}
