package dev.ndwire.core.comm;

/// Says whether and when a message may be read.
interface Admission {
    /// Admits every message at once.
    Admission ALL = byteSize -> {};

    /// Waits until there is room for a message. While it does, the peer's writing waits, too.
    ///
    /// @param byteSize what the message's frames claim to have
    /// @throws dev.ndwire.core.value.MalformedException if there never is room for so much; the message is then to be
    ///     skipped
    void admit(long byteSize);
}
