package dev.ndwire.ndarray.cast;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.FloatValue;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Whether numbers keep their values in another dtype, as numpy's `casting='same_value'` wants it.
///
/// The numbers are judged before any is converted: what comes back from a round trip may be the same though it was
/// another number in between, as -1 is by way of uint8.
public final class SameValue {
    private final DType from;
    private final DType to;
    private final Judge judge;

    private SameValue(DType from, DType to) {
        this.from = from;
        this.to = to;
        this.judge = Judge.of(part(from), part(to));
    }

    /// Refuses numbers of which one would become another.
    ///
    /// @param source any memory, strides, byte order and alignment; numbers
    /// @param to what they are to become: a dtype of numbers
    /// @throws IllegalArgumentException if a number has no equal there
    /// @throws IllegalStateException if the memory is closed
    public static void check(Strided source, DType to) {
        // Whatever is not 0 is true, and so keeps what a bool says.
        if (to.kind() == Kind.BOOL || source.dtype().kind() == Kind.BOOL) {
            return;
        }
        var check = new SameValue(source.dtype(), to);
        StridedLoop loop = StridedLoop.of(source);
        long itemSize = source.dtype().itemSize();
        long stride = loop.rowByteStride(0);
        long distinct = stride == 0 ? 1 : loop.rowLength();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment tile = arena.allocate(Math.min(Judge.TILE, distinct) * itemSize, Long.BYTES);
            loop.forEachRow(at -> {
                for (long done = 0; done < distinct; done += Judge.TILE) {
                    int n = (int) Math.min(Judge.TILE, distinct - done);
                    long start = at[0] + done * stride;
                    StridedCopy.gather(source.segment(), start, new long[] {n}, new long[] {stride}, itemSize, tile);
                    check.tile(tile, n);
                }
            });
        }
    }

    private static DType part(DType dtype) {
        return CastTable.isComplex(dtype) ? ComplexCast.part(dtype) : dtype;
    }

    private void tile(MemorySegment tile, int n) {
        long stride = from.itemSize();
        int wrong = judge.firstWrong(tile, 0, stride, n);
        if (!CastTable.isComplex(from)) {
            if (wrong < n) {
                throw refusal(tile, wrong, "");
            }
            return;
        }
        long half = stride / 2;
        boolean isComplex = CastTable.isComplex(to);
        int wrongImag = isComplex ? judge.firstWrong(tile, half, stride, n) : firstImaginary(tile, n);
        if (wrong <= wrongImag && wrong < n) {
            throw refusal(tile, wrong, "");
        }
        if (wrongImag < n) {
            throw refusal(tile, wrongImag, isComplex ? "" : ": imag is not 0");
        }
    }

    private int firstImaginary(MemorySegment tile, int n) {
        for (int i = 0; i < n; i++) {
            FloatValue imag = FloatValue.imag(tile, from, i * from.itemSize());
            // For float16, numpy takes -0.0 for something else than 0.
            if (!imag.isZero() || (judge.isHalf() && imag.isNegative())) {
                return i;
            }
        }
        return n;
    }

    private IllegalArgumentException refusal(MemorySegment tile, int position, String what) {
        return new IllegalArgumentException("could not cast 'same_value' " + name(from) + " to " + name(to) + what
                + ", found " + TextCast.writer(from, from).apply(tile, position * from.itemSize()));
    }

    /// What C calls a dtype, in numpy's words.
    private static String name(DType dtype) {
        int size = Long.numberOfTrailingZeros(dtype.itemSize());
        return switch (dtype.kind()) {
            case BOOL -> "bool";
            case INT -> new String[] {"byte", "short", "int", "long"}[size];
            case UINT -> new String[] {"ubyte", "ushort", "uint", "ulong"}[size];
            case FLOAT -> new String[] {"", "half", "float", "double"}[size];
            case COMPLEX -> new String[] {"", "", "", "cfloat", "cdouble"}[size];
            case LONG_FLOAT -> "longdouble";
            default -> "clongdouble";
        };
    }
}
