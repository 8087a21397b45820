package dev.ndwire.core.comm;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A connection did not come to be.
public final class ConnectFailedException extends IOException {
    private static final long serialVersionUID = 1;

    /// Why a connection did not come to be.
    public enum Reason {
        /// The host is there, but nobody listens at that place.
        REFUSED(true),
        /// There is no such host, or no way to it.
        UNREACHABLE(true),
        /// There was no answer in time.
        TIMED_OUT(true),
        /// The operating system does not let this process connect: permissions of a file forbid it, the path is too
        /// long, or too many files are open.
        NOT_ALLOWED(false),
        /// The peer took the connection, and ended it before both had shaken hands.
        CLOSED_BY_PEER(false),
        /// Who answers speaks something else.
        NOT_OUR_PROTOCOL(false),
        /// One of the two does not trust the other's certificate, or they agree on no version or cipher of TLS.
        NOT_TRUSTED(false);

        private final boolean passing;

        Reason(boolean passing) {
            this.passing = passing;
        }

        /// Whether it may go well at another time.
        ///
        /// @return whether connecting is tried again, as long as there is time
        public boolean isPassing() {
            return passing;
        }
    }

    /// Which of them.
    private final Reason reason;

    /// Makes an exception.
    ///
    /// @param reason which reason
    /// @param message to whom, and what was wrong
    /// @param cause the fault that showed it, or null
    public ConnectFailedException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /// Why.
    ///
    /// @return the reason
    public Reason reason() {
        return reason;
    }
}
