package dev.ndwire.ndarray.reduce.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// complex128.
final class DoubleComplexKernels {
    private static final ValueLayout.OfDouble LAYOUT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final int HALF = Double.BYTES;

    private DoubleComplexKernels() {}

    /// Rows one element at a time.
    abstract static class Pairs implements Kernel {
        @Override
        public void rows(MemorySegment target, long at, long stride, Rows rows) {
            for (long row = 0; row < rows.rowCount(); row++) {
                long source = rows.at() + row * rows.rowStride();
                for (long i = 0; i < rows.count(); i++) {
                    take(target, at + i * stride, rows.memory(), source + i * rows.stride());
                }
            }
        }

        @Override
        public void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long stride, long count) {
            for (long i = 0; i < count; i++) {
                take(target, at, source, sourceAt + i * stride);
            }
        }

        abstract void take(MemorySegment target, long at, MemorySegment source, long sourceAt);
    }

    /// Numpy's pairwise sum: real and imaginary parts in turns, so that four sums of each run in a block of 64.
    static final class Sum extends Pairs {
        private final Tile tile;

        Sum(Tile tile) {
            this.tile = tile;
        }

        @Override
        public boolean foldsHeap() {
            return true;
        }

        @Override
        void take(MemorySegment target, long at, MemorySegment source, long sourceAt) {
            target.set(LAYOUT, at, target.get(LAYOUT, at) + source.get(LAYOUT, sourceAt));
            target.set(LAYOUT, at + HALF, target.get(LAYOUT, at + HALF) + source.get(LAYOUT, sourceAt + HALF));
        }

        @Override
        public void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long stride, long count) {
            if (stride % (2 * HALF) != 0) {
                // Numpy halves only what lies at whole elements' distances.
                for (long i = 0; i < count; i++) {
                    take(target, at, source, sourceAt + i * stride);
                }
                return;
            }
            var sum = new double[2];
            sum(source, sourceAt, stride, count, sum);
            target.set(LAYOUT, at, target.get(LAYOUT, at) + sum[0]);
            target.set(LAYOUT, at + HALF, target.get(LAYOUT, at + HALF) + sum[1]);
        }

        private void sum(MemorySegment source, long at, long stride, long count, double[] sum) {
            if (2 * count > Pairwise.BLOCK) {
                long half = Pairwise.half(2 * count) / 2;
                sum(source, at, stride, half, sum);
                double real = sum[0];
                double imaginary = sum[1];
                sum(source, at + half * stride, stride, count - half, sum);
                sum[0] = real + sum[0];
                sum[1] = imaginary + sum[1];
            } else if (source.isNative()) {
                block(source, at, stride, (int) count, sum);
            } else {
                block(tile.load(source, at, stride, 2L * HALF, count), 0, 2L * HALF, (int) count, sum);
            }
        }

        private static void block(MemorySegment source, long at, long stride, int count, double[] sum) {
            int whole = count - count % 4;
            double real = -0.0;
            double imaginary = -0.0;
            if (whole > 0) {
                double r0 = source.get(LAYOUT, at);
                double i0 = source.get(LAYOUT, at + HALF);
                double r1 = source.get(LAYOUT, at + stride);
                double i1 = source.get(LAYOUT, at + stride + HALF);
                double r2 = source.get(LAYOUT, at + 2 * stride);
                double i2 = source.get(LAYOUT, at + 2 * stride + HALF);
                double r3 = source.get(LAYOUT, at + 3 * stride);
                double i3 = source.get(LAYOUT, at + 3 * stride + HALF);
                for (int i = 4; i < whole; i += 4) {
                    long group = at + i * stride;
                    r0 += source.get(LAYOUT, group);
                    i0 += source.get(LAYOUT, group + HALF);
                    r1 += source.get(LAYOUT, group + stride);
                    i1 += source.get(LAYOUT, group + stride + HALF);
                    r2 += source.get(LAYOUT, group + 2 * stride);
                    i2 += source.get(LAYOUT, group + 2 * stride + HALF);
                    r3 += source.get(LAYOUT, group + 3 * stride);
                    i3 += source.get(LAYOUT, group + 3 * stride + HALF);
                }
                real = (r0 + r1) + (r2 + r3);
                imaginary = (i0 + i1) + (i2 + i3);
            }
            for (int i = whole; i < count; i++) {
                real += source.get(LAYOUT, at + i * stride);
                imaginary += source.get(LAYOUT, at + i * stride + HALF);
            }
            sum[0] = real;
            sum[1] = imaginary;
        }
    }

    /// One product after another; those of rows are rounded once less, as vector code of processors rounds them.
    static final class Product extends Pairs {
        @Override
        void take(MemorySegment target, long at, MemorySegment source, long sourceAt) {
            double real = target.get(LAYOUT, at);
            double imaginary = target.get(LAYOUT, at + HALF);
            double otherReal = source.get(LAYOUT, sourceAt);
            double otherImaginary = source.get(LAYOUT, sourceAt + HALF);
            target.set(LAYOUT, at, real * otherReal - imaginary * otherImaginary);
            target.set(LAYOUT, at + HALF, real * otherImaginary + imaginary * otherReal);
        }

        @Override
        public void rows(MemorySegment target, long at, long stride, Rows rows) {
            for (long row = 0; row < rows.rowCount(); row++) {
                long source = rows.at() + row * rows.rowStride();
                for (long i = 0; i < rows.count(); i++) {
                    fused(target, at + i * stride, rows.memory(), source + i * rows.stride());
                }
            }
        }

        private static void fused(MemorySegment target, long at, MemorySegment source, long sourceAt) {
            double real = target.get(LAYOUT, at);
            double imaginary = target.get(LAYOUT, at + HALF);
            double otherReal = source.get(LAYOUT, sourceAt);
            double otherImaginary = source.get(LAYOUT, sourceAt + HALF);
            target.set(LAYOUT, at, Math.fma(real, otherReal, -(imaginary * otherImaginary)));
            target.set(LAYOUT, at + HALF, Math.fma(real, otherImaginary, imaginary * otherReal));
        }
    }

    /// The largest or smallest by the real part, then by the imaginary one; the first with a NaN wins.
    static final class Extreme extends Pairs {
        private final double sign;

        Extreme(boolean isMax) {
            sign = isMax ? 1 : -1;
        }

        @Override
        void take(MemorySegment target, long at, MemorySegment source, long sourceAt) {
            double real = target.get(LAYOUT, at);
            double imaginary = target.get(LAYOUT, at + HALF);
            double otherReal = source.get(LAYOUT, sourceAt);
            double otherImaginary = source.get(LAYOUT, sourceAt + HALF);
            boolean isKept = Double.isNaN(real)
                    || Double.isNaN(imaginary)
                    || isAtLeast(real, imaginary, otherReal, otherImaginary);
            if (!isKept) {
                target.set(LAYOUT, at, otherReal);
                target.set(LAYOUT, at + HALF, otherImaginary);
            }
        }

        private boolean isAtLeast(double real, double imaginary, double otherReal, double otherImaginary) {
            if (Double.isNaN(otherReal) || Double.isNaN(otherImaginary)) {
                return false;
            }
            return real == otherReal ? sign * imaginary >= sign * otherImaginary : sign * real > sign * otherReal;
        }
    }
}
