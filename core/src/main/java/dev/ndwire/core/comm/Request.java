package dev.ndwire.core.comm;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.value.PyDict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that a [Server] received, as its handler sees it.
///
/// The arguments' arrays view memory that lives until the reply is written; a handler that keeps a value for longer
/// holds [#lease]. Over `inproc://` they are the very arrays of who asks, and live as long as he lets them. Used by the
/// thread that runs the handler.
public final class Request {
    private final String op;
    private final PyDict arguments;
    private final Lease lease;
    private final Address peer;
    private final List<Runnable> afterReply = new ArrayList<>();

    Request(String op, PyDict arguments, Lease lease, Address peer) {
        this.op = op;
        this.arguments = arguments;
        this.lease = lease;
        this.peer = peer;
    }

    /// What is asked for.
    ///
    /// @return the operation's name
    public String op() {
        return op;
    }

    /// The arguments by name, without those that every request may have (`op`, `reply`, `close`, `serializers`).
    ///
    /// @return the arguments
    public PyDict arguments() {
        return arguments;
    }

    /// An argument that must be there.
    ///
    /// @param name its name
    /// @return its value
    /// @throws IllegalArgumentException if it is not there
    public @Nullable Object argument(String name) {
        if (!arguments.containsKey(name)) {
            throw new IllegalArgumentException(
                    "op '" + op + "' has no argument '" + name + "', only " + arguments.keySet());
        }
        return arguments.get(name);
    }

    /// The lease on the arguments' memory.
    ///
    /// @return the lease
    public Lease lease() {
        return lease;
    }

    /// Who asks.
    ///
    /// @return the peer's address
    public Address peer() {
        return peer;
    }

    /// Runs something when the reply has been written, or could not be; over `inproc://`, when who asked has closed it,
    /// and perhaps on another thread.
    ///
    /// @param action such as giving back what the reply views
    public void afterReply(Runnable action) {
        afterReply.add(action);
    }

    void finish() {
        afterReply.forEach(Runnable::run);
        afterReply.clear();
    }
}
