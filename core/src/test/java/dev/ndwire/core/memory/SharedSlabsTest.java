package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Small messages that share memory.
class SharedSlabsTest {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final long SLAB = 64 * KIB;

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(64 * MIB), 8 * MIB);

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void smallMessagesLieSideBySide(NativeRegions source) {
        MemoryPool portable = Sources.pool(source, 64 * MIB);
        try (Lease one = portable.leaseForMessage(Ownership.LEASED);
                Lease two = portable.leaseForMessage(Ownership.LEASED)) {
            MemorySegment first = one.allocate(KIB, 64);
            MemorySegment second = two.allocate(KIB, 64);
            assertThat(second.address()).isEqualTo(first.address() + KIB);
            assertThat(portable.budget().usedBytes()).isEqualTo(SharedSlabs.LARGE_BYTES);
            assertThat(one.owns(first)).isTrue();
            assertThat(one.owns(first.asSlice(KIB - 1, 1))).isTrue();
            assertThat(one.owns(second)).isFalse();
            assertThat(two.owns(first)).isFalse();
        }
    }

    @Test
    void whatIsSmallEndsWithItsSlab() {
        Lease lease = pool.leaseForMessage(Ownership.LEASED);
        MemorySegment memory = lease.allocate(KIB, 1).fill((byte) 7);
        lease.close();
        assertThatIllegalStateException().isThrownBy(() -> lease.allocate(1, 1)).withMessage("this lease is closed");
        for (int others = 0; others < 62; others++) {
            useAndClose(KIB);
        }
        assertThat(memory.get(ValueLayout.JAVA_BYTE, KIB - 1)).isEqualTo((byte) 7);
        useAndClose(KIB);
        assertThat(memory.get(ValueLayout.JAVA_BYTE, KIB - 1)).isEqualTo((byte) 7);
        useAndClose(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0))
                .withMessage("Already closed");
        assertThat(pool.budget().usedBytes()).isEqualTo(2 * SLAB);
        assertThat(pool.idleBytes()).isEqualTo(SLAB);
    }

    @Test
    void aSlabLivesAsLongAsOneMessageOnIt() {
        Lease kept = pool.leaseForMessage(Ownership.LEASED);
        MemorySegment memory = kept.allocate(KIB, 1).fill((byte) 3);
        for (int others = 0; others < 200; others++) {
            useAndClose(KIB);
        }
        assertThat(memory.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 3);
        kept.close();
        assertThat(memory.scope().isAlive()).isFalse();
    }

    @Test
    void slabsAreLargeWhereAPoolHasMuchMemoryAndFewMessagesAreKept() {
        MemoryPool large = MemoryPool.of(MemoryBudget.ofBytes(128 * MIB), SharedSlabs.LARGE_FROM_IDLE_BYTES);
        List<Lease> kept = new ArrayList<>();
        long largeCount = SharedSlabs.MAX_KEPT_BYTES / SharedSlabs.LARGE_BYTES + 1;
        for (int slab = 0; slab < largeCount + 10; slab++) {
            long used = large.budget().usedBytes();
            Lease first = large.leaseForMessage(Ownership.LEASED);
            first.allocate(KIB, 1);
            kept.add(first);
            long last = large.budget().usedBytes() - used;
            assertThat(last).isEqualTo(slab < largeCount ? SharedSlabs.LARGE_BYTES : SLAB);
            for (long others = 1; others < last / KIB; others++) {
                try (Lease lease = large.leaseForMessage(Ownership.LEASED)) {
                    lease.allocate(KIB, 1);
                }
            }
            assertThat(large.budget().usedBytes() - used).isEqualTo(last);
        }
        kept.forEach(Lease::close);
        large.trim();
        assertThat(large.budget().usedBytes()).isZero();
        try (Lease lease = large.leaseForMessage(Ownership.LEASED)) {
            lease.allocate(KIB, 1);
            assertThat(large.budget().usedBytes()).isEqualTo(SharedSlabs.LARGE_BYTES);
        }
    }

    @Test
    void holdsAndPinsKeepASlab() {
        Lease lease = pool.leaseForMessage(Ownership.LEASED);
        MemorySegment memory = lease.allocate(KIB, 1);
        Lease.Hold hold = lease.hold();
        Lease.Hold pin = lease.pin();
        lease.close();
        pool.trim();
        assertThat(memory.scope().isAlive()).isTrue();
        hold.close();
        pool.trim();
        assertThat(memory.scope().isAlive()).isTrue();
        pin.close();
        pool.trim();
        assertThat(memory.scope().isAlive()).isFalse();
        assertThat(pool.budget().usedBytes()).isZero();
    }

    @Test
    void whatIsLargeEndsWithItsLease() {
        Lease lease = pool.leaseForMessage(Ownership.LEASED);
        MemorySegment first = lease.allocate(10 * KIB, 1);
        MemorySegment beyond = lease.allocate(7 * KIB, 1);
        MemorySegment large = lease.allocate(SLAB, 1);
        MemorySegment last = lease.allocate(6 * KIB, 1);
        assertThat(List.of(lease.owns(first), lease.owns(beyond), lease.owns(large), lease.owns(last)))
                .containsOnly(true);
        lease.close();
        assertThat(first.scope().isAlive()).isTrue();
        assertThat(beyond.scope().isAlive()).isFalse();
        assertThat(large.scope().isAlive()).isFalse();
        assertThat(last.scope().isAlive()).isFalse();
    }

    @Test
    void aLeaseOfOnesOwnSharesNothing() {
        Lease lease = pool.lease(Ownership.LEASED);
        MemorySegment memory = lease.allocate(1, 1);
        lease.close();
        assertThat(memory.scope().isAlive()).isFalse();
    }

    @Test
    void aPoolThatKeepsNothingSharesNothing() {
        MemoryPool strict = MemoryPool.of(MemoryBudget.ofBytes(MIB), SLAB - 1);
        Lease lease = strict.leaseForMessage(Ownership.LEASED);
        MemorySegment memory = lease.allocate(1, 1);
        lease.close();
        assertThat(memory.scope().isAlive()).isFalse();
        assertThat(strict.budget().usedBytes()).isZero();
    }

    @Test
    void anUnusedSlabIsGivenUpBeforeTheBudgetRefuses() {
        MemoryBudget budget = MemoryBudget.ofBytes(SLAB);
        MemoryPool small = MemoryPool.of(budget, SLAB);
        Lease lease = small.leaseForMessage(Ownership.LEASED);
        MemorySegment memory = lease.allocate(1, 1);
        lease.close();
        budget.reserve(SLAB);
        assertThat(memory.scope().isAlive()).isFalse();
        budget.release(SLAB);
    }

    @Test
    void leasesOutliveTheirPool() {
        MemoryBudget budget = MemoryBudget.ofBytes(MIB);
        Lease lease = MemoryPool.of(budget, MIB).leaseForMessage(Ownership.LEASED);
        MemorySegment before = lease.allocate(1, 1);
        MemoryPool.of(budget, MIB).leaseForMessage(Ownership.LEASED).close();
        assertThat(GarbageCollections.until(() -> !lease.allocate(1, 1).scope().equals(before.scope())))
                .isTrue();
        before.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        lease.close();
        assertThat(before.scope().isAlive()).isFalse();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void messagesOfManyThreadsNeverMix() throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                long seed = 20_261_126L + thread;
                byte mark = (byte) (thread + 1);
                runs.add(executor.submit(() -> keepSome(new Random(seed), mark, "seed " + seed)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        pool.trim();
        assertThat(pool.budget().usedBytes()).isZero();
    }

    /// Keeps up to 20 messages at a time, and looks at each before it is closed and while it is readable after that.
    private void keepSome(Random random, byte mark, String seed) {
        List<Lease> open = new ArrayList<>();
        List<MemorySegment> memories = new ArrayList<>();
        for (int round = 0; round < 5000; round++) {
            Lease lease = pool.leaseForMessage(Ownership.LEASED);
            open.add(lease);
            memories.add(lease.allocate(1 + random.nextInt(3000), 1L << random.nextInt(8))
                    .fill(mark));
            if (open.size() == 20) {
                int index = random.nextInt(20);
                MemorySegment memory = memories.remove(index);
                assertThat(memory.get(ValueLayout.JAVA_BYTE, memory.byteSize() - 1))
                        .as(seed)
                        .isEqualTo(mark);
                open.remove(index).close();
                if (memory.scope().isAlive()) {
                    expectMarkOrEnd(memory, mark, seed);
                }
            }
        }
        open.forEach(Lease::close);
    }

    private static void expectMarkOrEnd(MemorySegment memory, byte mark, String seed) {
        try {
            assertThat(memory.get(ValueLayout.JAVA_BYTE, 0)).as(seed).isEqualTo(mark);
        } catch (IllegalStateException e) {
            // Another thread closed the last message on the slab just now.
            assertThat(e).hasMessage("Already closed");
        }
    }

    private void useAndClose(long byteSize) {
        try (Lease lease = pool.leaseForMessage(Ownership.LEASED)) {
            lease.allocate(byteSize, 1);
        }
    }
}
