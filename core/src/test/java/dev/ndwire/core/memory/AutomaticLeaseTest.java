package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutomaticLeaseTest {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void allocatesManyTimesTheBudgetWhenAllIsDroppedAtOnce(NativeRegions source) {
        MemoryPool pool = Sources.pool(source, 16 * MIB);
        for (int i = 0; i < 60; i++) {
            try (Lease lease = pool.lease(Ownership.AUTOMATIC)) {
                lease.allocate(4 * MIB, 1).set(ValueLayout.JAVA_BYTE, 0, (byte) i);
            }
        }
        assertThat(pool.budget().peakBytes()).isLessThanOrEqualTo(16 * MIB);
    }

    @Test
    void allocatesGibibytesThatAreDroppedAtOnce() {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(4L << 30), 0);
        for (int i = 0; i < 40; i++) {
            pool.lease(Ownership.AUTOMATIC).allocate(1L << 30, 1).set(ValueLayout.JAVA_BYTE, 0, (byte) i);
        }
        assertThat(pool.freshCount()).isEqualTo(40);
    }

    @Test
    void allocatesSmallOnesManyTimesTheBudget() {
        MemoryPool pool = Sources.pool(Sources.AUTO, 4 * MIB);
        for (int i = 0; i < 300; i++) {
            pool.lease(Ownership.AUTOMATIC).allocate(48 * KIB, 8).fill((byte) i);
        }
        assertThat(pool.budget().peakBytes()).isLessThanOrEqualTo(4 * MIB);
    }

    @Test
    void servesManyThreadsThatDropMemoryAtOnce() throws Exception {
        MemoryPool pool = Sources.pool(Sources.AUTO, 32 * MIB);
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                runs.add(executor.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        pool.lease(Ownership.AUTOMATIC).allocate(4 * MIB, 1).set(ValueLayout.JAVA_BYTE, 0, (byte) i);
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        assertThat(pool.budget().peakBytes()).isLessThanOrEqualTo(32 * MIB);
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void freesNothingThatCanBeReached(NativeRegions source) {
        MemoryPool pool = Sources.pool(source, 4 * MIB);
        Lease lease = pool.lease(Ownership.AUTOMATIC);
        List<MemorySegment> kept = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            // A slice alone must do.
            MemorySegment memory = lease.allocate(MIB, 1);
            memory.fill((byte) i);
            kept.add(memory.asSlice(MIB - 10, 10));
        }
        lease.close();
        assertThat(catchThrowableOfType(
                        MemoryBudgetExceededException.class,
                        () -> pool.lease(Ownership.AUTOMATIC).allocate(MIB, 1)))
                .hasMessage("1048576 bytes of native memory (1 MiB) were asked for, but 4194304 of the 4194304 bytes"
                        + " (4 MiB) that are allowed by MemoryBudget.ofBytes are in use");
        for (int i = 0; i < 4; i++) {
            assertThat(kept.get(i).get(ValueLayout.JAVA_BYTE, 9)).isEqualTo((byte) i);
        }
        kept.remove(0);
        pool.lease(Ownership.AUTOMATIC).allocate(MIB, 1).fill((byte) 9);
        assertThat(kept.get(0).get(ValueLayout.JAVA_BYTE, 9)).isEqualTo((byte) 1);
    }

    @Test
    void makesRoomForLeasedMemoryToo() {
        MemoryPool pool = Sources.pool(Sources.AUTO, 4 * MIB);
        pool.lease(Ownership.AUTOMATIC).allocate(4 * MIB, 1);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            lease.allocate(4 * MIB, 1).fill((byte) 1);
        }
        pool.lease(Ownership.AUTOMATIC).allocate(4 * MIB, 1);
        pool.budget().reserve(1);
        assertThat(pool.budget().usedBytes()).isEqualTo(1);
    }

    @Test
    void losesNoMemoryWhenItIsClosed() {
        MemoryPool pool = Sources.pool(Sources.AUTO, 64 * MIB);
        Lease lease = pool.lease(Ownership.AUTOMATIC);
        MemorySegment small = lease.allocate(10, 1);
        MemorySegment large = lease.allocate(MIB, 1);
        lease.close();
        lease.close();
        assertThat(lease.isOpen()).isFalse();
        assertThat(lease).hasToString("Lease[AUTOMATIC, closed]");
        assertThatIllegalStateException().isThrownBy(() -> lease.allocate(1, 1)).withMessage("this lease is closed");
        lease.hold().close();
        small.fill((byte) 1);
        large.fill((byte) 1);
    }

    @Test
    void keepsASlabNoLongerThanWhatIsOnIt() {
        MemoryPool pool = Sources.pool(Sources.AUTO, 64 * MIB);
        Lease lease = pool.lease(Ownership.AUTOMATIC);
        List<MemorySegment> kept = new ArrayList<>(List.of(lease.allocate(10, 1)));
        lease.allocate(MIB, 1);
        assertThat(GarbageCollections.until(() -> pool.budget().usedBytes() - pool.idleBytes() == 64 * KIB))
                .isTrue();
        lease.close();
        kept.getFirst().fill((byte) 1);
        kept.clear();
        assertThat(GarbageCollections.until(() -> pool.budget().usedBytes() == pool.idleBytes()))
                .isTrue();
    }
}
