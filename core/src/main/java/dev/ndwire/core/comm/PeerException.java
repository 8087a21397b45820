package dev.ndwire.core.comm;

import java.io.IOException;

/// A peer answered a request with an error.
public final class PeerException extends IOException {
    private static final long serialVersionUID = 1;

    /// The peer's exception, as its `repr`.
    private final String exceptionText;

    /// The peer's traceback, perhaps empty.
    private final String tracebackText;

    /// Makes an exception of a peer's answer.
    ///
    /// @param address the peer
    /// @param op the operation that failed
    /// @param exceptionText the peer's exception, as its `repr`
    /// @param tracebackText the peer's traceback, perhaps empty
    public PeerException(Address address, String op, String exceptionText, String tracebackText) {
        super(address + " failed at '" + op + "': " + exceptionText);
        this.exceptionText = exceptionText;
        this.tracebackText = tracebackText;
    }

    /// The peer's exception.
    ///
    /// @return its `repr`
    public String exceptionText() {
        return exceptionText;
    }

    /// The peer's traceback.
    ///
    /// @return its lines, perhaps none
    public String tracebackText() {
        return tracebackText;
    }
}
