package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Finds the first smallest or largest element of a contiguous row in native memory and this machine's byte order.
///
/// The kernels of extremes, which the compiler makes vector code of, find the extreme of a row in pieces; only the
/// piece in which it came up is looked through for where it is.
abstract sealed class Scan {
    final boolean isMax;
    final DType dtype;
    final long itemSize;

    private Scan(boolean isMax, DType dtype) {
        this.isMax = isMax;
        this.dtype = dtype;
        this.itemSize = dtype.itemSize();
    }

    static Scan of(boolean isMax, DType dtype, Arena arena) {
        return dtype.kind() == Kind.BYTES || dtype.kind() == Kind.TEXT
                ? new OfTexts(isMax, dtype)
                : new OfNumbers(isMax, dtype, arena);
    }

    /// @param count at least 1
    abstract long first(MemorySegment memory, long at, long count);

    private static final class OfNumbers extends Scan {
        private static final int PIECE = 4096;

        private final Kernel kernel;
        private final MemorySegment extreme;

        OfNumbers(boolean isMax, DType dtype, Arena arena) {
            super(isMax, dtype);
            kernel = Kernels.extreme(dtype, isMax);
            extreme = arena.allocate(2 * itemSize, Long.BYTES);
        }

        @Override
        long first(MemorySegment memory, long at, long count) {
            MemorySegment.copy(memory, at, extreme, 0, itemSize);
            long piece = 0;
            for (long done = 0; done < count && !isNan(extreme, 0); done += PIECE) {
                MemorySegment.copy(extreme, 0, extreme, itemSize, itemSize);
                kernel.fold(extreme, 0, memory, at + done * itemSize, itemSize, Math.min(PIECE, count - done));
                piece = isSame(extreme, itemSize) ? piece : done;
            }
            for (long i = piece; i < count; i++) {
                if (isSame(memory, at + i * itemSize)) {
                    return i;
                }
            }
            throw new AssertionError("extreme of " + count + " elements of " + dtype + " is none of them");
        }

        private boolean isNan(MemorySegment memory, long at) {
            if (dtype.kind() == Kind.FLOAT) {
                return Double.isNaN(real(memory, at, itemSize));
            }
            return dtype.kind() == Kind.COMPLEX
                    && (Double.isNaN(real(memory, at, itemSize / 2))
                            || Double.isNaN(real(memory, at + itemSize / 2, itemSize / 2)));
        }

        /// Whether an element is as large as the extreme, in which -0 is 0 and every NaN the same.
        private boolean isSame(MemorySegment memory, long at) {
            return switch (dtype.kind()) {
                case FLOAT ->
                    real(memory, at, itemSize) == real(extreme, 0, itemSize)
                            || (isNan(memory, at) && isNan(extreme, 0));
                case COMPLEX -> {
                    long half = itemSize / 2;
                    boolean isEqual = real(memory, at, half) == real(extreme, 0, half)
                            && real(memory, at + half, half) == real(extreme, half, half);
                    yield isEqual || (isNan(memory, at) && isNan(extreme, 0));
                }
                default -> bits(memory, at) == bits(extreme, 0);
            };
        }

        private long bits(MemorySegment memory, long at) {
            return Elements.bits(memory, ByteOrder.nativeOrder(), itemSize, at);
        }

        private static double real(MemorySegment memory, long at, long size) {
            return Elements.real(memory, ByteOrder.nativeOrder(), size, at);
        }
    }

    private static final class OfTexts extends Scan {
        private final long unit;

        OfTexts(boolean isMax, DType dtype) {
            super(isMax, dtype);
            unit = dtype.kind() == Kind.TEXT ? Integer.BYTES : 1;
        }

        @Override
        long first(MemorySegment memory, long at, long count) {
            long first = 0;
            for (long i = 1; i < count; i++) {
                int order = compare(memory, at + i * itemSize, at + first * itemSize);
                first = (isMax ? order > 0 : order < 0) ? i : first;
            }
            return first;
        }

        private int compare(MemorySegment memory, long left, long right) {
            for (long i = 0; i < itemSize; i += unit) {
                int order = Long.compareUnsigned(unit(memory, left + i), unit(memory, right + i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        private long unit(MemorySegment memory, long at) {
            return Elements.bits(memory, ByteOrder.nativeOrder(), unit, at);
        }
    }
}
