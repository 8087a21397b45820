package dev.ndwire.core.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Memory by what Java offers without native access.
///
/// Less than 1 MiB comes from [Arena#allocate(long, long)], which zeroes it. More is a mapping of a temporary sparse
/// file whose name is deleted at once, so that untouched pages cost nothing here either. What it costs:
///
/// - memory is bound to its arena, so nothing is recycled: each message pays for its page faults anew;
/// - the system may write touched pages to the disk of `java.io.tmpdir` before the memory goes;
/// - that disk must have room: a region larger than its free space is refused, and if others fill it up later,
///   touching a page ends in an `InternalError`.
///
/// A private mapping would spare the disk, but filling 1 GiB then took 6.9 s instead of 0.3 s.
final class PortableRegions extends NativeRegions {
    private static final long FILE_FROM_BYTES = 1 << 20;
    private static final long ALIGNMENT_BYTES = 4096;

    @Override
    Region obtain(long byteSize) {
        return new PortableRegion(byteSize);
    }

    /// A claim: the memory comes when it is attached, and goes with the arena.
    static final class PortableRegion extends PassingRegion {
        private PortableRegion(long byteSize) {
            super(byteSize);
        }

        @Override
        MemorySegment attach(Arena arena) {
            try {
                return byteSize() < FILE_FROM_BYTES
                        ? arena.allocate(byteSize(), ALIGNMENT_BYTES)
                        : mapFile(byteSize(), arena);
            } catch (OutOfMemoryError e) {
                throw new RefusedException(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new RefusedException(e.toString());
            }
        }

        @Override
        void free() {}
    }

    private static MemorySegment mapFile(long byteSize, Arena arena) throws IOException {
        Path file = Files.createTempFile("ndwire", ".memory");
        // On POSIX systems the name goes as soon as the file is open, elsewhere with the mapping.
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            long free = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
            if (free < byteSize) {
                throw new RefusedException("the folder for temporary files has " + free + " bytes left");
            }
            return channel.map(MapMode.READ_WRITE, 0, byteSize, arena);
        }
    }
}
