package dev.ndwire.core.comm.socket;

/// Whether to look for a peer's next bytes for a moment before waiting for them.
///
/// A peer that asks or answers at once is back before a thread has been put to sleep and woken. But who looks has to
/// let others have the processor in between, the peer before all, and where somebody else wants to compute, the system
/// may give it to him for milliseconds: a thread that waits is woken sooner than that. So it is worth it after a short
/// wait only, and not for a while after the processor was gone for long.
///
/// Used by the thread that reads. Times are those of [System#nanoTime()].
final class Looking {
    /// What counts as soon: more than a slow machine takes to wake one that waits.
    static final long QUICK_NANOS = 500_000;

    /// As long as a small message takes there and back.
    static final long LOOKING_NANOS = 50_000;

    /// How long nobody looks after the processor was gone; twice as long each time that the next look loses it again.
    static final long FIRST_PAUSE_NANOS = 1_000_000;

    static final long LAST_PAUSE_NANOS = 256_000_000;

    private boolean lastWasQuick;
    private boolean isPausing;
    private long pauseEnd;
    private long pauseNanos;

    /// Whether a look has lasted as long as it may.
    static boolean isLongEnough(long nanos) {
        return nanos >= LOOKING_NANOS;
    }

    /// Notes how long the peer took.
    void waited(long nanos) {
        lastWasQuick = nanos < QUICK_NANOS;
    }

    /// Forgets that the peer was quick.
    void rest() {
        lastWasQuick = false;
    }

    /// Whether it is worth it.
    boolean isWorthIt(long now) {
        isPausing &= now - pauseEnd < 0;
        return lastWasQuick && !isPausing;
    }

    /// Notes how long others had the processor.
    void yielded(long nanos, long now) {
        if (nanos >= QUICK_NANOS) {
            boolean isSoonAgain = pauseNanos > 0 && now - pauseEnd < pauseNanos;
            pauseNanos = isSoonAgain ? Math.min(2 * pauseNanos, LAST_PAUSE_NANOS) : FIRST_PAUSE_NANOS;
            pauseEnd = now + pauseNanos;
            isPausing = true;
        }
    }
}
