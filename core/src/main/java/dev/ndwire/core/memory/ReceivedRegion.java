package dev.ndwire.core.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A part of a file that another process, or another lease of this one, has given a name here. The name goes with it.
///
/// Where this process may not write, the mapping is a private one all the same: then what writes by the address, where
/// no check is in the way, changes a copy of its own, and neither harms the sender nor ends the JVM.
final class ReceivedRegion extends PassingRegion {
    private final SharedMemory shared;
    private final Path file;
    private final long fileOffset;
    private final boolean isWriteable;
    private long address;

    ReceivedRegion(SharedMemory shared, Path file, long fileOffset, long byteSize, boolean isWriteable) {
        super(byteSize);
        this.shared = shared;
        this.file = file;
        this.fileOffset = fileOffset;
        this.isWriteable = isWriteable;
    }

    @Override
    MemorySegment attach(Arena arena) {
        try {
            MemorySegment memory = Uninterrupted.call(() -> map(arena));
            address = memory.address();
            return shared.attached(memory, file, fileOffset, isWriteable);
        } catch (OutOfMemoryError e) {
            throw new NativeRegions.RefusedException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is no regular file has no bytes, or cannot be opened; a pipe that is opened for both directions waits for
    /// nobody. So its kind is not asked for: the size is, and is needed, since mapping more than there is makes a file
    /// longer.
    private MemorySegment map(Arena arena) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            long found = channel.size();
            if (byteSize() > found - fileOffset) {
                throw new FileSystemException(
                        file.toString(),
                        null,
                        "has " + found + " bytes, and not " + byteSize() + " from " + fileOffset + " on");
            }
            return channel.map(isWriteable ? MapMode.READ_WRITE : MapMode.PRIVATE, fileOffset, byteSize(), arena);
        }
    }

    @Override
    void free() {
        shared.detached(address, file);
    }
}
