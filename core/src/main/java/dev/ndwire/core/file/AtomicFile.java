package dev.ndwire.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// A file that appears whole or not at all.
public final class AtomicFile {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    /// What fills a file.
    public interface Content {
        /// Writes all of it.
        ///
        /// @param channel open for writing, at its start
        /// @throws IOException if that fails; nothing of the file is left then
        void writeTo(FileChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /// Writes beside `target` under a name of its own, then moves the file onto `target` in one step. If anything
    /// fails, the file is removed and `target` is as it was. Links are followed; what is no regular file, such as a
    /// pipe or `/dev/null`, is written in place, since replacing it would be a surprise.
    ///
    /// A file that is there is replaced by another one, a new inode: maps of the old one and hard links to it stay what
    /// they were. On POSIX systems the new file has the permissions of the old one, from its first byte on, and its
    /// group where the system lets this process give it; where it does not, the members of the new group may no more
    /// than everybody. The owner is who runs this process. Nothing else is kept, such as lists of access control.
    ///
    /// @param target the file
    /// @param content what fills it
    /// @throws IOException if the file cannot be written; the message names `target`
    public static void write(Path target, Content content) throws IOException {
        write(target, 0, content);
    }

    /// Writes as [#write(Path,Content)] what is of known size: the system is asked for room ahead where it can give it.
    ///
    /// It is not asked where a file is replaced. File systems such as ext4 take the wish for one to replace a file
    /// whose bytes have no place on the disk yet as one to have them there first, so that a power cut leaves the old
    /// file or the new one; what has its place ahead would be spared that.
    ///
    /// @param target the file
    /// @param byteSize how many bytes it will have, or 0 where that is not known
    /// @param content what fills it
    /// @throws IOException if the file cannot be written; the message names `target`
    public static void write(Path target, long byteSize, Content content) throws IOException {
        boolean isThere = Files.exists(target);
        if (isThere && !Files.isRegularFile(target)) {
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
            }
            return;
        }
        Path place = isThere && Files.isSymbolicLink(target) ? target.toRealPath() : target;
        String name = ".ndwire-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + ".tmp";
        Path temporary = place.resolveSibling(name);
        PosixAccess access = isThere ? PosixAccess.of(place) : null;
        FileChannel channel = create(temporary, target, access != null);
        boolean done = false;
        try {
            try (channel) {
                if (!isThere) {
                    Preallocation.ask(temporary, byteSize);
                }
                if (access != null) {
                    give(access, temporary, target);
                }
                content.writeTo(channel);
            }
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    private static FileChannel create(Path temporary, Path target, boolean isOfOwner) throws IOException {
        try {
            return isOfOwner
                    ? FileChannel.open(temporary, NEW, PosixAccess.OF_OWNER)
                    : FileChannel.open(temporary, NEW);
        } catch (FileSystemException refused) {
            throw named(target, reason(refused), refused);
        }
    }

    private static void give(PosixAccess access, Path temporary, Path target) throws IOException {
        try {
            access.giveTo(temporary);
        } catch (FileSystemException refused) {
            String permissions = PosixFilePermissions.toString(access.permissions());
            throw named(target, "its permissions " + permissions + " cannot be given to what replaces it", refused);
        }
    }

    /// The caller knows its own name, not the temporary one.
    private static FileSystemException named(Path target, String reason, FileSystemException refused) {
        var named = new FileSystemException(target.toString(), null, reason);
        named.initCause(refused);
        return named;
    }

    private static String reason(FileSystemException refused) {
        return switch (refused) {
            case NoSuchFileException missing -> "its directory does not exist";
            case AccessDeniedException denied -> "its directory is not writeable";
            default -> Objects.requireNonNullElse(refused.getReason(), "it cannot be created");
        };
    }
}
