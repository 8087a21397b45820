package dev.ndwire.cli;

import dev.ndwire.arrow.file.TableFiles;
import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.ipc.UnsupportedArrowTypeException;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.NpyHeader;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzMember;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An open file of arrays: a `.npy`, whose only array has the file's name for its key, or a `.npz`; or of a table,
/// which has that key, too.
///
/// Arrays and tables are mapped where they lie as they are used, and read into memory where they are deflated. The
/// garbage collector frees both, so that they outlive the file.
final class ArrayFile implements AutoCloseable {
    private final Path path;
    private final @Nullable Npz archive;

    private final @Nullable Table table;

    private ArrayFile(Path path, @Nullable Npz archive, @Nullable Table table) {
        this.path = path;
        this.archive = archive;
        this.table = table;
    }

    /// Opens a file that a user named.
    ///
    /// @param path a file with one of the endings
    /// @return the file, to be closed
    /// @throws IOException if it is not there, or cannot be read
    static ArrayFile open(Path path) throws IOException {
        ArrayFiles.checkReadable(path);
        if (ArrayFiles.isTable(path)) {
            return new ArrayFile(path, null, map(path));
        }
        return new ArrayFile(path, ArrayFiles.isArchive(path) ? Npz.open(path) : null, null);
    }

    private static Table map(Path path) throws IOException {
        try {
            return TableFiles.map(path);
        } catch (MalformedArrowException | UnsupportedArrowTypeException e) {
            throw new FailureException(path + ": " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /// The archive, or null if this is another file.
    @Nullable
    Npz archive() {
        return archive;
    }

    /// The table, or null if this is a file of arrays.
    @Nullable
    Table table() {
        return table;
    }

    List<String> keys() {
        return archive == null ? List.of(ArrayFiles.stem(path)) : archive.keys();
    }

    /// The keys that a command is to work on.
    ///
    /// @param wanted what a user named; null for all
    /// @return all keys, or the one
    /// @throws FailureException if the one is not there
    List<String> keys(@Nullable String wanted) {
        if (wanted == null || archive == null) {
            return keys();
        }
        if (!archive.contains(wanted)) {
            throw new FailureException("'" + path + "' has no array '" + wanted + "', but "
                    + (keys().isEmpty() ? "none" : String.join(", ", keys())));
        }
        return List.of(wanted);
    }

    /// What peers are to know an array by.
    ///
    /// @param base the file's name without its ending, or what a user wants instead
    /// @param key the array's key in this file
    /// @return `base`, or `base/key` if this is an archive
    String heldKey(String base, String key) {
        return archive == null ? base : base + "/" + key;
    }

    /// How messages name an array.
    String where(String key) {
        return archive == null ? path.toString() : path + ": " + key;
    }

    NpyHeader header(String key) throws IOException {
        return archive == null ? Npy.readHeader(path) : archive.readHeader(key);
    }

    /// The header of a member of an archive.
    ///
    /// @return the header; null of a member that is no array, or that is kept in a way that is not read
    static @Nullable NpyHeader header(Npz archive, NpzMember member) throws IOException {
        boolean isArray = member.compression() != null && archive.isArray(member.name());
        return isArray ? archive.readHeader(member.name()) : null;
    }

    /// Whether something is an array of plain bytes: other members of archives hold Python objects, or are none.
    boolean isPlain(String key) throws IOException {
        return (archive == null || archive.isArray(key)) && !header(key).hasObjects();
    }

    /// Checks that an array is there and has elements of plain bytes; a table always is, and has.
    ///
    /// @throws FailureException if it holds Python objects
    void check(String key) throws IOException {
        if (table != null) {
            return;
        }
        NpyHeader header = header(key);
        if (header.hasObjects()) {
            throw new FailureException(where(key) + " holds Python objects (" + header.dtypeText()
                    + "), allowed are arrays of plain bytes");
        }
    }

    /// What peers are to hold.
    ///
    /// @return the table or the array
    Object value(String key) throws IOException {
        return table == null ? load(key) : table;
    }

    NDArray load(String key) throws IOException {
        check(key);
        if (archive == null) {
            return Npy.map(path);
        }
        return archive.isMappable(key) ? archive.map(key) : archive.read(key);
    }

    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
    }
}
