package dev.ndwire.ndarray.reduce.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// float16: computed as float32, and rounded whenever an element of the target is stored.
final class HalfKernels {
    private static final ValueLayout.OfShort LAYOUT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private HalfKernels() {}

    private static float get(MemorySegment memory, long at) {
        return Float.float16ToFloat(memory.get(LAYOUT, at));
    }

    private static void set(MemorySegment memory, long at, float value) {
        memory.set(LAYOUT, at, Float.floatToFloat16(value));
    }

    private static float rounded(float value) {
        return Float.float16ToFloat(Float.floatToFloat16(value));
    }

    /// Rows by way of an array of one strip of the target.
    abstract static class Strips implements Kernel {
        @Override
        public void rows(MemorySegment target, long at, long stride, Rows rows) {
            var strip = new float[(int) Math.min(STRIP, rows.count())];
            for (long done = 0; done < rows.count(); done += strip.length) {
                int length = (int) Math.min(strip.length, rows.count() - done);
                long start = at + done * stride;
                for (int i = 0; i < length; i++) {
                    strip[i] = get(target, start + i * stride);
                }
                long source = rows.at() + done * rows.stride();
                for (long row = 0; row < rows.rowCount(); row++) {
                    take(strip, length, rows.memory(), source + row * rows.rowStride(), rows.stride());
                }
                for (int i = 0; i < length; i++) {
                    set(target, start + i * stride, strip[i]);
                }
            }
        }

        abstract void take(float[] strip, int length, MemorySegment source, long at, long stride);
    }

    /// Numpy's pairwise sum, rounded to float16 only in the end.
    static final class Sum extends Strips {
        private final Tile tile;

        Sum(Tile tile) {
            this.tile = tile;
        }

        @Override
        public boolean foldsHeap() {
            return true;
        }

        @Override
        public void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long stride, long count) {
            set(target, at, get(target, at) + sum(source, sourceAt, stride, count));
        }

        private float sum(MemorySegment source, long at, long stride, long count) {
            if (count > Pairwise.BLOCK) {
                long half = Pairwise.half(count);
                return sum(source, at, stride, half) + sum(source, at + half * stride, stride, count - half);
            }
            return source.isNative()
                    ? block(source, at, stride, (int) count)
                    : block(tile.load(source, at, stride, Short.BYTES, count), 0, Short.BYTES, (int) count);
        }

        private static float block(MemorySegment source, long at, long stride, int count) {
            if (count < Pairwise.LANES) {
                return rest(-0.0f, source, at, stride, count);
            }
            float s0 = get(source, at);
            float s1 = get(source, at + stride);
            float s2 = get(source, at + 2 * stride);
            float s3 = get(source, at + 3 * stride);
            float s4 = get(source, at + 4 * stride);
            float s5 = get(source, at + 5 * stride);
            float s6 = get(source, at + 6 * stride);
            float s7 = get(source, at + 7 * stride);
            int whole = count - count % Pairwise.LANES;
            for (int i = Pairwise.LANES; i < whole; i += Pairwise.LANES) {
                long group = at + i * stride;
                s0 += get(source, group);
                s1 += get(source, group + stride);
                s2 += get(source, group + 2 * stride);
                s3 += get(source, group + 3 * stride);
                s4 += get(source, group + 4 * stride);
                s5 += get(source, group + 5 * stride);
                s6 += get(source, group + 6 * stride);
                s7 += get(source, group + 7 * stride);
            }
            float sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
            return rest(sum, source, at + whole * stride, stride, count - whole);
        }

        private static float rest(float sum, MemorySegment source, long at, long stride, int count) {
            float whole = sum;
            for (int i = 0; i < count; i++) {
                whole += get(source, at + i * stride);
            }
            return whole;
        }

        @Override
        void take(float[] strip, int length, MemorySegment source, long at, long stride) {
            for (int i = 0; i < length; i++) {
                strip[i] = rounded(strip[i] + get(source, at + i * stride));
            }
        }
    }

    /// One product after another, rounded to float16 only in the end.
    static final class Product extends Strips {
        @Override
        public void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long stride, long count) {
            float product = get(target, at);
            for (long i = 0; i < count; i++) {
                product *= get(source, sourceAt + i * stride);
            }
            set(target, at, product);
        }

        @Override
        void take(float[] strip, int length, MemorySegment source, long at, long stride) {
            for (int i = 0; i < length; i++) {
                strip[i] = rounded(strip[i] * get(source, at + i * stride));
            }
        }
    }

    /// The largest, or the smallest as the largest of what is turned round; the first NaN wins, and the first zero.
    static final class Extreme extends Strips {
        private final float sign;

        Extreme(boolean isMax) {
            sign = isMax ? 1 : -1;
        }

        @Override
        public void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long stride, long count) {
            float most = get(target, at);
            for (long i = 0; i < count; i++) {
                most = more(most, get(source, sourceAt + i * stride));
            }
            set(target, at, most);
        }

        private float more(float most, float next) {
            return sign * most >= sign * next || Float.isNaN(most) ? most : next;
        }

        @Override
        void take(float[] strip, int length, MemorySegment source, long at, long stride) {
            for (int i = 0; i < length; i++) {
                strip[i] = more(strip[i], get(source, at + i * stride));
            }
        }
    }
}
