package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Which elements are true: numbers other than zero, NaN and NaT among them; strings and raw bytes with a byte other
/// than zero; structures with a true field.
///
/// So all but the sign of a zero is a question of bits, whatever the dtype and the byte order.
final class Truth {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Truth() {}

    /// One byte an element, in C order, in native memory; not 0 where the element is true.
    ///
    /// @return memory of `memory`, or that of the elements themselves if they are bools in one run
    static MemorySegment flags(SegmentAllocator memory, Strided elements) {
        if (elements.dtype().kind() == Kind.BOOL) {
            return Blocks.run(memory, elements);
        }
        MemorySegment flags = memory.allocate(elements.size());
        flags.fill((byte) 0);
        add(memory, elements, flags);
        return flags;
    }

    private static void add(SegmentAllocator memory, Strided elements, MemorySegment flags) {
        DType dtype = elements.dtype();
        dtype.requireValues();
        if (dtype.isStruct()) {
            for (Field field : dtype.fields()) {
                DType part = field.dtype();
                var layout = elements.layout().part(field.byteOffset(), part.itemSize());
                add(memory, new Strided(elements.segment(), part, layout), flags);
            }
            return;
        }
        MemorySegment run = Blocks.run(memory, elements);
        long count = elements.size();
        boolean isFloating = dtype.kind() == Kind.FLOAT || dtype.kind() == Kind.COMPLEX;
        if (isFloating) {
            long halves = dtype.kind() == Kind.COMPLEX ? 2 : 1;
            numbers(run, dtype.itemSize() / halves, halves, maskOfMagnitude(dtype, halves), flags, count);
        } else if (dtype.itemSize() == Long.BYTES) {
            numbers(run, Long.BYTES, 1, -1, flags, count);
        } else {
            bytes(run, dtype.itemSize(), flags, count);
        }
    }

    private static long maskOfMagnitude(DType dtype, long halves) {
        int bits = 8 * (int) (dtype.itemSize() / halves);
        long mask = (1L << (bits - 1)) - 1;
        boolean isSwapped = dtype.byteOrder() != ByteOrder.nativeOrder();
        return isSwapped ? Long.reverseBytes(mask) >>> (Long.SIZE - bits) : mask;
    }

    private static void numbers(
            MemorySegment run, long byteSize, long parts, long mask, MemorySegment flags, long count) {
        switch ((int) byteSize) {
            case 2 -> {
                for (long i = 0; i < count * parts; i++) {
                    mark(flags, i / parts, run.get(SHORT, i * 2) & mask);
                }
            }
            case 4 -> {
                for (long i = 0; i < count * parts; i++) {
                    mark(flags, i / parts, run.get(INT, i * 4) & mask);
                }
            }
            default -> {
                for (long i = 0; i < count * parts; i++) {
                    mark(flags, i / parts, run.get(LONG, i * 8) & mask);
                }
            }
        }
    }

    private static void mark(MemorySegment flags, long i, long bits) {
        byte flag = (byte) (bits == 0 ? 0 : 1);
        flags.set(ValueLayout.JAVA_BYTE, i, (byte) (flags.get(ValueLayout.JAVA_BYTE, i) | flag));
    }

    private static void bytes(MemorySegment run, long byteSize, MemorySegment flags, long count) {
        for (long i = 0; i < count; i++) {
            long start = i * byteSize;
            for (long at = start; at < start + byteSize; at++) {
                if (run.get(ValueLayout.JAVA_BYTE, at) != 0) {
                    flags.set(ValueLayout.JAVA_BYTE, i, (byte) 1);
                    break;
                }
            }
        }
    }
}
