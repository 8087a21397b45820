package dev.ndwire.benchmarks;

import java.nio.file.FileSystemException;
import java.util.Objects;

/// What went wrong, in one line for a person.
public final class Failures {
    private Failures() {}

    /// Says what a failure means.
    ///
    /// @param failure what was thrown
    /// @return the first line of its message; after the name of its class where that is a bare path, number or word, as
    ///     it is of files that are not there; the name alone where there is no message
    public static String line(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        String message = Objects.requireNonNullElse(failure.getMessage(), "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        if (message.isEmpty()) {
            return type;
        }
        boolean isBare =
                failure instanceof FileSystemException file ? file.getReason() == null : !message.contains(" ");
        return isBare ? type + ": " + message : message;
    }
}
