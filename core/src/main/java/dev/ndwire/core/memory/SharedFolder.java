package dev.ndwire.core.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder in which one process keeps the names of its shared memory, beside those of the user's other processes.
///
/// ```text
///   /dev/shm/ndwire-USER/          rwx------
///        4711-1k2m3n4o5p6q/        of process 4711
///        4711-1k2m3n4o5p6q.lock    locked as long as that process lives
/// ```
///
/// The lock is there before the folder, and the folder goes before the lock: so whoever gets the lock of another
/// process may delete its folder, and is the only one to do so. The system releases the lock of a process that is
/// killed.
final class SharedFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SharedFolder.class);
    private static final String LOCK = ".lock";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> FOLDER_OF_OWNER = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    /// What all files are made with: from birth, only their owner may open them.
    static final FileAttribute<?> FILE_OF_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int RADIX = 36;

    /// The locks of this process. The system drops one as soon as *any* channel to its file is closed, so they are not
    /// even tried.
    private static final Set<String> OWN = new HashSet<>();

    private final Path base;
    private final Path path;
    private final FileChannel lockFile;

    private SharedFolder(Path base, Path path, FileChannel lockFile) {
        this.base = base;
        this.path = path;
        this.lockFile = lockFile;
    }

    /// Deletes what dead processes have left, and makes a folder for this one.
    ///
    /// @param parent where the folder of this user is, or is made
    static SharedFolder open(Path parent) throws IOException {
        synchronized (OWN) {
            Path base = baseIn(parent.toRealPath());
            sweepAll(base);
            SharedFolder made = null;
            while (made == null) {
                made = tryOpen(base);
            }
            return made;
        }
    }

    private static Path baseIn(Path parent) throws IOException {
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9_.-]", "_");
        Path base = parent.resolve("ndwire-" + user);
        try {
            Files.createDirectory(base, FOLDER_OF_OWNER);
        } catch (FileAlreadyExistsException ofAnotherProcess) {
            LOG.trace("{} is there", base);
        }
        if (!Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(base.toString(), null, "is no folder");
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(base, LinkOption.NOFOLLOW_LINKS);
        if (!found.equals(OWNER_ONLY)) {
            String text = PosixFilePermissions.toString(found);
            throw new FileSystemException(
                    base.toString(), null, "has permissions " + text + ", only rwx------ are allowed");
        }
        return base;
    }

    /// Returns null if somebody took the lock for that of a dead process before it was locked.
    @SuppressWarnings("MustBeClosed") // kept until the process ends, or remove()
    private static @Nullable SharedFolder tryOpen(Path base) throws IOException {
        String name = ProcessHandle.current().pid() + "-" + Long.toString(new SecureRandom().nextLong() >>> 1, RADIX);
        Path lockPath = base.resolve(name + LOCK);
        OWN.add(lockPath.toString());
        FileChannel lockFile = FileChannel.open(
                lockPath, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_OF_OWNER);
        boolean done = false;
        try {
            if (lockFile.tryLock() == null || !Files.exists(lockPath)) {
                return null;
            }
            if (!Files.getOwner(base).equals(Files.getOwner(lockPath))) {
                throw new FileSystemException(
                        base.toString(),
                        null,
                        "belongs to " + Files.getOwner(base).getName());
            }
            Path path = Files.createDirectory(base.resolve(name), FOLDER_OF_OWNER);
            done = true;
            return new SharedFolder(base, path, lockFile);
        } finally {
            if (!done) {
                Files.deleteIfExists(lockPath);
                lockFile.close();
                OWN.remove(lockPath.toString());
            }
        }
    }

    private static void sweepAll(Path base) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(base, "*" + LOCK)) {
            for (Path lock : locks) {
                sweepIfDead(lock);
            }
        }
    }

    private static void sweepIfDead(Path lockPath) {
        if (OWN.contains(lockPath.toString())) {
            return;
        }
        String name = lockPath.getFileName().toString();
        try (FileChannel channel = FileChannel.open(lockPath, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                deleteFolder(lockPath.resolveSibling(name.substring(0, name.length() - LOCK.length())));
                Files.deleteIfExists(lockPath);
            }
        } catch (NoSuchFileException sweptByAnother) {
            LOG.trace("{} is gone", lockPath);
        } catch (IOException e) {
            LOG.warn("cannot delete what a dead process has left: {}", lockPath, e);
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /// Deletes the folder of another process, if that has died.
    void sweep(Path ofProcess) {
        synchronized (OWN) {
            sweepIfDead(base.resolve(ofProcess.getFileName() + LOCK));
        }
    }

    /// The folder of this user, in which those of all processes are.
    Path base() {
        return base;
    }

    /// The folder of this process.
    Path path() {
        return path;
    }

    /// Deletes the folder with all names in it, and lets go of its lock.
    void remove() {
        Path lockPath = base.resolve(path.getFileName() + LOCK);
        try (lockFile) {
            deleteFolder(path);
            Files.deleteIfExists(lockPath);
        } catch (IOException e) {
            LOG.debug("{} stays for the next start to delete", path, e);
        }
    }
}
