package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// 64-bit integers, which wrap round, and counts of time.
final class LongKernels {
    private static final ValueLayout.OfLong LAYOUT = ValueLayout.JAVA_LONG_UNALIGNED;

    private LongKernels() {}

    /// Rows by way of an array of one strip of the target.
    abstract static class Strips implements Kernel {
        @Override
        public void rows(MemorySegment target, long at, long stride, Rows rows) {
            var strip = new long[(int) Math.min(STRIP, rows.count())];
            for (long done = 0; done < rows.count(); done += strip.length) {
                int length = (int) Math.min(strip.length, rows.count() - done);
                long start = at + done * stride;
                for (int i = 0; i < length; i++) {
                    strip[i] = target.get(LAYOUT, start + i * stride);
                }
                long source = rows.at() + done * rows.stride();
                for (long row = 0; row < rows.rowCount(); row++) {
                    take(strip, length, rows.memory(), source + row * rows.rowStride(), rows.stride());
                }
                for (int i = 0; i < length; i++) {
                    target.set(LAYOUT, start + i * stride, strip[i]);
                }
            }
        }

        @Override
        public void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long stride, long count) {
            long value = target.get(LAYOUT, at);
            for (long done = 0; done < count; done += STRIP) {
                int length = (int) Math.min(STRIP, count - done);
                value = fold(value, source, sourceAt + done * stride, stride, length);
            }
            target.set(LAYOUT, at, value);
        }

        abstract long fold(long start, MemorySegment source, long at, long stride, int count);

        abstract void take(long[] strip, int length, MemorySegment source, long at, long stride);
    }

    /// The sum modulo 2⁶⁴.
    static final class Sum extends Strips {
        @Override
        long fold(long start, MemorySegment source, long at, long stride, int count) {
            long sum = start;
            if (stride == Long.BYTES) {
                for (int i = 0; i < count; i++) {
                    sum += source.get(LAYOUT, at + i * 8L);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    sum += source.get(LAYOUT, at + i * stride);
                }
            }
            return sum;
        }

        @Override
        void take(long[] strip, int length, MemorySegment source, long at, long stride) {
            if (stride == Long.BYTES) {
                for (int i = 0; i < length; i++) {
                    strip[i] += source.get(LAYOUT, at + i * 8L);
                }
            } else {
                for (int i = 0; i < length; i++) {
                    strip[i] += source.get(LAYOUT, at + i * stride);
                }
            }
        }
    }

    /// The sum of spans of time: NaT once one of them is.
    static final class TimeSum extends Strips {
        @Override
        long fold(long start, MemorySegment source, long at, long stride, int count) {
            long sum = start;
            for (int i = 0; i < count; i++) {
                sum = sum(sum, source.get(LAYOUT, at + i * stride));
            }
            return sum;
        }

        private static long sum(long left, long right) {
            return left == DType.NAT || right == DType.NAT ? DType.NAT : left + right;
        }

        @Override
        void take(long[] strip, int length, MemorySegment source, long at, long stride) {
            for (int i = 0; i < length; i++) {
                strip[i] = sum(strip[i], source.get(LAYOUT, at + i * stride));
            }
        }
    }

    /// The product modulo 2⁶⁴.
    static final class Product extends Strips {
        @Override
        long fold(long start, MemorySegment source, long at, long stride, int count) {
            long product = start;
            for (int i = 0; i < count; i++) {
                product *= source.get(LAYOUT, at + i * stride);
            }
            return product;
        }

        @Override
        void take(long[] strip, int length, MemorySegment source, long at, long stride) {
            if (stride == Long.BYTES) {
                for (int i = 0; i < length; i++) {
                    strip[i] *= source.get(LAYOUT, at + i * 8L);
                }
            } else {
                for (int i = 0; i < length; i++) {
                    strip[i] *= source.get(LAYOUT, at + i * stride);
                }
            }
        }
    }

    /// The largest of what elements become by adding and turning bits round, so that all orders are one: the smallest
    /// is the largest of the complements, unsigned integers are signed ones with the first bit turned round, and NaT,
    /// the smallest number, becomes the largest by taking 1 away.
    static final class Extreme extends Strips {
        private final long added;
        private final long flip;

        Extreme(boolean isMax, boolean isUnsigned, boolean isTime) {
            added = isMax && isTime ? -1 : 0;
            flip = (isMax ? 0 : -1) ^ (isUnsigned ? Long.MIN_VALUE : 0);
        }

        private long key(long value) {
            return (value + added) ^ flip;
        }

        private long value(long key) {
            return (key ^ flip) - added;
        }

        @Override
        long fold(long start, MemorySegment source, long at, long stride, int count) {
            long most = key(start);
            if (stride == Long.BYTES) {
                for (int i = 0; i < count; i++) {
                    most = Math.max(most, key(source.get(LAYOUT, at + i * 8L)));
                }
            } else {
                for (int i = 0; i < count; i++) {
                    most = Math.max(most, key(source.get(LAYOUT, at + i * stride)));
                }
            }
            return value(most);
        }

        @Override
        void take(long[] strip, int length, MemorySegment source, long at, long stride) {
            if (stride == Long.BYTES) {
                for (int i = 0; i < length; i++) {
                    strip[i] = value(Math.max(key(strip[i]), key(source.get(LAYOUT, at + i * 8L))));
                }
            } else {
                for (int i = 0; i < length; i++) {
                    strip[i] = value(Math.max(key(strip[i]), key(source.get(LAYOUT, at + i * stride))));
                }
            }
        }
    }
}
