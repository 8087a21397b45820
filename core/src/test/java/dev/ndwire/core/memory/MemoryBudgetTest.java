package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    @Test
    void countsWhatIsReservedAndReleased() {
        MemoryBudget budget = MemoryBudget.ofBytes(100);
        budget.reserve(60);
        budget.reserve(40);
        budget.release(70);
        budget.reserve(0);
        assertThat(budget.limitBytes()).isEqualTo(100);
        assertThat(budget.usedBytes()).isEqualTo(30);
        assertThat(budget.peakBytes()).isEqualTo(100);
    }

    @Test
    void refusesWhatWouldPassTheLimit() {
        MemoryBudget budget = MemoryBudget.ofBytes(2048);
        budget.reserve(1000);
        MemoryBudgetExceededException refusal =
                catchThrowableOfType(MemoryBudgetExceededException.class, () -> budget.reserve(1049));
        assertThat(refusal)
                .hasMessage("1049 bytes of native memory (1.0 KiB) were asked for, but 1000 of the 2048 bytes (2 KiB)"
                        + " that are allowed by MemoryBudget.ofBytes are in use");
        assertThat(refusal.requestedBytes()).isEqualTo(1049);
        assertThat(refusal.usedBytes()).isEqualTo(1000);
        assertThat(refusal.limitBytes()).isEqualTo(2048);
        assertThat(budget.usedBytes()).isEqualTo(1000);
        assertThat(budget.peakBytes()).isEqualTo(1000);
        budget.reserve(1048);
    }

    @Test
    void refusesTheLargestRequestWithoutOverflow() {
        MemoryBudget budget = MemoryBudget.ofBytes(Long.MAX_VALUE);
        budget.reserve(1);
        assertThat(catchThrowableOfType(MemoryBudgetExceededException.class, () -> budget.reserve(Long.MAX_VALUE)))
                .isNotNull();
        budget.reserve(Long.MAX_VALUE - 1);
        assertThat(budget.usedBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesNegativeAmounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryBudget.ofBytes(-1))
                .withMessage("limit of -1 bytes: at least 0 is allowed");
        MemoryBudget budget = MemoryBudget.ofBytes(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.reserve(-1))
                .withMessage("-1 bytes: at least 0 is allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.release(-1))
                .withMessage("-1 bytes: at least 0 is allowed");
    }

    @Test
    void refusesToReleaseMoreThanIsInUse() {
        MemoryBudget budget = MemoryBudget.ofBytes(10);
        budget.reserve(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budget.release(5))
                .withMessage("release of 5 bytes: only 3 are in use");
        assertThat(budget.usedBytes()).isEqualTo(3);
    }

    @Test
    void givesUpIdleMemoryBeforeItRefuses() {
        MemoryBudget budget = MemoryBudget.ofBytes(256 << 10);
        MemoryPool pool = MemoryPool.of(budget, 256 << 10);
        fillAndClose(pool, 128 << 10);
        assertThat(pool.idleBytes()).isEqualTo(128 << 10);
        assertThat(budget.usedBytes()).isEqualTo(128 << 10);
        budget.reserve(129 << 10);
        assertThat(pool.idleBytes()).isZero();
        assertThat(budget.usedBytes()).isEqualTo(129 << 10);
    }

    @Test
    void givesUpNoMoreIdleMemoryThanItMust() {
        MemoryBudget budget = MemoryBudget.ofBytes(512 << 10);
        MemoryPool first = MemoryPool.of(budget, 512 << 10);
        MemoryPool second = MemoryPool.of(budget, 512 << 10);
        fillAndClose(first, 128 << 10);
        fillAndClose(second, 256 << 10);
        budget.reserve(129 << 10);
        assertThat(first.idleBytes() + second.idleBytes()).isEqualTo(256 << 10);
    }

    @Test
    void collectsNothingWhereThatCouldNotHelp() {
        MemoryBudget budget = MemoryBudget.ofBytes(1 << 20);
        MemoryPool pool = MemoryPool.of(budget, 0);
        budget.reserve(512 << 10);
        try (Lease leased = pool.lease(Ownership.LEASED);
                Lease automatic = pool.lease(Ownership.AUTOMATIC)) {
            leased.allocate(128 << 10, 1);
            long before = GarbageCollections.count();
            assertThat(catchThrowableOfType(MemoryBudgetExceededException.class, () -> leased.allocate(512 << 10, 1)))
                    .isNotNull();
            automatic.allocate(128 << 10, 1);
            // With all of the automatic memory back it would still not fit.
            assertThat(catchThrowableOfType(MemoryBudgetExceededException.class, () -> leased.allocate(512 << 10, 1)))
                    .isNotNull();
            assertThat(GarbageCollections.count()).isEqualTo(before);
        }
    }

    @Test
    void keepsAnInterruptedThreadInterruptedWhileItWaits() {
        MemoryBudget budget = MemoryBudget.ofBytes(1 << 20);
        MemoryPool pool = MemoryPool.of(budget, 0);
        Lease automatic = pool.lease(Ownership.AUTOMATIC);
        var kept = automatic.allocate(1 << 20, 1);
        Thread.currentThread().interrupt();
        assertThat(catchThrowableOfType(MemoryBudgetExceededException.class, () -> budget.reserve(1)))
                .isNotNull();
        assertThat(Thread.interrupted()).isTrue();
        kept.set(java.lang.foreign.ValueLayout.JAVA_BYTE, 0, (byte) 1);
    }

    @Test
    void countsRightWhenManyThreadsReserveAtOnce() throws Exception {
        MemoryBudget budget = MemoryBudget.ofBytes(1000);
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> runs = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> executor.submit(() -> {
                        start.await();
                        for (int i = 0; i < 10_000; i++) {
                            budget.reserve(250);
                            budget.release(250);
                        }
                        return thread;
                    }))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        }
        assertThat(budget.usedBytes()).isZero();
        assertThat(budget.peakBytes()).isBetween(250L, 1000L);
    }

    @Test
    void isTheSameForTheWholeProcess() {
        assertThat(MemoryBudget.standard()).isSameAs(MemoryBudget.standard());
        assertThat(MemoryPool.standard().budget()).isSameAs(MemoryBudget.standard());
    }

    private static void fillAndClose(MemoryPool pool, long byteSize) {
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            lease.allocate(byteSize, 1).fill((byte) 1);
        }
    }
}
