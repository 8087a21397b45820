package dev.ndwire.core.memory;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

/// Turns matrices in a JVM that a test has started, and prints with what, and how it went.
final class TurnsInAJvmOfItsOwn {
    private static final long SEED = 20_261_126;
    private static final long[][] SHAPES = {{8, 8}, {521, 301}, {64, 1}, {7, 9}, {16, 24}};

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
                var turned = new StridedCase(shape, new long[] {8, shape[0] * 8}, 0, Long.BYTES, byteSize);
                MemorySegment source = arena.allocate(byteSize + 1).asSlice(1);
                MemorySegment target = arena.allocate(byteSize + 3).asSlice(3);
                Memory.fill(source, random);
                turned.gather(source, target);
                if (!Arrays.equals(target.toArray(ValueLayout.JAVA_BYTE), turned.gathered(source))) {
                    throw new IllegalStateException("bytes differ, shape " + Arrays.toString(shape));
                }
            }
        }
        out.println("bytes as one at a time");
    }
}
