package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// A tile's elements of one operand as a Java array, with the way from memory and back; one thread's.
final class LaneBuffer {
    private final Object array;
    private final int entries;
    private final @Nullable Transfer transfer;
    private final Object narrow;
    private final DType dtype;

    /// @param dtype what the loop takes or gives, in this machine's byte order
    /// @param isResult whether bools are a loop's results, which are flags and not ints
    /// @param capacity elements
    LaneBuffer(DType dtype, boolean isResult, int capacity) {
        this.dtype = dtype;
        if (isString(dtype)) {
            entries = Resolution.width(dtype);
            int length = Math.multiplyExact(entries, capacity);
            array = dtype.kind() == Kind.TEXT ? new int[length] : new byte[length];
            transfer = null;
            narrow = array;
        } else {
            Lane lane = isResult ? Lane.ofResult(dtype) : Lane.of(dtype);
            entries = lane.entries();
            array = lane.array(capacity);
            transfer = Transfer.of(dtype);
            narrow = transfer.narrow(capacity);
        }
    }

    private static boolean isString(DType dtype) {
        return dtype.kind() == Kind.TEXT || dtype.kind() == Kind.BYTES || dtype.kind() == Kind.VOID;
    }

    Object array() {
        return array;
    }

    DType dtype() {
        return dtype;
    }

    /// Brings contiguous elements of the loop's dtype in.
    void load(MemorySegment source, long byteOffset, int at, int count) {
        if (transfer != null) {
            transfer.load(source, byteOffset, array, at, count, narrow);
        } else if (array instanceof int[] units) {
            MemorySegment.copy(
                    source, ValueLayout.JAVA_INT_UNALIGNED, byteOffset, units, at * entries, count * entries);
        } else {
            MemorySegment.copy(
                    source, ValueLayout.JAVA_BYTE, byteOffset, (byte[]) array, at * entries, count * entries);
        }
    }

    /// Brings elements out, contiguously and in the loop's dtype.
    void store(int at, MemorySegment target, long byteOffset, int count) {
        if (transfer != null) {
            transfer.store(array, at, target, byteOffset, count, narrow);
        } else if (array instanceof int[] units) {
            MemorySegment.copy(
                    units, at * entries, target, ValueLayout.JAVA_INT_UNALIGNED, byteOffset, count * entries);
        } else {
            MemorySegment.copy(
                    (byte[]) array, at * entries, target, ValueLayout.JAVA_BYTE, byteOffset, count * entries);
        }
    }

    /// Repeats one element.
    void repeat(int at, int count) {
        int start = at * entries;
        int length = count * entries;
        for (int done = entries; done < length; done *= 2) {
            System.arraycopy(array, start, array, start + done, Math.min(done, length - done));
        }
    }
}
