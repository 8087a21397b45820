package dev.ndwire.core.comm;

import java.io.IOException;

/// A connection has ended, by the peer's will or by ours.
public final class ConnectionClosedException extends IOException {
    private static final long serialVersionUID = 1;

    /// Makes an exception with its sentence.
    ///
    /// @param message who closed which connection, and what was still to come
    public ConnectionClosedException(String message) {
        super(message);
    }

    /// Makes an exception with its sentence and the fault below it.
    ///
    /// @param message who closed which connection, and what was still to come
    /// @param cause the fault that showed it
    public ConnectionClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
