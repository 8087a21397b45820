package dev.ndwire.core.memory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How many bytes of native memory may be alive at once.
///
/// A budget counts; it holds no memory itself. Pools and leases reserve before they obtain memory and release when
/// they give it back, and so may anyone else who obtains native memory of his own. A request that would pass the
/// limit is met, where possible, by what is easiest to give up:
///
/// 1. the idle memory of the pools on this budget, least recently used first;
/// 2. automatic memory that is no longer reachable, if that could be enough: a garbage collection is asked for, and
///    what it frees is waited for. Where nothing is freed, that takes some two seconds, and longer with a large heap.
///
/// Only then is it refused. Leased memory is never waited for.
///
/// Automatic memory is not left to grow until then: a garbage collection is asked for, by the thread that allocates,
/// once it has doubled since the last one and grown by 512 MiB, or by more where a collection takes long: by 32 MiB
/// for each of its milliseconds. Other threads do not wait for that.
///
/// All methods may be called by any thread at any time.
public final class MemoryBudget {
    private static final int COLLECTIONS = 3;
    // How often memory may come back and be taken by other threads before a request is refused.
    private static final int ROUNDS = 16;

    /// A collection's releases come one after another; when none came for so long, no more will.
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static @Nullable MemoryBudget standard;

    private final long limitBytes;
    private final String settingName;
    private final List<IdleMemory> idle = new CopyOnWriteArrayList<>();

    /// Held by the one thread that collects: whoever else needs memory waits for the same collection.
    private final ReentrantLock collecting = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private long givenCount;
    private long usedBytes;
    private long peakBytes;
    private final AutomaticMemory automatic = new AutomaticMemory(MemoryBudget::usedHeapBytes);

    MemoryBudget(long limitBytes, String settingName) {
        if (limitBytes < 0) {
            throw new IllegalArgumentException("limit of " + limitBytes + " bytes: at least 0 is allowed");
        }
        this.limitBytes = limitBytes;
        this.settingName = settingName;
    }

    /// Creates a budget of its own, independent of the process's.
    ///
    /// @param limitBytes how many bytes may be alive at once, at least 0
    /// @return a budget of which nothing is used
    /// @throws IllegalArgumentException if `limitBytes` is negative
    public static MemoryBudget ofBytes(long limitBytes) {
        return new MemoryBudget(limitBytes, "MemoryBudget.ofBytes");
    }

    /// Returns the budget of this process.
    ///
    /// Its limit is what the system property `ndwire.memory` says, or else the environment variable `NDWIRE_MEMORY`
    /// (sizes as [ByteSizes#parse] reads them), or else three quarters of the physical memory of the machine or
    /// container. It is read once, at the first call that succeeds.
    ///
    /// @return the same budget at every call
    /// @throws IllegalArgumentException if the property or the variable holds no size
    public static MemoryBudget standard() {
        synchronized (MemoryBudget.class) {
            if (standard == null) {
                standard = of(MemorySettings.ofProcess());
            }
            return standard;
        }
    }

    static MemoryBudget of(MemorySettings settings) {
        return new MemoryBudget(settings.limitBytes(), MemorySettings.LIMIT_NAME);
    }

    /// Returns how many bytes may be alive at once.
    ///
    /// @return the limit in bytes
    public long limitBytes() {
        return limitBytes;
    }

    /// Returns how many bytes are reserved now, the idle ones of pools included.
    ///
    /// @return a number from 0 to [#limitBytes()]
    public long usedBytes() {
        return underLock(() -> usedBytes);
    }

    /// Returns the most bytes that were reserved at any one time.
    ///
    /// @return a number from [#usedBytes()] to [#limitBytes()]
    public long peakBytes() {
        return underLock(() -> peakBytes);
    }

    /// Reserves bytes, giving up idle and unreachable memory if need be.
    ///
    /// An interrupted thread waits as any other, and stays interrupted.
    ///
    /// @param byteSize how many, at least 0; to be given back by [#release(long)]
    /// @throws IllegalArgumentException if `byteSize` is negative
    /// @throws MemoryBudgetExceededException if the limit would be passed; then nothing is reserved
    public void reserve(long byteSize) {
        requireSize(byteSize);
        admit(byteSize, () -> tryReserve(byteSize) ? Boolean.TRUE : null);
    }

    /// Gives reserved bytes back.
    ///
    /// @param byteSize how many, at least 0 and at most what is in use
    /// @throws IllegalArgumentException if `byteSize` is negative or more than is in use; then nothing is released
    public void release(long byteSize) {
        requireSize(byteSize);
        lock.lock();
        try {
            if (byteSize > usedBytes) {
                throw new IllegalArgumentException(
                        "release of " + byteSize + " bytes: only " + usedBytes + " are in use");
            }
            usedBytes -= byteSize;
            signalGiven();
        } finally {
            lock.unlock();
        }
    }

    /// Makes `idleMemory` one of those that are asked before a request is refused.
    void register(IdleMemory idleMemory) {
        idle.add(idleMemory);
    }

    void unregister(IdleMemory idleMemory) {
        idle.remove(idleMemory);
    }

    /// Notes that reserved bytes passed to the garbage collector's care (`byteSize > 0`) or came out of it.
    void addAutomatic(long byteSize) {
        lock.lock();
        try {
            automatic.add(byteSize);
            signalGiven();
        } finally {
            lock.unlock();
        }
    }

