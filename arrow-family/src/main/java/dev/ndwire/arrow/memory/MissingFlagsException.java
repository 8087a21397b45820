package dev.ndwire.arrow.memory;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Java was started without what Arrow needs to reach native memory. The message has all flags.
public final class MissingFlagsException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1;

    /// Makes an exception.
    ///
    /// @param cause where Arrow failed; null where it was seen before
    MissingFlagsException(@Nullable Throwable cause) {
        super("Arrow cannot reach native memory: start Java with " + ArrowMemory.FLAGS, cause);
    }
}
