package dev.ndwire.core.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may read, write and execute a file, to be given to the one that replaces it.
///
/// @param group whose members the permissions of the group are for
/// @param permissions what the owner, the group and all others may
record PosixAccess(GroupPrincipal group, Set<PosixFilePermission> permissions) {
    /// What a file is created with that is to be nobody else's before it has its access.
    static final FileAttribute<?> OF_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Map<PosixFilePermission, PosixFilePermission> OF_OTHERS = Map.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    /// Reads the access of a file.
    ///
    /// @return null where the file system has none of POSIX, or the file is gone
    static @Nullable PosixAccess of(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return null;
        }
        try {
            PosixFileAttributes attributes = view.readAttributes();
            return new PosixAccess(attributes.group(), attributes.permissions());
        } catch (NoSuchFileException deletedByAnother) {
            return null;
        }
    }

    /// Gives a file of this process the same access. Where the system does not let it have the group, the members of
    /// the group that it has instead get no more than all others have.
    void giveTo(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes found = view.readAttributes();
        Set<PosixFilePermission> given = new HashSet<>(permissions);
        if (!found.group().equals(group) && !hasTaken(view)) {
            given.removeIf(permission ->
                    OF_OTHERS.containsKey(permission) && !permissions.contains(OF_OTHERS.get(permission)));
        }
        // Some file systems have one access for all of their files, and refuse to be asked for any.
        if (!found.permissions().equals(given)) {
            view.setPermissions(given);
        }
    }

    private boolean hasTaken(PosixFileAttributeView view) throws IOException {
        try {
            view.setGroup(group);
            return true;
        } catch (FileSystemException notOurGroup) {
            return false;
        }
    }
}
