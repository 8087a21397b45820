package dev.ndwire.benchmarks.transport;

import java.lang.management.ManagementFactory;
import java.util.List;

/// What a process has used until now, or in between, all threads together.
///
/// @param nanos processor time
/// @param allocatedBytes what it allocated on the heap; negative for a Python, which has another
record Spent(long nanos, long allocatedBytes) {
    private static final long NOT_COUNTED = -1;
    // Threads that have ended are in it, and those that carry virtual ones; asking it allocates nothing.
    private static final com.sun.management.ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);

    /// Of this process.
    static Spent here() {
        return new Spent(ProcessorTime.nanos(), THREADS.getTotalThreadAllocatedBytes());
    }

    /// Of a Python.
    static Spent ofPython(long nanos) {
        return new Spent(nanos, NOT_COUNTED);
    }

    /// From what another process answered.
    static Spent of(List<?> numbers) {
        return new Spent((Long) numbers.get(0), (Long) numbers.get(1));
    }

    /// What another process is answered.
    List<Long> numbers() {
        return List.of(nanos, allocatedBytes);
    }

    boolean isAllocationCounted() {
        return allocatedBytes >= 0;
    }

    /// What was used since.
    Spent since(Spent before) {
        return new Spent(
                nanos - before.nanos, isAllocationCounted() ? allocatedBytes - before.allocatedBytes : NOT_COUNTED);
    }

    /// That of two which allocated less.
    Spent orLess(Spent other) {
        return other.allocatedBytes < allocatedBytes ? other : this;
    }

    /// The same without what asking twice has allocated by itself.
    ///
    /// @param asking from one question to the next
    Spent without(Spent asking) {
        return isAllocationCounted() ? new Spent(nanos, Math.max(0, allocatedBytes - asking.allocatedBytes)) : this;
    }
}
