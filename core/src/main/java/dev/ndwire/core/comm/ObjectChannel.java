package dev.ndwire.core.comm;

import java.io.IOException;

/// A channel between two ends in one process: what goes in at one end comes out at the other, the same object.
public non-sealed interface ObjectChannel extends Channel {
    /// Hands a parcel over; waits while the other end has left as many unread as there is room for.
    ///
    /// What the thread did before, the thread that reads the parcel sees.
    ///
    /// @param parcel what to hand over; whoever reads it closes its hold, or the channel does when nobody will
    /// @throws IOException if the connection has ended or fails, the parcel is then still the caller's; the channel can
    ///     only be closed
    void write(Parcel parcel) throws IOException;

    /// Waits for the next parcel.
    ///
    /// @return the parcel, which is the caller's
    /// @throws IOException if the connection ends or fails; it can then only be closed
    Parcel read() throws IOException;
}
