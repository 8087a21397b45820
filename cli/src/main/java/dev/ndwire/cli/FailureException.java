package dev.ndwire.cli;

/// The command cannot do what it was asked to; the message is the one line that says why.
final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailureException(String message) {
        super(message);
    }

    FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
