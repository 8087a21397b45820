package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for leases with either source of memory.
class LeaseTest {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void allocatesExactlyWhatIsAskedFor(NativeRegions source) {
        MemoryPool pool = Sources.pool(source, 64 * MIB);
        for (Ownership ownership : Ownership.values()) {
            try (Lease lease = pool.lease(ownership)) {
                assertThat(lease.ownership()).isEqualTo(ownership);
                for (long byteSize : new long[] {1, 7, 65535, 65536, 65537, 1048575, 1048576, 5 * MIB + 3}) {
                    MemorySegment memory = lease.allocate(byteSize, 1);
                    assertThat(memory.byteSize()).isEqualTo(byteSize);
                    assertThat(memory.isNative()).isTrue();
                    memory.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
                    memory.set(ValueLayout.JAVA_BYTE, byteSize - 1, (byte) 2);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void knowsItsOwnMemoryFromThatOfOthers(NativeRegions source) {
        MemoryPool pool = Sources.pool(source, 64 * MIB);
        for (Ownership ownership : Ownership.values()) {
            try (Lease lease = pool.lease(ownership);
                    Lease other = pool.lease(ownership);
                    Arena arena = Arena.ofConfined()) {
                assertThat(lease.owns(MemorySegment.NULL)).isFalse();
                for (long byteSize : new long[] {1, 100, 64 * KIB, 2 * MIB}) {
                    MemorySegment memory = lease.allocate(byteSize, 1);
                    assertThat(lease.owns(memory)).isTrue();
                    assertThat(lease.owns(memory.asSlice(byteSize / 2).asReadOnly()))
                            .isTrue();
                    assertThat(other.owns(memory)).isFalse();
                    assertThat(lease.owns(other.allocate(byteSize, 1))).isFalse();
                }
                assertThat(lease.owns(arena.allocate(8))).isFalse();
                assertThat(lease.owns(MemorySegment.ofArray(new byte[8]))).isFalse();
            }
        }
    }

    @Test
    void runsActionsOnceBeforeItsMemoryGoesTheLastOneFirst() {
        List<String> ran = new ArrayList<>();
        Lease lease = MemoryPool.standard().lease(Ownership.LEASED);
        MemorySegment memory = lease.allocate(8, 8);
        lease.onEnd(() -> ran.add("first, alive: " + memory.scope().isAlive()));
        lease.onEnd(() -> ran.add("second"));
        assertThat(ran).isEmpty();
        lease.close();
        lease.close();
        assertThat(ran).containsExactly("second", "first, alive: true");
        assertThat(memory.scope().isAlive()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> lease.onEnd(() -> {}))
                .withMessage("this lease is closed");
    }

    @Test
    void runsActionsWhenItsLastHoldIsClosedAndKeepsMemoryForPins() {
        List<String> ran = new ArrayList<>();
        Lease lease = MemoryPool.standard().lease(Ownership.LEASED);
        MemorySegment memory = lease.allocate(8, 8);
        Lease.Hold pin = lease.pin();
        Lease.Hold hold = lease.hold();
        lease.onEnd(() -> ran.add("ended"));
        lease.close();
        assertThat(ran).isEmpty();
        hold.close();
        assertThat(ran).containsExactly("ended");
        assertThat(memory.scope().isAlive()).isTrue();
        pin.close();
        pin.close();
        assertThat(memory.scope().isAlive()).isFalse();
        assertThat(ran).hasSize(1);
        assertThatIllegalStateException().isThrownBy(lease::pin).withMessage("this lease is closed");
    }

    @Test
    void takesItsMemoryWhenAnActionClosesTheLastPin() {
        Lease lease = MemoryPool.standard().lease(Ownership.LEASED);
        MemorySegment memory = lease.allocate(8, 8);
        Lease.Hold pin = lease.pin();
        lease.onEnd(pin::close);
        lease.close();
        assertThat(memory.scope().isAlive()).isFalse();
    }

    @Test
    void runsNoActionsWhereClosingTakesNoMemory() {
        List<String> ran = new ArrayList<>();
        Lease automatic = MemoryPool.standard().lease(Ownership.AUTOMATIC);
        automatic.onEnd(() -> ran.add("automatic"));
        automatic.close();
        Lease.none().onEnd(() -> ran.add("none"));
        Lease.none().close();
        assertThat(ran).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void alignsAsAskedAndLargeOnesTo64BytesAtLeast(NativeRegions source) {
        MemoryPool pool = Sources.pool(source, 256 * MIB);
        for (Ownership ownership : Ownership.values()) {
            try (Lease lease = pool.lease(ownership)) {
                for (long alignment = 1; alignment <= 2 * MIB; alignment *= 2) {
                    assertThat(lease.allocate(3, alignment).address() % alignment)
                            .isZero();
                    MemorySegment large = lease.allocate(64 * KIB, alignment);
                    assertThat(large.address() % Math.max(64, alignment)).isZero();
                    large.fill((byte) 1);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void invalidatesAllItsMemoryWhenItIsClosed(NativeRegions source) {
        MemoryPool pool = Sources.pool(source, 64 * MIB);
        Lease lease = pool.lease(Ownership.LEASED);
        MemorySegment small = lease.allocate(100, 8);
        MemorySegment large = lease.allocate(2 * MIB, 8);
        ByteBuffer buffer = large.asSlice(10, 10).asByteBuffer();
        lease.close();
        assertThat(lease.isOpen()).isFalse();
        for (MemorySegment memory : new MemorySegment[] {small, large, small.asSlice(1, 1)}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0))
                    .withMessage("Already closed");
        }
        assertThatIllegalStateException().isThrownBy(() -> buffer.get(0));
        assertThat(pool.budget().usedBytes()).isEqualTo(pool.idleBytes());
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void refusesAllocationsAndHoldsOnceClosed(NativeRegions source) {
        Lease lease = Sources.pool(source, 64 * MIB).lease(Ownership.LEASED);
        lease.close();
        lease.close();
        for (long byteSize : new long[] {0, 1, MIB}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> lease.allocate(byteSize, 1))
                    .withMessage("this lease is closed");
        }
        assertThatIllegalStateException().isThrownBy(lease::hold).withMessage("this lease is closed");
        assertThat(lease).hasToString("Lease[LEASED, closed]");
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void takesNoMemoryForZeroBytes(Ownership ownership) {
        MemoryPool pool = Sources.pool(Sources.AUTO, 0);
        MemorySegment empty;
        try (Lease lease = pool.lease(ownership)) {
            empty = lease.allocate(0, 4096);
            assertThat(empty.byteSize()).isZero();
            assertThat(empty.address() % 4096).isZero();
        }
        assertThat(empty.scope().isAlive()).isTrue();
        assertThat(pool.budget().peakBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void refusesSizesAndAlignmentsThatAreNone(Ownership ownership) {
        try (Lease lease = Sources.pool(Sources.AUTO, MIB).lease(ownership)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> lease.allocate(-1, 1))
                    .withMessage("-1 bytes: at least 0 is allowed");
            for (long alignment : new long[] {0, -8, 3, Long.MIN_VALUE}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> lease.allocate(1, alignment))
                        .withMessage("alignment of " + alignment + " bytes: only a power of two is allowed");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2 * MIB, 1L << 40, Long.MAX_VALUE - 65536, Long.MAX_VALUE})
    void refusesWhatTheBudgetDoesNotAllowAndWorksOn(long byteSize) {
        MemoryPool pool = Sources.pool(Sources.AUTO, MIB);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment kept = lease.allocate(64 * KIB, 1);
            assertThat(catchThrowableOfType(
                            MemoryBudgetExceededException.class, () -> lease.allocate(byteSize, 1 << 20)))
                    .isNotNull();
            assertThat(pool.budget().usedBytes()).isEqualTo(64 * KIB);
            kept.fill((byte) 1);
            lease.allocate(960 * KIB, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void refusesByNameWhatTheSystemDoesNotHave(NativeRegions source) {
        MemoryPool pool = Sources.pool(source, Long.MAX_VALUE);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            try (Lease other = pool.lease(Ownership.LEASED)) {
                other.allocate(MIB, 1);
            }
            for (long byteSize : new long[] {1L << 60, Long.MAX_VALUE - 65536}) {
                MemoryBudgetExceededException refusal =
                        catchThrowableOfType(MemoryBudgetExceededException.class, () -> lease.allocate(byteSize, 1));
                assertThat(refusal).hasMessageContaining(" were refused by the system (");
                assertThat(refusal.limitBytes()).isEqualTo(Long.MAX_VALUE);
            }
            assertThat(pool.budget().usedBytes()).isZero();
            lease.allocate(MIB, 1).fill((byte) 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void letsSmallAllocationsShareSlabsThatGrow(Ownership ownership) {
        MemoryPool pool = Sources.pool(Sources.AUTO, 64 * MIB);
        try (Lease lease = pool.lease(ownership)) {
            MemorySegment first = lease.allocate(1, 1);
            assertThat(lease.allocate(8, 8).address()).isEqualTo(first.address() + 8);
            assertThat(pool.budget().usedBytes()).isEqualTo(64 * KIB);
            lease.allocate(64 * KIB - 1, 1);
            assertThat(pool.budget().usedBytes()).isEqualTo((64 + 128) * KIB);
            while (pool.budget().usedBytes() < 10 * MIB) {
                long before = pool.budget().usedBytes();
                lease.allocate(32 * KIB, 64);
                assertThat(pool.budget().usedBytes() - before).isIn(0L, 256 * KIB, 512 * KIB, MIB);
            }
            assertThat(pool.freshCount()).isEqualTo(14);
        }
    }

    @Test
    void keepsAllocationsApart() {
        MemoryPool pool = Sources.pool(Sources.AUTO, 64 * MIB);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment[] all = new MemorySegment[1000];
            for (int i = 0; i < all.length; i++) {
                all[i] = lease.allocate(1 + i % 97 * 31, 1L << i % 13);
                all[i].fill((byte) i);
            }
            for (int i = 0; i < all.length; i++) {
                for (long offset = 0; offset < all[i].byteSize(); offset++) {
                    assertThat(all[i].get(ValueLayout.JAVA_BYTE, offset)).isEqualTo((byte) i);
                }
            }
        }
    }

    @Test
    void givesDirtyMemoryWhenItIsReused() {
        org.assertj.core.api.Assumptions.assumeThat(Sources.AUTO).isInstanceOf(MappedRegions.class);
        MemoryPool pool = Sources.pool(Sources.AUTO, 64 * MIB);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment fresh = lease.allocate(MIB, 1);
            assertThat(fresh.get(ValueLayout.JAVA_BYTE, 12345)).isZero();
            fresh.fill((byte) 42);
        }
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            assertThat(lease.allocate(MIB, 1).get(ValueLayout.JAVA_BYTE, 12345)).isEqualTo((byte) 42);
        }
    }

    @Test
    void writesWholeStringsIntoDirtyMemory() {
        MemoryPool pool = Sources.pool(Sources.AUTO, MIB);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            lease.allocate(32 * KIB, 1).fill((byte) 42);
        }
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            assertThat(lease.allocateFrom("naïve").getString(0)).isEqualTo("naïve");
            assertThat(lease.allocateFrom(ValueLayout.JAVA_INT, 1, 2, 3).toArray(ValueLayout.JAVA_INT))
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void mayBeUsedAndClosedByAnotherThread() throws Exception {
        MemoryPool pool = Sources.pool(Sources.AUTO, MIB);
        Lease lease = pool.lease(Ownership.LEASED);
        MemorySegment mine = lease.allocate(100, 1);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            MemorySegment theirs = executor.submit(() -> {
                        mine.fill((byte) 7);
                        return lease.allocate(100, 1);
                    })
                    .get();
            theirs.copyFrom(mine);
            assertThat(theirs.get(ValueLayout.JAVA_BYTE, 99)).isEqualTo((byte) 7);
            executor.submit(lease::close).get();
        }
        assertThat(mine.scope().isAlive()).isFalse();
    }

    @Test
    void costsNothingWhereItIsEmpty() {
        try (Lease none = Lease.none();
                Lease.Hold hold = none.hold()) {
            assertThat(none.allocate(0, 8).byteSize()).isZero();
            assertThatThrownBy(() -> none.allocate(5, 1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("5 bytes were asked for, but this is the empty lease, which has none");
            assertThat(hold).isNotNull();
        }
        assertThat(Lease.none().isOpen()).isTrue();
        assertThat(Lease.none().ownership()).isEqualTo(Ownership.LEASED);
        assertThat(Lease.none()).isSameAs(Lease.none()).hasToString("Lease[none]");
    }
}
