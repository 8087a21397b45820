package dev.ndwire.core.memory;

/// Who decides when native memory goes.
///
/// Both kinds count against the same [MemoryBudget].
public enum Ownership {
    /// The holder of the [Lease] decides: closing it ends the life of everything allocated from it.
    LEASED,
    /// The garbage collector decides: an allocation goes some time after the last reference to it is gone.
    AUTOMATIC
}
