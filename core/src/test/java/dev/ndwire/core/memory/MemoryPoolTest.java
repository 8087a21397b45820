package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    private final MemoryBudget budget = MemoryBudget.ofBytes(64 * MIB);

    @BeforeEach
    void needsASourceThatRecycles() {
        assumeThat(Sources.AUTO).isInstanceOf(MappedRegions.class);
    }

    @Test
    void reusesTheMemoryOfAClosedLease() {
        MemoryPool pool = MemoryPool.of(budget, 8 * MIB);
        long address = use(pool, MIB);
        assertThat(use(pool, MIB)).isEqualTo(address);
        assertThat(pool.freshCount()).isEqualTo(1);
        assertThat(pool.reusedCount()).isEqualTo(1);
        assertThat(pool.idleBytes()).isEqualTo(MIB);
    }

    @Test
    void reusesWhatIsAQuarterLargerAndNothingLargerThanThat() {
        MemoryPool pool = MemoryPool.of(budget, 8 * MIB);
        long address = use(pool, 1280 * KIB);
        assertThat(use(pool, 960 * KIB)).isNotEqualTo(address);
        assertThat(use(pool, 1024 * KIB)).isEqualTo(address);
        assertThat(pool.reusedCount()).isEqualTo(1);
    }

    @Test
    void prefersTheSmallestThatFits() {
        MemoryPool pool = MemoryPool.of(budget, 32 * MIB);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            lease.allocate(1280 * KIB, 1);
            lease.allocate(1088 * KIB, 1);
            lease.allocate(1152 * KIB, 1);
        }
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            lease.allocate(MIB, 1);
            assertThat(pool.idleBytes()).isEqualTo((1280 + 1152) * KIB);
        }
    }

    @Test
    void keepsNoMoreIdleThanItMayAndDropsTheLeastRecentlyUsed() {
        MemoryPool pool = MemoryPool.of(budget, 3 * MIB);
        long first = use(pool, MIB);
        long second = use(pool, 2 * MIB);
        assertThat(use(pool, MIB)).isEqualTo(first);
        use(pool, 512 * KIB);
        assertThat(pool.idleBytes()).isEqualTo(1536 * KIB);
        assertThat(use(pool, MIB)).isEqualTo(first);
        assertThat(pool.freshCount()).isEqualTo(3);
        assertThat(second).isNotZero();
        assertThat(budget.usedBytes()).isEqualTo(1536 * KIB);
    }

    @Test
    void keepsNothingThatIsLargerThanItsLimit() {
        MemoryPool pool = MemoryPool.of(budget, MIB);
        use(pool, 2 * MIB);
        assertThat(pool.idleBytes()).isZero();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void reusesNothingWithAnIdleLimitOfZero() {
        MemoryPool pool = MemoryPool.of(budget, 0);
        use(pool, MIB);
        use(pool, MIB);
        assertThat(pool.freshCount()).isEqualTo(2);
        assertThat(pool.reusedCount()).isZero();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void givesAllIdleMemoryBackWhenTrimmed() {
        MemoryPool pool = MemoryPool.of(budget, 8 * MIB);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            lease.allocate(MIB, 1);
            use(pool, 2 * MIB);
            assertThat(pool.trim()).isEqualTo(2 * MIB);
            assertThat(budget.usedBytes()).isEqualTo(MIB);
        }
        assertThat(pool.trim()).isEqualTo(MIB);
        assertThat(pool.trim()).isZero();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void takesNoMemoryForALeaseBeforeItsFirstAllocation() {
        MemoryPool pool = MemoryPool.of(budget, 8 * MIB);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            assertThat(lease.isOpen()).isTrue();
            assertThat(budget.usedBytes()).isZero();
        }
        assertThat(pool.freshCount()).isZero();
    }

    @Test
    void givesItsIdleMemoryBackWhenNoOneCanReachIt() {
        use(MemoryPool.of(budget, 8 * MIB), MIB);
        assertThat(GarbageCollections.until(() -> budget.usedBytes() == 0)).isTrue();
    }

    @Test
    void leavesOpenLeasesAloneWhenNoOneCanReachIt() {
        Lease lease = MemoryPool.of(budget, 8 * MIB).lease(Ownership.LEASED);
        MemorySegment memory = lease.allocate(MIB, 1);
        use(MemoryPool.of(budget, 8 * MIB), 2 * MIB);
        assertThat(GarbageCollections.until(() -> budget.usedBytes() == MIB)).isTrue();
        memory.fill((byte) 1);
        lease.close();
        assertThat(GarbageCollections.until(() -> budget.usedBytes() == 0)).isTrue();
    }

    @Test
    void getsNothingBackFromALeaseThatIsDroppedUnclosed() {
        MemoryPool.of(budget, 0).lease(Ownership.LEASED).allocate(MIB, 1);
        use(MemoryPool.of(budget, 8 * MIB), MIB);
        // The second pool's memory shows when the collector has been here.
        assertThat(GarbageCollections.until(() -> budget.usedBytes() == MIB)).isTrue();
        assertThat(GarbageCollections.until(() -> budget.usedBytes() == 0, 5)).isFalse();
    }

    @Test
    void refusesANegativeIdleLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryPool.of(budget, -1))
                .withMessage("maxIdleBytes is -1: at least 0 is allowed");
    }

    @Test
    void describesItself() {
        MemoryPool pool = MemoryPool.of(budget, 8 * MIB);
        use(pool, MIB);
        assertThat(pool).hasToString("MemoryPool[idle 1 MiB, in use 1 MiB of 64 MiB, regions reused 0, fresh 1]");
    }

    @Test
    void keepsAnEighthOfThePhysicalMemoryAtMost() {
        assertThat(MemoryPool.standard()).isSameAs(MemoryPool.standard());
        assertThat(MemoryPool.standard().maxIdleBytes())
                .isEqualTo(MemorySettings.ofProcess().physicalBytes() / 8);
    }

    private static long use(MemoryPool pool, long byteSize) {
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            return lease.allocate(byteSize, 1).address();
        }
    }
}