    /// Asks for a garbage collection if automatic memory has grown so much that it is worth its time, and no other
    /// thread is at it. What is freed comes back a moment later, and is not waited for.
    void collectIfDue() {
        if (isCollectionDue() && collecting.tryLock()) {
            try {
                if (isCollectionDue()) {
                    collectGarbage();
                }
            } finally {
                collecting.unlock();
            }
        }
    }

    private boolean isCollectionDue() {
        lock.lock();
        try {
            return automatic.isCollectionDue();
        } finally {
            lock.unlock();
        }
    }

    private void collectGarbage() {
        long start = System.nanoTime();
        System.gc();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        lock.lock();
        try {
            automatic.collected(millis);
        } finally {
            lock.unlock();
        }
    }

    private static long usedHeapBytes() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// Wakes those who wait, because reserved bytes became idle.
    void announceIdle() {
        lock.lock();
        try {
            signalGiven();
        } finally {
            lock.unlock();
        }
    }

    /// Reserves if the limit allows it, giving up idle memory but collecting nothing.
    boolean tryReserve(long byteSize) {
        while (true) {
            long missing;
            long seen;
            lock.lock();
            try {
                missing = byteSize - (limitBytes - usedBytes);
                seen = givenCount;
                if (missing <= 0) {
                    usedBytes += byteSize;
                    peakBytes = Math.max(peakBytes, usedBytes);
                    return true;
                }
            } finally {
                lock.unlock();
            }
            // What another thread gave up meanwhile is not among our own gain, but is there all the same.
            if (byteSize > limitBytes || (giveUpIdle(missing) == 0 && givenCount() == seen)) {
                return false;
            }
        }
    }

    /// Calls `attempt` until it gives something, at first at once, then as collected memory comes back.
    ///
    /// @throws MemoryBudgetExceededException if all that could be given up was not enough
    <T> T admit(long byteSize, Supplier<@Nullable T> attempt) {
        for (int round = 0; round < ROUNDS; round++) {
            long seen = givenCount();
            T got = attempt.get();
            if (got == null && collectingCouldHelp(byteSize)) {
                got = collect(byteSize, attempt);
            }
            if (got != null) {
                return got;
            }
            // What came back between the attempt and the question whether collecting could help is worth an attempt.
            if (givenCount() == seen) {
                break;
            }
        }
        throw refusal(byteSize);
    }

    private MemoryBudgetExceededException refusal(long byteSize) {
        long used = usedBytes();
        return new MemoryBudgetExceededException(
                requested(byteSize) + " were asked for, but " + inUse(used), byteSize, used, limitBytes);
    }

    /// The error for memory that the budget has but the system would not give.
    MemoryBudgetExceededException refusalBySystem(long byteSize, String reason) {
        long used = usedBytes();
        return new MemoryBudgetExceededException(
                requested(byteSize) + " were refused by the system (" + reason + "); " + inUse(used),
                byteSize,
                used,
                limitBytes);
    }

    private static String requested(long byteSize) {
        return byteSize + " bytes of native memory (" + ByteSizes.format(byteSize) + ")";
    }

    private String inUse(long used) {
        return used + " of the " + limitBytes + " bytes (" + ByteSizes.format(limitBytes) + ") that are allowed by "
                + settingName + " are in use";
    }

    private <T> @Nullable T collect(long byteSize, Supplier<@Nullable T> attempt) {
        collecting.lock();
        try {
            T got = attempt.get();
            for (int i = 0; got == null && i < COLLECTIONS && collectingCouldHelp(byteSize); i++) {
                collectGarbage();
                got = attemptWhileMemoryComes(attempt);
            }
            return got;
        } finally {
            collecting.unlock();
        }
    }

    private <T> @Nullable T attemptWhileMemoryComes(Supplier<@Nullable T> attempt) {
        while (true) {
            long seen = givenCount();
            T got = attempt.get();
            if (got != null || !awaitGivenAfter(seen)) {
                return got;
            }
        }
    }

    private boolean collectingCouldHelp(long byteSize) {
        lock.lock();
        try {
            long automaticBytes = automatic.byteSize();
            return automaticBytes > 0 && byteSize <= limitBytes - (usedBytes - automaticBytes);
        } finally {
            lock.unlock();
        }
    }

    private long giveUpIdle(long byteSize) {
        long gained = 0;
        for (IdleMemory memory : idle) {
            if (gained < byteSize) {
                gained += memory.giveUp(byteSize - gained);
            }
        }
        return gained;
    }

    private long givenCount() {
        return underLock(() -> givenCount);
    }

    private boolean awaitGivenAfter(long seen) {
        boolean interrupted = false;
        lock.lock();
        try {
            long nanosLeft = QUIET_NANOS;
            while (givenCount == seen && nanosLeft > 0) {
                try {
                    nanosLeft = given.awaitNanos(nanosLeft);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return givenCount != seen;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void signalGiven() {
        givenCount++;
        given.signalAll();
    }

    private long underLock(java.util.function.LongSupplier value) {
        lock.lock();
        try {
            return value.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    private static void requireSize(long byteSize) {
        if (byteSize < 0) {
            throw new IllegalArgumentException(byteSize + " bytes: at least 0 is allowed");
        }
    }
}
