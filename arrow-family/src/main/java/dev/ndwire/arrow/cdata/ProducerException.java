package dev.ndwire.arrow.cdata;

import java.io.Serial;

/// The producer of a stream failed, and said why.
public final class ProducerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// What the producer returned.
    private final int errorCode;

    /// Makes an exception with its sentence.
    ///
    /// @param errorCode an error number of the system, such as 5 for `EIO`
    /// @param message what the stream was asked for, and the producer's words
    public ProducerException(int errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    /// What the producer returned.
    ///
    /// @return an error number of the system, not 0
    public int errorCode() {
        return errorCode;
    }
}
