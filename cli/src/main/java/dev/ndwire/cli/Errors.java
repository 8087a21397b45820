package dev.ndwire.cli;

import dev.ndwire.arrow.memory.MissingFlagsException;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.value.MalformedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.NoSuchElementException;

/// What went wrong, in one line for a person.
final class Errors {
    private Errors() {}

    /// Says what a failure means.
    ///
    /// @param failure what a command threw
    /// @return one line
    static String describe(Throwable failure) {
        return Text.printable(sentence(failure));
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof FileSystemException file) {
            return describe(file);
        }
        if (failure instanceof InvalidPathException path) {
            return "'" + path.getInput() + "' is no file name here: " + path.getReason();
        }
        String message = failure.getMessage();
        if (message != null && isMeantForUsers(failure)) {
            return message;
        }
        if (failure instanceof OutOfMemoryError) {
            return "the Java heap is full (" + message + "): NDWIRE_JAVA_OPTS=-Xmx… gives it more";
        }
        return "unexpected " + failure.getClass().getName() + (message == null ? "" : ": " + message)
                + " (--verbose shows where)";
    }

    private static boolean isMeantForUsers(Throwable failure) {
        return failure instanceof FailureException
                || failure instanceof IOException
                || failure instanceof MalformedException
                || failure instanceof SerializationException
                || failure instanceof MemoryBudgetExceededException
                || failure instanceof MissingFlagsException
                || failure instanceof NoSuchElementException
                || failure instanceof IllegalArgumentException
                || failure instanceof UnsupportedOperationException;
    }

    private static String describe(FileSystemException failure) {
        String file = failure.getFile() == null ? "a file" : failure.getFile();
        if (failure instanceof NoSuchFileException) {
            return "there is no file '" + file + "'";
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission for '" + file + "'";
        }
        if (failure instanceof NotDirectoryException) {
            return "'" + file + "' is no directory";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "directory '" + file + "' is not empty";
        }
        String reason = failure.getReason();
        return "'" + file + "': " + (reason == null ? failure.getClass().getSimpleName() : reason);
    }
}
