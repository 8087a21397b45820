package dev.ndwire.core.comm;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;

/// Waits for the next message of a channel: for a while, or together with many other channels, on one thread.
///
/// A [Server] uses it so that an idle connection needs no thread. Transports over sockets have one
/// ([Channel#watch]). All methods are for one thread at a time, and for when the channel is between two messages;
/// whatever they do, the channel can then be read and written as ever.
public interface MessageWatch {
    /// Whether the next message has begun, or may have, so that it is to be read rather than waited for.
    ///
    /// @return true if bytes of it were read ahead
    boolean hasBegun();

    /// Waits until the next message begins or the channel ends. It stays with the selector until another one watches it
    /// or something large is moved.
    ///
    /// @param selector a selector of the calling thread's own
    /// @param time how long to wait, at least a millisecond
    /// @return false if there was nothing in that time; true may be a false alarm
    /// @throws IOException if the channel fails; it can then only be closed
    boolean await(Selector selector, Duration time) throws IOException;

    /// Ends the writing, and throws away what the peer has sent and still sends: a socket that is closed over unread
    /// bytes takes back what is on its way to the peer. Returns at once if nothing has come, else when the peer ends
    /// the channel too or falls silent.
    ///
    /// @param selector a selector of the calling thread's own
    /// @param silence how long nothing is to come, at least a millisecond
    /// @throws IOException if the channel fails; it can then only be closed
    void endOutput(Selector selector, Duration silence) throws IOException;

    /// Leaves the waiting to a selector that watches many channels, and lets go of memory that is needed for moving
    /// messages only.
    ///
    /// @param selector shows a key for this channel, ready to be read, when the next message begins or the channel
    ///     ends; it is woken if it is selecting
    /// @param attachment what the key is to lead to
    /// @throws IOException if the channel fails; it can then only be closed
    void leaveTo(Selector selector, Object attachment) throws IOException;

    /// Takes the channel back: called when the key of [#leaveTo] was cancelled and its selector has selected since.
    void takeBack();
}
