package dev.ndwire.core;

import dev.ndwire.core.value.MalformedException;
import java.lang.management.ManagementFactory;

/// Measures what the current thread allocates on the Java heap.
public final class Allocated {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocated() {}

    /// Something to measure.
    @FunctionalInterface
    public interface Action {
        /// Runs it.
        void run() throws Exception;
    }

    /// The bytes that an action allocates on this thread when it runs a second time, with all classes loaded.
    public static long bytesOf(Action action) throws Exception {
        action.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        action.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /// The bytes that an action allocates on this thread before it throws a [MalformedException].
    public static long bytesOfRefusal(Action action) throws Exception {
        return bytesOf(() -> {
            boolean refused = false;
            try {
                action.run();
            } catch (MalformedException e) {
                refused = true;
            }
            if (!refused) {
                throw new AssertionError("nothing was refused");
            }
        });
    }
}
