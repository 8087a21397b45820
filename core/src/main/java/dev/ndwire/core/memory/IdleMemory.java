package dev.ndwire.core.memory;

/// Memory that counts against a [MemoryBudget] but that nobody uses: it is given up before any request is refused.
interface IdleMemory {
    /// Gives up idle memory, least recently used first, until at least `byteSize` bytes are back in the budget or
    /// none is left.
    ///
    /// @return how many bytes went back to the budget
    long giveUp(long byteSize);
}
