package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
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
                long before = residentBytes();
                MemorySegment memory = lease.allocate(GIB, 64);
                leastRise = Math.min(leastRise, residentBytes() - before);
                assertThat(memory.byteSize()).isEqualTo(GIB);
            }
        }
        assertThat(leastRise).isLessThan(4 * MIB);
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void takesWhatIsTouchedAndGivesItBack(NativeRegions source) throws IOException {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(GIB), 0, source);
        long before = residentBytes();
        long touched;
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = lease.allocate(GIB, 64);
            for (long offset = 0; offset < 64 * MIB; offset += 4096) {
                memory.set(ValueLayout.JAVA_BYTE, offset, (byte) 1);
            }
            touched = residentBytes();
        }
        assertThat(touched - before).isBetween(63 * MIB, 96 * MIB);
        assertThat(touched - residentBytes()).isGreaterThan(48 * MIB);
    }

    private static long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps_rollup"))) {
            if (line.startsWith("Rss:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("no line Rss in /proc/self/smaps_rollup");
    }
}
