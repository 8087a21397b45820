package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StridedCopyTest {
    private static final long SEED = 20_250_811;

    /// Where a segment's bytes live; UNALIGNED starts at an odd address.
    enum Memory {
        HEAP_BYTES,
        HEAP_LONGS,
        CONFINED,
        SHARED,
        AUTOMATIC,
        MAPPED,
        UNALIGNED
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void gathersWhatOneByteAtATimeGathers(Memory memory) throws IOException {
        var random = new Random(SEED);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            for (int round = 0; round < 60; round++) {
                Case gather = Case.random(random);
                MemorySegment source = allocate(memory, gather.sourceByteSize, confined, shared);
                fill(source, random);
                byte[] expected = gather.oneByteAtATime(source);
                Memory[] targets = Memory.values();
                MemorySegment target =
                        allocate(targets[random.nextInt(targets.length)], expected.length + 3L, confined, shared);

                long byteSize = gather.run(source, target);

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
    @ValueSource(longs = {1, 2, 3, 4, 5, 8, 12, 16, 24, 40, 100})
    void turnsLargeMatricesFromAnyMemory(long itemSize) throws IOException {
        var random = new Random(SEED);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            for (Memory memory : Memory.values()) {
                var gather = new Case(new long[] {83, 3, 71}, new long[3], 0, itemSize, 83 * 3 * 71 * itemSize);
                gather.strides[0] = 3 * itemSize;
                gather.strides[1] = itemSize;
                gather.strides[2] = 83 * 3 * itemSize;
                MemorySegment source = allocate(memory, gather.sourceByteSize, confined, shared);
                fill(source, random);
                byte[] expected = gather.oneByteAtATime(source);
                for (MemorySegment target : new MemorySegment[] {
                    MemorySegment.ofArray(new byte[expected.length]), confined.allocate(expected.length)
                }) {
                    gather.run(source, target);
                    assertThat(target.toArray(ValueLayout.JAVA_BYTE))
                            .as("%s, %d bytes", memory, itemSize)
                            .isEqualTo(expected);
                }
            }
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

    private MemorySegment allocate(Memory memory, long byteSize, Arena confined, Arena shared) throws IOException {
        return switch (memory) {
            case HEAP_BYTES -> MemorySegment.ofArray(new byte[(int) byteSize]);
            case HEAP_LONGS ->
                MemorySegment.ofArray(new long[(int) (byteSize + 7) / 8]).asSlice(0, byteSize);
            case CONFINED -> confined.allocate(byteSize);
            case SHARED -> shared.allocate(byteSize);
            case AUTOMATIC -> Arena.ofAuto().allocate(byteSize);
            case MAPPED -> map(byteSize, shared);
            case UNALIGNED -> confined.allocate(byteSize + 1, 8).asSlice(1);
        };
    }

    private MemorySegment map(long byteSize, Arena arena) throws IOException {
        Path file = Files.createTempFile(folder, "mapped", ".bin");
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, byteSize, arena);
        }
    }

    private static void fill(MemorySegment segment, Random random) {
        var bytes = new byte[(int) segment.byteSize()];
        random.nextBytes(bytes);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    }

    private static final class Case {
        final long[] shape;
        final long[] strides;
        final long offset;
        final long itemSize;
        final long sourceByteSize;

        Case(long[] shape, long[] strides, long offset, long itemSize, long sourceByteSize) {
            this.shape = shape;
            this.strides = strides;
            this.offset = offset;
            this.itemSize = itemSize;
            this.sourceByteSize = sourceByteSize;
        }

        static Case random(Random random) {
            int[] sizes = {1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 3, 5, 6, 12, 24, 40, 64, 65, 72, 0};
            long itemSize = sizes[random.nextInt(sizes.length)];
            int axes = random.nextInt(5);
            var shape = new long[axes];
            var strides = new long[axes];
            long low = 0;
            long high = itemSize;
            long packed = itemSize;
            int[] order =
                    random.ints(0, Math.max(1, axes)).distinct().limit(axes).toArray();
            for (int axis : order) {
                shape[axis] = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(axes < 3 ? 70 : 7);
                long gap = random.nextInt(3) == 0 ? random.nextInt(3) * itemSize : 0;
                strides[axis] = (random.nextInt(8) == 0 ? 0 : packed + gap) * (random.nextInt(4) == 0 ? -1 : 1);
                packed = Math.max(packed, Math.abs(strides[axis]) * shape[axis]);
                long reach = Math.max(0, shape[axis] - 1) * strides[axis];
                low += Math.min(0, reach);
                high += Math.max(0, reach);
            }
            long slack = random.nextInt(9);
            return new Case(shape, strides, slack - low, itemSize, slack - low + high + random.nextInt(9));
        }

        byte[] oneByteAtATime(MemorySegment source) {
            long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            var bytes = new byte[(int) (count * itemSize)];
            for (int element = 0; element < count; element++) {
                long from = offset;
                long rest = element;
                for (int axis = shape.length - 1; axis >= 0; axis--) {
                    from += rest % shape[axis] * strides[axis];
                    rest /= shape[axis];
                }
                for (int i = 0; i < itemSize; i++) {
                    bytes[(int) (element * itemSize) + i] = source.get(ValueLayout.JAVA_BYTE, from + i);
                }
            }
            return bytes;
        }

        long run(MemorySegment source, MemorySegment target) {
            return StridedCopy.gather(source, offset, shape, strides, itemSize, target);
        }

        @Override
        public String toString() {
            return "shape " + Arrays.toString(shape) + ", strides " + Arrays.toString(strides) + ", offset " + offset
                    + ", item size " + itemSize;
        }
    }
}
