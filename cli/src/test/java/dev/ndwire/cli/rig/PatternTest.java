package dev.ndwire.cli.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class PatternTest {
    private static final long BYTE_SIZE = 3 * (1 << 19) + 8;

    @Test
    void isFoundAgainBySeed() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(BYTE_SIZE, 8);
            Pattern.fill(memory, 42);

            assertThat(Pattern.firstDifference(memory, 42)).isEqualTo(-1);
            assertThat(Pattern.firstDifference(memory, 43)).isZero();
            assertThat(memory.getAtIndex(ValueLayout.JAVA_DOUBLE, BYTE_SIZE / 8 - 1))
                    .isBetween(1.0, 2.0);
        }
    }

    @Test
    void changeOfAnyByteIsFoundWhereItIs() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(BYTE_SIZE, 8);
            Pattern.fill(memory, 42);
            for (long at : new long[] {0, 7, 8, (1 << 19) - 1, 1 << 19, BYTE_SIZE - 8, BYTE_SIZE - 1}) {
                byte was = memory.get(ValueLayout.JAVA_BYTE, at);
                memory.set(ValueLayout.JAVA_BYTE, at, (byte) (was ^ 1));

                assertThat(Pattern.firstDifference(memory, 42)).isEqualTo(at / 8 * 8);
                memory.set(ValueLayout.JAVA_BYTE, at, was);
            }
        }
    }
}
