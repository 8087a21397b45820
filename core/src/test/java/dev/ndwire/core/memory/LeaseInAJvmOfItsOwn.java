package dev.ndwire.core.memory;

import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Uses leases of the standard pool in a JVM that a test has started, and prints how it went.
final class LeaseInAJvmOfItsOwn {
    private LeaseInAJvmOfItsOwn() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        out.println("source " + NativeRegions.standard().getClass().getSimpleName());
        try {
            for (Ownership ownership : Ownership.values()) {
                // Twice, so that what an earlier failure left behind shows.
                writeAndRead(ownership);
                writeAndRead(ownership);
            }
            out.println("bytes as written");
        } catch (RuntimeException e) {
            out.println(e);
        }
    }

    private static void writeAndRead(Ownership ownership) {
        MemorySegment large;
        try (Lease lease = MemoryPool.standard().lease(ownership)) {
            MemorySegment small = lease.allocateFrom("small");
            large = lease.allocate(8 << 20, 8);
            large.fill((byte) 5);
            byte[] expected = new byte[8 << 20];
            Arrays.fill(expected, (byte) 5);
            if (!small.getString(0).equals("small") || !Arrays.equals(large.toArray(ValueLayout.JAVA_BYTE), expected)) {
                throw new IllegalStateException("bytes differ under " + ownership);
            }
        }
        if (large.scope().isAlive() != (ownership == Ownership.AUTOMATIC)) {
            throw new IllegalStateException("wrong lifetime under " + ownership);
        }
    }
}
