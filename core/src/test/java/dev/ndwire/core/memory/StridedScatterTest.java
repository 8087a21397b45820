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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Elements that are laid where strides say, from C order and from other strides.
class StridedScatterTest {
    private static final long SEED = 20_261_130;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void scattersWhatOneByteAtATimeScatters(Memory memory) throws IOException {
        var random = new Random(SEED);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            for (int round = 0; round < 60; round++) {
                StridedCase any = StridedCase.random(random);
                StridedCase scatter = StridedCase.random(random, any.shape, any.itemSize, false);
                Memory other = Memory.any(random);
                int byteSize = scatter.gathered(confined.allocate(scatter.byteSize)).length;
                MemorySegment source = other.allocate(byteSize, confined, shared, folder);
                MemorySegment target = memory.allocate(scatter.byteSize, confined, shared, folder);
                Memory.fill(source, random);
                Memory.fill(target, random);
                byte[] expected = scatter.scattered(source.toArray(ValueLayout.JAVA_BYTE), target);

                assertThat(scatter.scatter(source, target)).isEqualTo(byteSize);

                assertThat(target.toArray(ValueLayout.JAVA_BYTE))
                        .as("seed %d, round %d: %s from %s", SEED, round, scatter, other)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void copiesFromStridesToStrides(Memory memory) throws IOException {
        var random = new Random(SEED);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            for (int round = 0; round < 60; round++) {
                StridedCase from = StridedCase.random(random);
                StridedCase to = StridedCase.random(random, from.shape, from.itemSize, false);
                Memory other = Memory.any(random);
                MemorySegment source = other.allocate(from.byteSize, confined, shared, folder);
                MemorySegment target = memory.allocate(to.byteSize, confined, shared, folder);
                Memory.fill(source, random);
                Memory.fill(target, random);
                byte[] elements = from.gathered(source);
                byte[] expected = to.scattered(elements, target);

                assertThat(from.copy(source, target, to)).isEqualTo(elements.length);

                assertThat(target.toArray(ValueLayout.JAVA_BYTE))
                        .as("seed %d, round %d: %s in %s to %s", SEED, round, from, other, to)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 8, 12, 16, 24, 40, 100})
    void turnsLargeMatricesIntoAnyMemory(long itemSize) throws IOException {
        var random = new Random(SEED);
        long[] shape = {83, 3, 71};
        long[] strides = {3 * itemSize, itemSize, 83 * 3 * itemSize};
        long byteSize = 83 * 3 * 71 * itemSize;
        var scatter = new StridedCase(shape, strides, 0, itemSize, byteSize);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            for (Memory memory : Memory.values()) {
                MemorySegment target = memory.allocate(byteSize, confined, shared, folder);
                for (MemorySegment source : new MemorySegment[] {
                    MemorySegment.ofArray(new byte[(int) byteSize]), confined.allocate(byteSize)
                }) {
                    Memory.fill(source, random);
                    scatter.scatter(source, target);
                    assertThat(target.toArray(ValueLayout.JAVA_BYTE))
                            .as("%s, %d bytes", memory, itemSize)
                            .isEqualTo(scatter.scattered(source.toArray(ValueLayout.JAVA_BYTE), target));
                }
            }
        }
    }

    @Test
    void keepsOneOfTheElementsThatHaveTheSamePlace() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_INT, 1, 2, 3, 4);
            MemorySegment target = arena.allocateFrom(ValueLayout.JAVA_INT, 7, 7, 7);
            StridedCopy.scatter(source, target, 4, new long[] {4}, new long[] {0}, 4);
            int[] after = target.toArray(ValueLayout.JAVA_INT);
            assertThat(after[1]).isBetween(1, 4);
            assertThat(new int[] {after[0], after[2]}).containsOnly(7);
        }
    }

    @Test
    void refusesElementsOutsideTheTarget() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> scatter(24, new long[] {3}, new long[] {9}, 0, 8, 24))
                .withMessage("the elements take bytes 0 to 26 of a target of 24 bytes");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> scatter(24, new long[] {3}, new long[] {-8}, 8, 8, 24))
                .withMessage("the elements take bytes -8 to 16 of a target of 24 bytes");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> scatter(24, new long[] {3}, new long[] {Long.MAX_VALUE}, 0, 8, 24))
                .withMessage("the elements of shape [3] and strides [9223372036854775807] reach beyond"
                        + " 9223372036854775807 bytes");
    }

    @Test
    void refusesASourceThatIsTooSmall() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> scatter(23, new long[] {3}, new long[] {8}, 0, 8, 24))
                .withMessage("the elements take 24 bytes, the source has 23");
    }

    @Test
    void refusesAReadOnlyTarget() {
        MemorySegment source = MemorySegment.ofArray(new byte[16]);
        for (MemorySegment target : new MemorySegment[] {
            MemorySegment.ofArray(new byte[32]), Arena.ofAuto().allocate(32)
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            StridedCopy.scatter(source, target.asReadOnly(), 0, new long[] {2}, new long[] {16}, 8))
                    .withMessage("the target is read-only");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> StridedCopy.gather(source, 0, new long[] {2}, new long[] {8}, 8, target.asReadOnly()))
                    .withMessage("the target is read-only");
        }
    }

    @Test
    void refusesStridesOfAnotherNumberOnEitherSide() {
        MemorySegment memory = MemorySegment.ofArray(new byte[64]);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        StridedCopy.copy(memory, 0, new long[] {8}, memory, 0, new long[] {8, 8}, new long[] {2}, 8))
                .withMessage("1 axes have 2 strides: one each is wanted");
    }

    @Test
    void refusesMemoryOfAClosedArena() {
        MemorySegment target;
        try (Arena arena = Arena.ofConfined()) {
            target = arena.allocate(32);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> StridedCopy.scatter(
                        MemorySegment.ofArray(new byte[16]), target, 0, new long[] {2}, new long[] {16}, 8))
                .withMessage("Already closed");
    }

    @Test
    void refusesMemoryOfAnotherThread() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(32);
            MemorySegment source = Arena.ofAuto().allocate(16);
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> CompletableFuture.supplyAsync(
                                    () -> StridedCopy.scatter(source, target, 0, new long[] {2}, new long[] {16}, 8))
                            .join())
                    .withCauseInstanceOf(WrongThreadException.class);
        }
    }

    private static long scatter(
            long sourceByteSize, long[] shape, long[] strides, long offset, long itemSize, long targetByteSize) {
        try (Arena arena = Arena.ofConfined()) {
            return StridedCopy.scatter(
                    arena.allocate(sourceByteSize), arena.allocate(targetByteSize), offset, shape, strides, itemSize);
        }
    }
}
