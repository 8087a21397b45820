package dev.ndwire.core.memory;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/// Work with files that an interrupt does not end: memory is had, or refused, for other reasons.
///
/// Java closes a file's channel under a thread that is interrupted, or was before.
final class Uninterrupted {
    private Uninterrupted() {}

    /// Work that may be begun again: it leaves nothing when it fails.
    ///
    /// @param <T> what comes of it
    interface Work<T> {
        T run() throws IOException;
    }

    /// Does it, again if an interrupt ended it. A thread that was interrupted stays so.
    static <T> T call(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException again) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
