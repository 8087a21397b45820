package dev.ndwire.cli;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.NpyHeader;
import dev.ndwire.ndarray.npy.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An open file of arrays: a `.npy`, whose only array has the file's name for its key, or a `.npz`.
///
/// Arrays are mapped where they lie as they are used, and read into memory where they are deflated. The garbage
/// collector frees both, so that they outlive the file.
final class ArrayFile implements AutoCloseable {
    private final Path path;
    private final @Nullable Npz archive;

    private ArrayFile(Path path, @Nullable Npz archive) {
        this.path = path;
        this.archive = archive;
    }

    /// Opens a file that a user named.
    ///
    /// @param path a file with one of the endings
    /// @return the file, to be closed
    /// @throws IOException if it is not there, or cannot be read
    static ArrayFile open(Path path) throws IOException {
        ArrayFiles.checkReadable(path);
        return new ArrayFile(path, ArrayFiles.isArchive(path) ? Npz.open(path) : null);
    }

    Path path() {
        return path;
    }

    /// The archive, or null if this is a `.npy`.
    @Nullable
    Npz archive() {
        return archive;
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

    /// Checks that an array is there and has elements of plain bytes.
    ///
    /// @throws FailureException if it holds Python objects
    NpyHeader checked(String key) throws IOException {
        NpyHeader header = header(key);
        if (header.hasObjects()) {
            throw new FailureException(where(key) + " holds Python objects (" + header.dtypeText()
                    + "), allowed are arrays of plain bytes");
        }
        return header;
    }

    NDArray load(String key) throws IOException {
        checked(key);
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
