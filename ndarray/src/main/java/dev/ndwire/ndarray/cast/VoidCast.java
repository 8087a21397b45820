package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Conversions from and to raw bytes: what is too long is cut, what is too short is filled up with zeros.
final class VoidCast {
    private VoidCast() {}

    static @Nullable RowCast of(DType from, DType to) {
        if (to.kind() == Kind.VOID) {
            DType ordered = from.withByteOrder(ByteOrder.nativeOrder());
            return from.equals(ordered) ? resized(from.itemSize(), to.itemSize()) : throughNative(from, ordered, to);
        }
        return switch (to.kind()) {
            case BOOL ->
                perElement((source, at, target, put) ->
                        target.set(ValueLayout.JAVA_BYTE, put, isAnySet(source.asSlice(at, from.itemSize()))));
            case INT, UINT, FLOAT, COMPLEX, LONG_FLOAT, LONG_COMPLEX -> TextReading.of(from, to);
            default ->
                perElement((source, at, target, put) -> {
                    throw new IllegalArgumentException(
                            "setting an array element with a sequence: raw bytes of dtype " + from + " are no " + to);
                });
        };
    }

    /// What is done with one element.
    @FunctionalInterface
    interface Element {
        void convert(MemorySegment source, long at, MemorySegment target, long put);
    }

    static RowCast perElement(Element element) {
        return (source, at, stride, target, put, targetStride, count) -> {
            for (long i = 0; i < count; i++) {
                element.convert(source, at + i * stride, target, put + i * targetStride);
            }
        };
    }

    private static byte isAnySet(MemorySegment element) {
        for (long i = 0; i < element.byteSize(); i++) {
            if (element.get(ValueLayout.JAVA_BYTE, i) != 0) {
                return 1;
            }
        }
        return 0;
    }

    /// The same bytes in elements of another size.
    static RowCast resized(long fromSize, long toSize) {
        long kept = Math.min(fromSize, toSize);
        return perElement((source, at, target, put) -> {
            MemorySegment.copy(source, at, target, put, kept);
            if (toSize > kept) {
                target.asSlice(put + kept, toSize - kept).fill((byte) 0);
            }
        });
    }

    private static RowCast throughNative(DType from, DType ordered, DType to) {
        RowCast swap = RowCast.of(from, ordered);
        RowCast resize = resized(ordered.itemSize(), to.itemSize());
        return new Chain(swap, ordered.itemSize(), resize);
    }
}
