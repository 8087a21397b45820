package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StridedCopyTest {
    private static final long SEED = 20_250_811;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void gathersWhatOneByteAtATimeGathers(Memory memory) throws IOException {
        var random = new Random(SEED);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            for (int round = 0; round < 60; round++) {
                StridedCase gather = StridedCase.random(random);
                MemorySegment source = memory.allocate(gather.byteSize, confined, shared, folder);
                Memory.fill(source, random);
                byte[] expected = gather.gathered(source);
                MemorySegment target = Memory.any(random).allocate(expected.length + 3L, confined, shared, folder);

                long byteSize = gather.gather(source, target);

                assertThat(byteSize)
                        .as("seed %d, round %d: %s", SEED, round, gather)
                        .isEqualTo(expected.length);
                assertThat(target.asSlice(0, byteSize).toArray(ValueLayout.JAVA_BYTE))
                        .as("seed %d, round %d: %s", SEED, round, gather)
                        .isEqualTo(expected);
                assertThat(target.asSlice(byteSize).toArray(ValueLayout.JAVA_BYTE))
                        .as("the bytes behind the target")
                        .containsOnly(0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 8, 16})
    void gathersEverySecondElementUpToTheLastByte(long itemSize) {
        var random = new Random(SEED);
        try (Arena arena = Arena.ofConfined()) {
            for (int count = 1; count < 70; count++) {
                long byteSize = (2L * count - 1) * itemSize;
                var gather = new StridedCase(new long[] {count}, new long[] {2 * itemSize}, 0, itemSize, byteSize);
                MemorySegment source = arena.allocate(byteSize, 1);
                Memory.fill(source, random);
                MemorySegment target = arena.allocate(count * itemSize, 1);

                gather.gather(source, target);

                assertThat(target.toArray(ValueLayout.JAVA_BYTE))
                        .as("%d elements", count)
                        .isEqualTo(gather.gathered(source));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 8, 16})
    void gathersLongLinesForwardsAndBackwardsUpToTheLastByte(long itemSize) {
        var random = new Random(SEED);
        long count = (1 << 20) / itemSize + 777;
        try (Arena arena = Arena.ofConfined()) {
            for (long step : new long[] {2, -1, 3, -2}) {
                long byteSize = ((count - 1) * Math.abs(step) + 1) * itemSize;
                long first = step < 0 ? byteSize - itemSize : 0;
                var gather =
                        new StridedCase(new long[] {count}, new long[] {step * itemSize}, first, itemSize, byteSize);
                MemorySegment source = arena.allocate(byteSize, 1);
                Memory.fill(source, random);
                MemorySegment target = arena.allocate(count * itemSize, 1);

                gather.gather(source, target);

                assertThat(Arrays.equals(target.toArray(ValueLayout.JAVA_BYTE), gather.gathered(source)))
                        .as("seed %d, steps of %d", SEED, step)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 8, 12, 16, 24, 40, 100})
    void turnsLargeMatricesFromAnyMemory(long itemSize) throws IOException {
        var random = new Random(SEED);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            for (Memory memory : Memory.values()) {
                var gather = new StridedCase(new long[] {83, 3, 71}, new long[3], 0, itemSize, 83 * 3 * 71 * itemSize);
                gather.strides[0] = 3 * itemSize;
                gather.strides[1] = itemSize;
                gather.strides[2] = 83 * 3 * itemSize;
                MemorySegment source = memory.allocate(gather.byteSize, confined, shared, folder);
                Memory.fill(source, random);
                byte[] expected = gather.gathered(source);
                for (MemorySegment target : new MemorySegment[] {
                    MemorySegment.ofArray(new byte[expected.length]), confined.allocate(expected.length)
                }) {
                    gather.gather(source, target);
                    assertThat(target.toArray(ValueLayout.JAVA_BYTE))
                            .as("%s, %d bytes", memory, itemSize)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void turnsMatricesOfMoreRowsThanAPanelHas(int itemSize) {
        var random = new Random(SEED);
        try (Arena arena = Arena.ofConfined()) {
            long[] shape = {521, 301};
            var gather =
                    new StridedCase(shape, new long[] {itemSize, 521L * itemSize}, 0, itemSize, 521L * 301 * itemSize);
            MemorySegment source = arena.allocate(gather.byteSize);
            MemorySegment target = arena.allocate(gather.byteSize);
            Memory.fill(source, random);
            gather.gather(source, target);
            assertThat(target.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(gather.gathered(source));
            var scatter = new StridedCase(shape, gather.strides, 0, itemSize, gather.byteSize);
            byte[] expected = scatter.scattered(source.toArray(ValueLayout.JAVA_BYTE), target);
            scatter.scatter(source, target);
            assertThat(target.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
        }
    }

    @Test
    void refusesATargetThatIsTooSmall() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> gather(24, new long[] {3}, new long[] {8}, 0, 8, 23))
                .withMessage("the elements take 24 bytes, the target has 23");
    }

    @Test
    void refusesElementsOutsideTheSource() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> gather(24, new long[] {3}, new long[] {9}, 0, 8, 24))
                .withMessage("the elements take bytes 0 to 26 of a source of 24 bytes");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> gather(24, new long[] {3}, new long[] {-8}, 8, 8, 24))
                .withMessage("the elements take bytes -8 to 16 of a source of 24 bytes");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> gather(24, new long[] {3}, new long[] {Long.MAX_VALUE}, 0, 8, 24))
                .withMessage("the elements of shape [3] and strides [9223372036854775807] reach beyond"
                        + " 9223372036854775807 bytes");
    }

    @Test
    void refusesImpossibleShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gather(24, new long[] {3, 1}, new long[] {8}, 0, 8, 24))
                .withMessage("2 axes have 1 strides: one each is wanted");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gather(24, new long[] {-3}, new long[] {8}, 0, 8, 24))
                .withMessage("length -3 of axis 0 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gather(24, new long[] {3}, new long[] {8}, 0, -8, 24))
                .withMessage("item size -8 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gather(24, new long[] {1L << 62, 2}, new long[] {0, 0}, 0, 1, 24))
                .withMessage("shape [4611686018427387904, 2] of 1-byte elements exceeds 9223372036854775807 bytes");
    }

    @Test
    void touchesNothingWithoutElements() {
        assertThat(gather(0, new long[] {3, 0}, new long[] {Long.MAX_VALUE, -7}, 99, 8, 0))
                .isZero();
        assertThat(gather(0, new long[] {3, 2}, new long[] {4, 4}, 99, 0, 0)).isZero();
    }

    @Test
    void refusesMemoryOfAClosedArena() {
        MemorySegment source;
        try (Arena arena = Arena.ofConfined()) {
            source = arena.allocate(24);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> StridedCopy.gather(
                        source, 0, new long[] {2}, new long[] {16}, 8, MemorySegment.ofArray(new byte[16])))
                .withMessage("Already closed");
    }

    private static long gather(
            long sourceByteSize, long[] shape, long[] strides, long offset, long itemSize, long targetByteSize) {
        try (Arena arena = Arena.ofConfined()) {
            return StridedCopy.gather(
                    arena.allocate(sourceByteSize), offset, shape, strides, itemSize, arena.allocate(targetByteSize));
        }
    }
}
