package dev.ndwire.core.memory;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

/// Turns matrices, and gathers every second element, in a JVM that a test has started, and prints with what, and how it
/// went.
final class TurnsInAJvmOfItsOwn {
    private static final long SEED = 20_261_126;
    private static final long[][] SHAPES = {{8, 8}, {521, 301}, {64, 1}, {7, 9}, {16, 24}};

    private static final long[] COUNTS = {1, 31, 64, 65, 1000, (1 << 20) + 777};

    private TurnsInAJvmOfItsOwn() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        boolean hasModule =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        out.println(hasModule && TurnedVectors.areFast() ? "vectors" : "plain");
        var random = new Random(SEED);
        try (Arena arena = Arena.ofConfined()) {
            for (long[] shape : SHAPES) {
                long byteSize = shape[0] * shape[1] * Long.BYTES;
                check(arena, random, new StridedCase(shape, new long[] {8, shape[0] * 8}, 0, Long.BYTES, byteSize));
            }
            for (long count : COUNTS) {
                for (long itemSize = 1; itemSize <= Long.BYTES; itemSize *= 2) {
                    long byteSize = (2 * count - 1) * itemSize;
                    check(
                            arena,
                            random,
                            new StridedCase(new long[] {count}, new long[] {2 * itemSize}, 0, itemSize, byteSize));
                }
            }
        }
        out.println("bytes as one at a time");
    }

    private static void check(Arena arena, Random random, StridedCase gather) {
        MemorySegment source = arena.allocate(gather.byteSize + 1, 1).asSlice(1);
        Memory.fill(source, random);
        byte[] expected = gather.gathered(source);
        MemorySegment target = arena.allocate(expected.length + 3L, 1).asSlice(3);
        gather.gather(source, target);
        if (!Arrays.equals(target.toArray(ValueLayout.JAVA_BYTE), expected)) {
            throw new IllegalStateException("bytes differ: " + gather);
        }
    }
}
