package dev.ndwire.core.memory;

import java.io.Serial;

/// Says that native memory was refused: a [MemoryBudget] would have been exceeded, or the system gave none.
///
/// Nothing was taken by the call that threw it: the same call succeeds once others have given back enough.
public final class MemoryBudgetExceededException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// The bytes of the refused request.
    private final long requestedBytes;

    /// The bytes in use then.
    private final long usedBytes;

    /// The budget's limit.
    private final long limitBytes;

    MemoryBudgetExceededException(String message, long requestedBytes, long usedBytes, long limitBytes) {
        super(message);
        this.requestedBytes = requestedBytes;
        this.usedBytes = usedBytes;
        this.limitBytes = limitBytes;
    }

    /// How much was asked for.
    ///
    /// @return the bytes of the refused request
    public long requestedBytes() {
        return requestedBytes;
    }

    /// How much was in use when the request was refused.
    ///
    /// @return the bytes in use then
    public long usedBytes() {
        return usedBytes;
    }

    /// How much may be in use at once.
    ///
    /// @return the budget's limit in bytes
    public long limitBytes() {
        return limitBytes;
    }
}
