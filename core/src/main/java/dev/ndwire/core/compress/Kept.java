package dev.ndwire.core.compress;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/// Keeps objects that one thread at a time may use, with their tables and states, for the next call.
final class Kept<T> {
    // More threads than this compress at a time only where more processors do.
    private static final int MAX_IDLE = Runtime.getRuntime().availableProcessors();

    private final ArrayBlockingQueue<T> idle = new ArrayBlockingQueue<>(MAX_IDLE);
    private final Supplier<T> maker;

    Kept(Supplier<T> maker) {
        this.maker = maker;
    }

    /// Runs work with an object that nobody else uses meanwhile. One whose work failed is dropped, whatever state it is
    /// in.
    <R> R with(Function<T, R> work) {
        T kept = idle.poll();
        if (kept == null) {
            kept = maker.get();
        }
        R result = work.apply(kept);
        // If the queue is full, the collector takes it.
        boolean unused = idle.offer(kept);
        return result;
    }
}
