package dev.ndwire.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Names of files that hold arrays: `.npy`, which holds one, and `.npz`, which holds any number by name; and of those
/// that hold a table, Arrow's.
final class ArrayFiles {
    static final String ENDING = ".npy";
    static final String ARCHIVE_ENDING = ".npz";

    /// The ending of a table whose name nobody chose.
    static final String TABLE_ENDING = ".arrow";

    /// Those of arrays, for messages.
    static final String ARRAY_ENDINGS = ENDING + " or " + ARCHIVE_ENDING;

    /// Those of tables, for messages.
    static final String TABLE_ENDINGS = ".arrow, .arrows or .feather";

    /// All, for messages.
    static final String ENDINGS = ENDING + ", " + ARCHIVE_ENDING + ", " + TABLE_ENDINGS;

    private ArrayFiles() {}

    /// Checks that a file may be read as what its name says.
    ///
    /// @param file a file that a user named
    /// @return the file
    /// @throws IOException if it is not there
    /// @throws FailureException if it is no regular file, or has another ending
    static Path checkReadable(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.isDirectory(file)) {
            throw new FailureException("'" + file + "' is a directory, allowed are " + ENDINGS + " files");
        }
        if (!hasEnding(file)) {
            throw new FailureException(
                    "'" + file + "' does not end in " + ENDINGS + ", the only formats that are read");
        }
        if (!Files.isRegularFile(file)) {
            throw new FailureException("'" + file + "' is no regular file: only those can be mapped");
        }
        return file;
    }

    static boolean hasEnding(Path file) {
        return file.toString().endsWith(ENDING) || isArchive(file) || isTable(file);
    }

    static boolean isTable(Path file) {
        String name = file.toString();
        return name.endsWith(TABLE_ENDING) || name.endsWith(".arrows") || name.endsWith(".feather");
    }

    static boolean isArchive(Path file) {
        return file.toString().endsWith(ARCHIVE_ENDING);
    }

    /// What a file is called without its ending.
    ///
    /// @param file a file with an ending
    /// @return its last name without the ending
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }

    /// Checks that a file can be written, before any work is done for it.
    ///
    /// @param file a file that a user named
    /// @return the file
    /// @throws FailureException if it is a directory, or its directory is not there
    static Path checkWriteable(Path file) {
        if (Files.isDirectory(file)) {
            throw new FailureException("'" + file + "' is a directory, allowed are " + ENDINGS + " files");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new FailureException("there is no directory '" + directory + "' to write '" + file + "' in");
        }
        return file;
    }

    /// The files of a directory that can be served, by name.
    ///
    /// @param directory a directory
    /// @return its regular files with an ending
    /// @throws IOException if it is not there or cannot be listed
    static List<Path> in(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            throw new FailureException("there is no directory '" + directory + "'");
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (hasEnding(entry) && Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        }
        Collections.sort(files);
        return files;
    }
}
