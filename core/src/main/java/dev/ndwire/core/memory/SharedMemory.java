package dev.ndwire.core.memory;

import dev.ndwire.core.setting.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The memory that this process shares with others of the same user on the same machine.
///
/// It lies in files of a folder that lives in memory. To hand a piece over is to give its file one more name, in the
/// folder of the process that is to have it: the operating system keeps the bytes until the last name, and the last
/// mapping, is gone, whoever dies first.
///
/// Memory of this kind is allocated from leases of [MemoryPool#shared()]. Transports find what a segment lies in by
/// [#find(MemorySegment)], and map what they are given by [#map].
///
/// Safe for use by several threads.
public final class SharedMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SharedMemory.class);
    private static final Path LINUX_FOLDER = Path.of("/dev/shm");
    private static final String FOLDER = "NDWIRE_SHM_DIR";

    private static @Nullable SharedMemory standard;

    private final SharedFolder folder;
    private final AtomicLong nextName = new AtomicLong();
    private final AtomicLong nextPrefix = new AtomicLong();

    /// By address. A mapping that is gone may still be here for a moment: its scope tells.
    private final ConcurrentSkipListMap<Long, Mapping> mappings = new ConcurrentSkipListMap<>();

    private int userCount;
    private boolean ending;

    private SharedMemory(SharedFolder folder) {
        this.folder = folder;
    }

    /// Bytes of a shared file that are mapped here.
    ///
    /// @param file its name in this process
    /// @param fileOffset where in the file the mapping begins
    /// @param byteSize how many bytes are mapped
    /// @param isWriteable whether writes to it are seen by all who have the file
    /// @param scope tells whether they still are; weak, since the garbage collector may be in charge of them
    record Mapping(
            Path file, long fileOffset, long byteSize, boolean isWriteable, WeakReference<MemorySegment.Scope> scope) {
        boolean isAlive() {
            MemorySegment.Scope found = scope.get();
            return found != null && found.isAlive();
        }
    }

    /// Where in a shared file a segment lies.
    public static final class Place {
        private final Mapping mapping;
        private final long byteOffset;

        private Place(Mapping mapping, long byteOffset) {
            this.mapping = mapping;
            this.byteOffset = byteOffset;
        }

        /// The file.
        ///
        /// @return its name in this process
        public Path file() {
            return mapping.file();
        }

        /// Where in the file the segment begins.
        ///
        /// @return the offset in bytes
        public long byteOffset() {
            return byteOffset;
        }

        /// Whether this process may write there, for all to see.
        ///
        /// @return false of what it was handed without leave to write
        public boolean isWriteable() {
            return mapping.isWriteable();
        }

        /// Gives the file one more name; if the memory was closed meanwhile, there is none.
        ///
        /// @param target the new name, in the folder of the process that is to have the memory
        /// @throws IllegalStateException if the memory is closed
        /// @throws IOException if the name cannot be made
        public void link(Path target) throws IOException {
            boolean done = false;
            try {
                Files.createLink(target, mapping.file());
                done = mapping.isAlive();
                if (!done) {
                    Files.deleteIfExists(target);
                }
            } catch (NoSuchFileException e) {
                if (mapping.isAlive()) {
                    throw e;
                }
            }
            if (!done) {
                throw new IllegalStateException("shared memory was closed while it was handed over");
            }
        }
    }

    /// Returns the shared memory of this process.
    ///
    /// Its folder is in the one that the system property `ndwire.shm.dir` names, or else the environment variable
    /// `NDWIRE_SHM_DIR`, or else in `/dev/shm` where there is one, or else in the one for temporary files. The first
    /// call makes it, and deletes what processes have left there that were killed.
    ///
    /// @return the same at every call
    /// @throws IOException if there can be no folder of this user's own; it says why
    public static SharedMemory standard() throws IOException {
        synchronized (SharedMemory.class) {
            if (standard == null) {
                Path parent = Environment.ofProcess().find(FOLDER, Path::of).orElseGet(SharedMemory::ofSystem);
                SharedMemory made = in(parent);
                Runtime.getRuntime().addShutdownHook(new Thread(made::end, "ndwire-shared-memory"));
                standard = made;
            }
            return standard;
        }
    }

    private static Path ofSystem() {
        return Files.isDirectory(LINUX_FOLDER) ? LINUX_FOLDER : Path.of(System.getProperty("java.io.tmpdir", "."));
    }

    /// Makes shared memory whose folder is in another one. It stays until [#end()].
    static SharedMemory in(Path parent) throws IOException {
        try {
            return new SharedMemory(Uninterrupted.call(() -> SharedFolder.open(parent)));
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException(
                    "no shared memory in " + parent + " (" + Environment.namesOf(FOLDER) + "): " + e.getMessage(), e);
        }
    }

    /// The folder of this user, in which those of all processes are that can share memory with this one.
    ///
    /// @return an absolute path
    public Path base() {
        return folder.base();
    }

    /// The folder of this process in that of the user.
    ///
    /// @return an absolute path
    public Path folder() {
        return folder.path();
    }

    /// Makes the start of names that nobody else uses in [#folder()], for what one connection is handed.
    ///
    /// @return a number
    public long newPrefix() {
        return nextPrefix.getAndIncrement();
    }

    /// Counts a connection: while there is one, the folder stays though the process is ending.
    public synchronized void enter() {
        userCount++;
    }

    /// Ends what [#enter()] began.
    public synchronized void leave() {
        userCount--;
        removeIfUnused();
    }

    /// Deletes what another process has left, if it has died: nobody may start for long who would.
    ///
    /// @param processFolder the folder of that process in that of the user
    public void sweep(Path processFolder) {
        folder.sweep(processFolder);
    }

    /// Deletes the folder as soon as no connection needs it.
    synchronized void end() {
        ending = true;
        removeIfUnused();
    }

    private void removeIfUnused() {
        if (ending && userCount == 0) {
            folder.remove();
        }
    }

    /// Finds the shared file that a segment lies in.
    ///
    /// @param segment any segment
    /// @return its place, if it lies in one that this process has mapped; empty too if the segment is closed
    public Optional<Place> find(MemorySegment segment) {
        if (!segment.isNative() || segment.byteSize() == 0 || !segment.scope().isAlive()) {
            return Optional.empty();
        }
        Map.Entry<Long, Mapping> below = mappings.floorEntry(segment.address());
        if (below == null) {
            return Optional.empty();
        }
        Mapping mapping = below.getValue();
        long from = segment.address() - below.getKey();
        // Two live segments with one address are one memory, whatever their scopes.
        return segment.byteSize() <= mapping.byteSize() - from && mapping.isAlive()
                ? Optional.of(new Place(mapping, mapping.fileOffset() + from))
                : Optional.empty();
    }

    /// Maps a part of a shared file for as long as a lease lives; then its name is deleted.
    ///
    /// @param file a name in [#folder()], which becomes the lease's whatever comes of this
    /// @param byteOffset where the part begins
    /// @param byteSize how many bytes it has, at least 1
    /// @param isWriteable whether writes are shared; else the segment is read-only
    /// @param lease what the memory belongs to, and whose budget counts it
    /// @return the part
    /// @throws IOException if there is no such file, or not so much of it
    /// @throws MemoryBudgetExceededException if the budget does not allow it
    /// @throws IllegalStateException if the lease is closed
    public MemorySegment map(Path file, long byteOffset, long byteSize, boolean isWriteable, Lease lease)
            throws IOException {
        try {
            MemorySegment memory =
                    lease.attachForeign(new ReceivedRegion(this, file, byteOffset, byteSize, isWriteable));
            return isWriteable ? memory : memory.asReadOnly();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// A name in the folder that nobody has.
    Path newFile() {
        return folder.path().resolve("m" + nextName.getAndIncrement());
    }

    /// Notes what is mapped, so that it is found.
    MemorySegment attached(MemorySegment memory, Path file, long fileOffset, boolean isWriteable) {
        mappings.put(
                memory.address(),
                new Mapping(file, fileOffset, memory.byteSize(), isWriteable, new WeakReference<>(memory.scope())));
        return memory;
    }

    /// Deletes the name of what is mapped no more.
    void detached(long address, Path file) {
        // Another mapping may have come to the same place.
        mappings.computeIfPresent(address, (key, mapping) -> mapping.file().equals(file) ? null : mapping);
        delete(file);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} stays", file, e);
        }
    }
}
