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

/// Names of `.npy` files.
final class NpyFiles {
    static final String ENDING = ".npy";

    private NpyFiles() {}

    /// Checks that a file may be read as what its name says.
    ///
    /// @param file a file that a user named
    /// @return the file
    /// @throws IOException if it is not there, or is a directory
    /// @throws FailureException if it has another ending
    static Path checkReadable(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.isDirectory(file)) {
            throw new FailureException("'" + file + "' is a directory, allowed are " + ENDING + " files");
        }
        if (!hasEnding(file)) {
            throw new FailureException("'" + file + "' does not end in " + ENDING + ", the only format that is read");
        }
        if (!Files.isRegularFile(file)) {
            throw new FailureException("'" + file + "' is no regular file: only those can be mapped");
        }
        return file;
    }

    static boolean hasEnding(Path file) {
        return file.toString().endsWith(ENDING);
    }

    /// The name that a file's array is held under.
    ///
    /// @param file a file with the ending
    /// @return its last name without the ending
    static String key(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ENDING.length());
    }

    /// The files of a directory that can be served, by name.
    ///
    /// @param directory a directory
    /// @return its regular files with the ending
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
