package dev.ndwire.core.comm;

import dev.ndwire.core.memory.Lease;
import org.jspecify.annotations.Nullable;

/// A value that came over a connection, and the lease on the memory that it views.
///
/// Close it when the value is no longer needed: the memory goes back to the pool, and using the value's arrays after
/// that is an [IllegalStateException]; small ones may end somewhat later, see
/// [dev.ndwire.core.memory.MemoryPool#leaseForMessage]. Values received with
/// [dev.ndwire.core.memory.Ownership#AUTOMATIC] may outlive
/// it. Safe for use by several threads as far as the value is.
public final class Received implements AutoCloseable {
    private final @Nullable Object value;
    private final Lease lease;

    Received(@Nullable Object value, Lease lease) {
        this.value = value;
        this.lease = lease;
    }

    /// The value.
    ///
    /// @return the value, or null for `None`
    public @Nullable Object value() {
        return value;
    }

    /// The value as what it is expected to be.
    ///
    /// @param <T> the type
    /// @param type its class
    /// @return the value
    /// @throws ClassCastException if it is null or something else; the message says what
    public <T> T as(Class<T> type) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw new ClassCastException("received "
                + (value == null ? "None" : "a " + value.getClass().getName()) + ", expected a " + type.getName());
    }

    /// The lease on the value's memory: hold it to keep the memory for longer than this.
    ///
    /// @return the lease
    public Lease lease() {
        return lease;
    }

    /// Takes a part of the value out, under the same lease.
    Received part(@Nullable Object part) {
        return new Received(part, lease);
    }

    /// Gives the memory back. Closing again does nothing.
    @Override
    public void close() {
        lease.close();
    }
}
