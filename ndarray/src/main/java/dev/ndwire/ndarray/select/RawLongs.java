package dev.ndwire.ndarray.select;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Numbers of 1, 2, 4 or 8 bytes in native memory, in and out of Java's longs; sign-extended on the way in.
final class RawLongs {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private RawLongs() {}

    static void read(MemorySegment run, long byteOffset, int byteSize, ByteOrder order, int count, long[] values) {
        boolean isSwapped = order != ByteOrder.nativeOrder();
        switch (byteSize) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = run.get(ValueLayout.JAVA_BYTE, byteOffset + i);
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    short bits = run.get(SHORT, byteOffset + i * 2L);
                    values[i] = isSwapped ? Short.reverseBytes(bits) : bits;
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    int bits = run.get(INT, byteOffset + i * 4L);
                    values[i] = isSwapped ? Integer.reverseBytes(bits) : bits;
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    long bits = run.get(LONG, byteOffset + i * 8L);
                    values[i] = isSwapped ? Long.reverseBytes(bits) : bits;
                }
            }
        }
    }

    static void write(MemorySegment run, long byteOffset, int byteSize, ByteOrder order, int count, long[] values) {
        boolean isSwapped = order != ByteOrder.nativeOrder();
        switch (byteSize) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    run.set(ValueLayout.JAVA_BYTE, byteOffset + i, (byte) values[i]);
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    short bits = (short) values[i];
                    run.set(SHORT, byteOffset + i * 2L, isSwapped ? Short.reverseBytes(bits) : bits);
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    int bits = (int) values[i];
                    run.set(INT, byteOffset + i * 4L, isSwapped ? Integer.reverseBytes(bits) : bits);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    run.set(LONG, byteOffset + i * 8L, isSwapped ? Long.reverseBytes(values[i]) : values[i]);
                }
            }
        }
    }
}
