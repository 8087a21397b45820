package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.TakeMode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// Arrays of positions and counts, of any integer dtype, as longs in native memory.
final class Indices {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Indices() {}

    /// Copies integers, in C order.
    ///
    /// @param rule numpy's name of the level of casting that it asks for here, for the message
    /// @param takesUint64 whether that level takes uint64, whose largest numbers turn negative
    /// @throws IllegalArgumentException if the dtype is no integer or bool
    static MemorySegment longs(SegmentAllocator memory, Strided integers, String rule, boolean takesUint64) {
        check(integers, rule, takesUint64);
        return Blocks.converted(memory, integers, DType.INT64).segment();
    }

    /// @throws IllegalArgumentException if the dtype is none that [#longs] takes
    static void check(Strided integers, String rule, boolean takesUint64) {
        DType dtype = integers.dtype();
        Kind kind = dtype.kind();
        boolean isTaken = kind == Kind.BOOL
                || kind == Kind.INT
                || (kind == Kind.UINT && (takesUint64 || dtype.itemSize() < Long.BYTES));
        if (!isTaken) {
            String what = integers.layout().axisCount() == 0 ? "scalar" : "array data";
            throw new IllegalArgumentException("Cannot cast " + what + " from " + dtype.repr()
                    + " to dtype('int64') according to the rule '" + rule + "'");
        }
    }

    /// Brings positions into the range of an axis, in place.
    ///
    /// @throws IndexOutOfBoundsException if one is outside and the mode does not say where it belongs
    static void intoRange(MemorySegment positions, long count, TakeMode mode, int axis, long length) {
        switch (mode) {
            case RAISE -> {
                for (long i = 0; i < count; i++) {
                    long position = positions.get(LONG, i * Long.BYTES);
                    if (position < -length || position >= length) {
                        throw new IndexOutOfBoundsException(
                                "index " + position + " is out of bounds for axis " + axis + " with size " + length);
                    }
                    positions.set(LONG, i * Long.BYTES, position < 0 ? position + length : position);
                }
            }
            case WRAP -> {
                for (long i = 0; i < count; i++) {
                    long position = positions.get(LONG, i * Long.BYTES);
                    positions.set(LONG, i * Long.BYTES, Math.floorMod(position, length));
                }
            }
            case CLIP -> {
                for (long i = 0; i < count; i++) {
                    long position = positions.get(LONG, i * Long.BYTES);
                    positions.set(LONG, i * Long.BYTES, Math.max(0, Math.min(position, length - 1)));
                }
            }
        }
    }

    /// Makes positions among all elements in C order byte offsets, in place.
    static void toOffsets(MemorySegment positions, long count, Layout layout) {
        Optional<Layout> flat = layout.reshape(layout.elementCount());
        if (flat.isPresent()) {
            toOffsets(positions, count, flat.get().byteStride(0));
            return;
        }
        long[] shape = layout.shape();
        long[] strides = layout.byteStrides();
        for (long i = 0; i < count; i++) {
            long rest = positions.get(LONG, i * Long.BYTES);
            long offset = 0;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                offset += rest % shape[axis] * strides[axis];
                rest /= shape[axis];
            }
            positions.set(LONG, i * Long.BYTES, offset);
        }
    }

    /// Makes positions byte offsets, in place.
    static void toOffsets(MemorySegment positions, long count, long byteStride) {
        for (long i = 0; i < count; i++) {
            positions.set(LONG, i * Long.BYTES, positions.get(LONG, i * Long.BYTES) * byteStride);
        }
    }
}
