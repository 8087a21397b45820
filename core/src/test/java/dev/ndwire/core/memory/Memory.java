package dev.ndwire.core.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// Where a segment's bytes live; UNALIGNED starts at an odd address.
enum Memory {
    HEAP_BYTES,
    HEAP_SHORTS,
    HEAP_INTS,
    HEAP_LONGS,
    HEAP_DOUBLES,
    CONFINED,
    SHARED,
    AUTOMATIC,
    MAPPED,
    UNALIGNED;

    static Memory any(Random random) {
        Memory[] all = values();
        return all[random.nextInt(all.length)];
    }

    /// Gives zeroed memory.
    MemorySegment allocate(long byteSize, Arena confined, Arena shared, Path folder) throws IOException {
        int size = (int) byteSize;
        return switch (this) {
            case HEAP_BYTES -> MemorySegment.ofArray(new byte[size]);
            case HEAP_SHORTS -> MemorySegment.ofArray(new short[(size + 1) / 2]).asSlice(0, byteSize);
            case HEAP_INTS -> MemorySegment.ofArray(new int[(size + 3) / 4]).asSlice(0, byteSize);
            case HEAP_LONGS -> MemorySegment.ofArray(new long[(size + 7) / 8]).asSlice(0, byteSize);
            case HEAP_DOUBLES ->
                MemorySegment.ofArray(new double[(size + 7) / 8]).asSlice(0, byteSize);
            case CONFINED -> confined.allocate(byteSize);
            case SHARED -> shared.allocate(byteSize);
            case AUTOMATIC -> Arena.ofAuto().allocate(byteSize);
            case MAPPED -> map(byteSize, shared, folder);
            case UNALIGNED -> confined.allocate(byteSize + 1, 8).asSlice(1);
        };
    }

    private static MemorySegment map(long byteSize, Arena arena, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "mapped", ".bin");
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, byteSize, arena);
        }
    }

    static void fill(MemorySegment segment, Random random) {
        var bytes = new byte[(int) segment.byteSize()];
        random.nextBytes(bytes);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    }
}
