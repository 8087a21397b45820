package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads from the system how much memory this process really has.
@EnabledOnOs(OS.LINUX)
class ResidentMemoryTest {
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void claimsOneGibibyteWithoutTakingMemoryUntilItIsTouched(NativeRegions source) throws IOException {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(GIB), 0, source);
        long leastRise = Long.MAX_VALUE;
        // The JVM's own heap and code grow too now and then: the smallest of some rises is the allocation's.
        for (int i = 0; i < 5; i++) {
            try (Lease lease = pool.lease(Ownership.LEASED)) {
                long before = ResidentMemory.bytes();
                MemorySegment memory = lease.allocate(GIB, 64);
                leastRise = Math.min(leastRise, ResidentMemory.bytes() - before);
                assertThat(memory.byteSize()).isEqualTo(GIB);
            }
        }
        assertThat(leastRise).isLessThan(4 * MIB);
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void takesWhatIsTouchedAndGivesItBack(NativeRegions source) throws IOException {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(GIB), 0, source);
        long before = ResidentMemory.bytes();
        long touched;
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = lease.allocate(GIB, 64);
            for (long offset = 0; offset < 64 * MIB; offset += 4096) {
                memory.set(ValueLayout.JAVA_BYTE, offset, (byte) 1);
            }
            touched = ResidentMemory.bytes();
        }
        assertThat(touched - before).isBetween(63 * MIB, 96 * MIB);
        assertThat(touched - ResidentMemory.bytes()).isGreaterThan(48 * MIB);
    }

    @Test
    void touchesLargeRegionsInHugePagesWhereTheSystemHasThem() throws IOException {
        Path setting = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        assumeTrue(Files.exists(setting) && !Files.readString(setting).contains("[never]"), "no huge pages here");
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(GIB), 0);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            long before = ResidentMemory.hugeBytes();
            lease.allocate(64 * MIB, 64).fill((byte) 1);
            // A system whose memory is in pieces gives fewer.
            assertThat(ResidentMemory.hugeBytes()).isGreaterThan(before);
        }
    }
}
