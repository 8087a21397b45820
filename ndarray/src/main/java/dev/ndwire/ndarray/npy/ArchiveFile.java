package dev.ndwire.ndarray.npy;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// An open file that any number of threads read by place, and that an interrupt of one closes for none of the others.
///
/// Java closes a channel for everybody when a thread that is in it is interrupted. That thread gets its
/// [ClosedByInterruptException]; for the others the file is opened again by its name, if it is the same still: nobody
/// is to read the directory of one archive and the members of another.
final class ArchiveFile implements Closeable {
    private final Path path;
    private final Identity identity;
    private final ReentrantLock lock = new ReentrantLock();
    private FileChannel channel;
    private boolean isClosed;

    /// What tells a file from the one that replaces it: its key, where the system has keys; since they are given anew
    /// when a file is gone, its size and time, too.
    private record Identity(@Nullable Object key, long byteSize, FileTime modified) {
        static Identity of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Identity(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        }
    }

    /// What is done with the channel, once more if another thread has closed it.
    private interface Operation<T> {
        T on(FileChannel channel) throws IOException;
    }

    private ArchiveFile(Path path, Identity identity) throws IOException {
        this.path = path;
        this.identity = identity;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    /// Opens a file.
    ///
    /// Its identity is asked for before: if it is replaced in between, it is refused later, and never mistaken.
    static ArchiveFile open(Path path) throws IOException {
        return new ArchiveFile(path, Identity.of(path));
    }

    /// Reads as [FileChannel#read(ByteBuffer,long)].
    int read(ByteBuffer target, long byteOffset) throws IOException {
        int start = target.position();
        return with(open -> open.read(target.position(start), byteOffset));
    }

    long byteSize() throws IOException {
        return with(FileChannel::size);
    }

    /// Maps a part, read-only.
    MemorySegment map(long byteOffset, long byteSize, Arena arena) throws IOException {
        return with(open -> open.map(MapMode.READ_ONLY, byteOffset, byteSize, arena));
    }

    private <T> T with(Operation<T> operation) throws IOException {
        while (true) {
            FileChannel open = current();
            try {
                return operation.on(open);
            } catch (ClosedByInterruptException ofThisThread) {
                throw ofThisThread;
            } catch (ClosedChannelException byAnotherThread) {
                // Interrupted, so once more; or it has closed the archive, which is told then.
            }
        }
    }

    private FileChannel current() throws IOException {
        lock.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException(path + " is closed");
            }
            if (!channel.isOpen()) {
                channel = reopened();
            }
            return channel;
        } finally {
            lock.unlock();
        }
    }

    private FileChannel reopened() throws IOException {
        FileChannel again = FileChannel.open(path, StandardOpenOption.READ);
        boolean isSame = false;
        try {
            isSame = Identity.of(path).equals(identity);
        } finally {
            if (!isSame) {
                again.close();
            }
        }
        if (!isSame) {
            throw new FileSystemException(
                    path.toString(), null, "an interrupt closed it, and it is not the file any more that was opened");
        }
        return again;
    }

    /// Closes the file. Who is reading or mapping, or does later, gets an [IllegalStateException].
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            isClosed = true;
            channel.close();
        } finally {
            lock.unlock();
        }
    }

    /// The file's name.
    @Override
    public String toString() {
        return path.toString();
    }
}
