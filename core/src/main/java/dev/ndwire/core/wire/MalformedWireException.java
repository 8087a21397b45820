package dev.ndwire.core.wire;

import dev.ndwire.core.value.MalformedException;

/// Bytes that claim to be a message break the layout or its limits. A stream that gave them cannot be read on.
public final class MalformedWireException extends MalformedException {
    private static final long serialVersionUID = 1;

    /// Where in the message the fault lies.
    private final long byteOffset;

    /// Makes an exception; its sentence ends with the offset.
    ///
    /// @param problem what was found and what was allowed
    /// @param byteOffset where in the message, from its first byte
    public MalformedWireException(String problem, long byteOffset) {
        super(problem + " (byte " + byteOffset + " of the message)");
        this.byteOffset = byteOffset;
    }

    /// Where in the message the fault lies.
    ///
    /// @return the offset in bytes from the message's first byte
    public long byteOffset() {
        return byteOffset;
    }
}
