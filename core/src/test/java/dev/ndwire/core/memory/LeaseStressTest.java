package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Many threads on one pool, with no more budget than they need together.
class LeaseStressTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 1500;
    private static final long LARGEST = 512 << 10;

    @Test
    void neitherRefusesNorMixesUpMemoryThatSufficesExactly() throws Exception {
        MemoryBudget budget = MemoryBudget.ofBytes(THREADS * LARGEST);
        MemoryPool pool = MemoryPool.of(budget, THREADS * LARGEST / 2);
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long seed = 20_250_925L + thread;
                byte mark = (byte) (thread + 1);
                runs.add(executor.submit(() -> run(pool, new Random(seed), mark, "seed " + seed)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        assertThat(budget.usedBytes()).isEqualTo(pool.idleBytes());
        pool.trim();
        assertThat(budget.usedBytes()).isZero();
        assertThat(pool.reusedCount() + pool.freshCount()).isEqualTo((long) THREADS * ROUNDS);
    }

    private static void run(MemoryPool pool, Random random, byte mark, String seed) {
        for (int i = 0; i < ROUNDS; i++) {
            Lease lease = pool.lease(Ownership.LEASED);
            MemorySegment memory = lease.allocate(1 + random.nextLong(LARGEST), 1);
            Lease.Hold hold = random.nextBoolean() ? lease.hold() : null;
            memory.fill(mark);
            if (hold != null) {
                lease.close();
            }
            long at = random.nextLong(memory.byteSize());
            assertThat(memory.get(ValueLayout.JAVA_BYTE, at)).as(seed).isEqualTo(mark);
            assertThat(memory.get(ValueLayout.JAVA_BYTE, memory.byteSize() - 1))
                    .as(seed)
                    .isEqualTo(mark);
            if (hold != null) {
                hold.close();
            }
            lease.close();
        }
    }

    @Test
    void closesOnceUnderAllThreadsThatUseIt() throws Exception {
        MemoryBudget budget = MemoryBudget.ofBytes(64 << 20);
        MemoryPool pool = MemoryPool.of(budget, 64 << 20);
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < 200; round++) {
                Lease lease = pool.lease(Ownership.LEASED);
                List<Future<?>> runs = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    boolean closes = thread == 0;
                    runs.add(executor.submit(() -> allocateUntilClosed(lease, closes)));
                }
                for (Future<?> run : runs) {
                    run.get();
                }
                assertThat(budget.usedBytes()).isEqualTo(pool.idleBytes());
            }
        }
    }

    private static void allocateUntilClosed(Lease lease, boolean closes) {
        try {
            for (int i = 0; i < 40; i++) {
                lease.allocate(i % 4 == 0 ? 100_000 : 1000, 8).set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
                if (closes && i == 20) {
                    lease.close();
                }
            }
        } catch (IllegalStateException e) {
            assertThat(e.getMessage()).isIn("this lease is closed", "Already closed");
        }
        assertThat(closes && lease.isOpen()).isFalse();
    }
}
