package dev.ndwire.core.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/// Memory that other processes can map: each region is a file in a folder that lives in memory.
///
/// The file is written full of zeros before it is mapped. A page that is not there yet, and for which the folder has no
/// room when it is touched, would end in an `InternalError`, or, touched by code of the system, end the JVM.
///
/// A region that goes back is kept mapped for the next lease, which has it as soon as no other process has a name for
/// it: whoever maps a file keeps its name as long as the mapping. Where the JVM refuses native access, a mapping goes
/// with its arena, and nothing is kept.
@SuppressWarnings("restricted")
final class SharedRegions extends NativeRegions {
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 20).asReadOnlyBuffer();

    private final Source source;

    SharedRegions(Source source) {
        this.source = source;
    }

    /// Gives the shared memory of the process, which is made when it is first needed.
    interface Source {
        SharedMemory get() throws IOException;
    }

    @Override
    Region obtain(long byteSize) {
        try {
            return Uninterrupted.call(() -> make(source.get(), byteSize));
        } catch (IOException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static Region make(SharedMemory memory, long byteSize) throws IOException {
        Path file = memory.newFile();
        boolean done = false;
        try {
            fill(file, byteSize);
            Region made = NativeRegions.standard() instanceof MappedRegions
                    ? new KeptRegion(memory, file, byteSize)
                    : new FileRegion(memory, file, byteSize);
            done = true;
            return made;
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void fill(Path file, long byteSize) throws IOException {
        long left = byteSize;
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), SharedFolder.FILE_OF_OWNER)) {
            ByteBuffer zeros = ZEROS.duplicate();
            while (left > 0) {
                left -= channel.write(zeros.clear().limit((int) Math.min(zeros.capacity(), left)));
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    "the folder " + file.getParent() + " takes " + (byteSize - left) + " of them: " + e.getMessage(),
                    e);
        }
    }

    private static MemorySegment map(Path file, long byteSize, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, byteSize, arena);
        } catch (OutOfMemoryError e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// A file that stays mapped from lease to lease. Its own segment never leaves this class.
    static final class KeptRegion extends Region {
        private final SharedMemory shared;
        private final Path file;
        private final Arena home = Arena.ofShared();
        private final MemorySegment memory;

        private KeptRegion(SharedMemory shared, Path file, long byteSize) throws IOException {
            super(byteSize);
            this.shared = shared;
            this.file = file;
            this.memory = map(file, byteSize, home);
        }

        @Override
        boolean isReusable() {
            return true;
        }

        @Override
        boolean isFree() {
            try {
                Map<String, Object> found = Files.readAttributes(file, "unix:nlink,size");
                // Who had it may have cut it.
                return found.get("nlink") instanceof Integer count
                        && count == 1
                        && found.get("size") instanceof Long size
                        && size == byteSize();
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        MemorySegment attach(Arena arena) {
            return shared.attached(memory.reinterpret(arena, null), file, 0, true);
        }

        @Override
        MemorySegment attachAutomatic(Runnable whenGone) {
            return shared.attached(memory.reinterpret(Arena.ofAuto(), gone -> whenGone.run()), file, 0, true);
        }

        @Override
        void free() {
            shared.detached(memory.address(), file);
            home.close();
        }
    }

    /// A file that is mapped for one lease.
    static final class FileRegion extends PassingRegion {
        private final SharedMemory shared;
        private final Path file;
        private long address;

        private FileRegion(SharedMemory shared, Path file, long byteSize) {
            super(byteSize);
            this.shared = shared;
            this.file = file;
        }

        @Override
        MemorySegment attach(Arena arena) {
            try {
                MemorySegment memory = shared.attached(
                        Uninterrupted.call(() -> SharedRegions.map(file, byteSize(), arena)), file, 0, true);
                address = memory.address();
                return memory;
            } catch (IOException e) {
                throw new RefusedException(String.valueOf(e.getMessage()));
            }
        }

        @Override
        void free() {
            shared.detached(address, file);
        }
    }
}
