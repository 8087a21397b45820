package dev.ndwire.ndarray.element;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads and writes numbers of this machine's byte order at any byte of any segment.
///
/// The class of the segment is asked for first, and each class has a call of its own. Once heap, native and mapped
/// segments have passed through the JDK's code, the compiler knows the class at a common call no more, and an element
/// costs 9 to 20 ns; in a branch that has compared it with a constant, it costs 1 to 3 (seen on 2 cores, JDK 25).
public final class RawMemory {
    /// The class of segments of native memory that is not mapped.
    public static final Class<?> NATIVE = Arena.global().allocate(1).getClass();
    private static final Class<?> HEAP_BYTES =
            MemorySegment.ofArray(new byte[0]).getClass();

    private RawMemory() {}

    public static byte getByte(MemorySegment segment, long byteOffset) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            return segment.get(ValueLayout.JAVA_BYTE, byteOffset);
        }
        if (type == HEAP_BYTES) {
            return segment.get(ValueLayout.JAVA_BYTE, byteOffset);
        }
        return segment.get(ValueLayout.JAVA_BYTE, byteOffset);
    }

    public static short getShort(MemorySegment segment, long byteOffset) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            return segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, byteOffset);
        }
        if (type == HEAP_BYTES) {
            return segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, byteOffset);
        }
        return segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, byteOffset);
    }

    public static int getInt(MemorySegment segment, long byteOffset) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            return segment.get(ValueLayout.JAVA_INT_UNALIGNED, byteOffset);
        }
        if (type == HEAP_BYTES) {
            return segment.get(ValueLayout.JAVA_INT_UNALIGNED, byteOffset);
        }
        return segment.get(ValueLayout.JAVA_INT_UNALIGNED, byteOffset);
    }

    public static long getLong(MemorySegment segment, long byteOffset) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            return segment.get(ValueLayout.JAVA_LONG_UNALIGNED, byteOffset);
        }
        if (type == HEAP_BYTES) {
            return segment.get(ValueLayout.JAVA_LONG_UNALIGNED, byteOffset);
        }
        return segment.get(ValueLayout.JAVA_LONG_UNALIGNED, byteOffset);
    }

    public static float getFloat(MemorySegment segment, long byteOffset) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            return segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset);
        }
        if (type == HEAP_BYTES) {
            return segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset);
        }
        return segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset);
    }

    public static double getDouble(MemorySegment segment, long byteOffset) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            return segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset);
        }
        if (type == HEAP_BYTES) {
            return segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset);
        }
        return segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset);
    }

    public static void putByte(MemorySegment segment, long byteOffset, byte value) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            segment.set(ValueLayout.JAVA_BYTE, byteOffset, value);
            return;
        }
        if (type == HEAP_BYTES) {
            segment.set(ValueLayout.JAVA_BYTE, byteOffset, value);
            return;
        }
        segment.set(ValueLayout.JAVA_BYTE, byteOffset, value);
    }

    public static void putShort(MemorySegment segment, long byteOffset, short value) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, byteOffset, value);
            return;
        }
        if (type == HEAP_BYTES) {
            segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, byteOffset, value);
            return;
        }
        segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, byteOffset, value);
    }

    public static void putInt(MemorySegment segment, long byteOffset, int value) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            segment.set(ValueLayout.JAVA_INT_UNALIGNED, byteOffset, value);
            return;
        }
        if (type == HEAP_BYTES) {
            segment.set(ValueLayout.JAVA_INT_UNALIGNED, byteOffset, value);
            return;
        }
        segment.set(ValueLayout.JAVA_INT_UNALIGNED, byteOffset, value);
    }

    public static void putLong(MemorySegment segment, long byteOffset, long value) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            segment.set(ValueLayout.JAVA_LONG_UNALIGNED, byteOffset, value);
            return;
        }
        if (type == HEAP_BYTES) {
            segment.set(ValueLayout.JAVA_LONG_UNALIGNED, byteOffset, value);
            return;
        }
        segment.set(ValueLayout.JAVA_LONG_UNALIGNED, byteOffset, value);
    }

    public static void putFloat(MemorySegment segment, long byteOffset, float value) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            segment.set(ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset, value);
            return;
        }
        if (type == HEAP_BYTES) {
            segment.set(ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset, value);
            return;
        }
        segment.set(ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset, value);
    }

    public static void putDouble(MemorySegment segment, long byteOffset, double value) {
        Class<?> type = segment.getClass();
        if (type == NATIVE) {
            segment.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset, value);
            return;
        }
        if (type == HEAP_BYTES) {
            segment.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset, value);
            return;
        }
        segment.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset, value);
    }
}
