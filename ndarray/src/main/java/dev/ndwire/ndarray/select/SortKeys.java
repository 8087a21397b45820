package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Elements;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bools, integers, floats and times as longs in the same order: equal elements have equal keys, both zeros of a float
/// have the key 0, and NaN and NaT the greatest of all.
///
/// A float's bits are sign and magnitude, so its key is the magnitude with that sign. An unsigned long's is the number
/// shifted to begin at the least long, a time's one less, so that NaT, the least, becomes the greatest.
final class SortKeys {
    private static final long LAST = Long.MAX_VALUE;

    /// Elements that are read at once where they are read again.
    private static final int CHUNK = 1 << 10;

    private enum Form {
        SIGNED,
        UNSIGNED,
        UNSIGNED_LONG,
        FLOATING,
        TIME
    }

    private final Form form;
    private final int byteSize;
    private final ByteOrder order;
    /// All bits but the sign, and those of infinity; of floats only.
    private final long magnitude;

    private final long infinity;

    private SortKeys(Form form, int byteSize, ByteOrder order) {
        this.form = form;
        this.byteSize = byteSize;
        this.order = order;
        this.magnitude = (1L << (8 * byteSize - 1)) - 1;
        this.infinity = switch (byteSize) {
            case 2 -> 0x7c00;
            case 4 -> 0x7f80_0000;
            default -> 0x7ff0_0000_0000_0000L;
        };
    }

    /// Whether elements have keys: those of numbers other than complex, and times.
    static boolean areFor(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL, INT, UINT, FLOAT, DATETIME, TIMEDELTA -> dtype.itemSize() <= Long.BYTES;
            default -> false;
        };
    }

    static SortKeys of(DType dtype) {
        int byteSize = (int) dtype.itemSize();
        Form form = switch (dtype.kind()) {
            case INT -> Form.SIGNED;
            case BOOL, UINT -> byteSize == Long.BYTES ? Form.UNSIGNED_LONG : Form.UNSIGNED;
            case FLOAT -> Form.FLOATING;
            default -> Form.TIME;
        };
        return new SortKeys(form, byteSize, dtype.byteOrder());
    }

    /// The keys of a half of a complex number.
    static SortKeys ofHalf(DType complex) {
        return new SortKeys(Form.FLOATING, (int) complex.itemSize() / 2, complex.byteOrder());
    }

    /// How many different keys there are, if they can be counted: those of one and two bytes.
    boolean areFew() {
        return byteSize <= 2 && form != Form.FLOATING;
    }

    /// The key of one element.
    long at(MemorySegment memory, long byteOffset) {
        return key(Elements.bits(memory, order, byteSize, byteOffset));
    }

    boolean isNan(long key) {
        return key == LAST && (form == Form.FLOATING || form == Form.TIME);
    }

    private long key(long bits) {
        return switch (form) {
            case SIGNED -> bits;
            case UNSIGNED -> bits & (magnitude << 1 | 1);
            case UNSIGNED_LONG -> bits ^ Long.MIN_VALUE;
            case FLOATING -> floating(bits);
            case TIME -> bits - 1;
        };
    }

    private long floating(long bits) {
        long size = bits & magnitude;
        if (size > infinity) {
            return LAST;
        }
        return bits < 0 ? -size : size;
    }

    /// Reads the keys of elements that lie one after another in native memory.
    void read(MemorySegment run, long byteOffset, int count, long[] keys) {
        RawLongs.read(run, byteOffset, byteSize, order, count, keys);
        switch (form) {
            case SIGNED -> {}
            case UNSIGNED -> {
                long mask = magnitude << 1 | 1;
                for (int i = 0; i < count; i++) {
                    keys[i] &= mask;
                }
            }
            case UNSIGNED_LONG -> {
                for (int i = 0; i < count; i++) {
                    keys[i] ^= Long.MIN_VALUE;
                }
            }
            case FLOATING -> {
                for (int i = 0; i < count; i++) {
                    keys[i] = floating(keys[i]);
                }
            }
            case TIME -> {
                for (int i = 0; i < count; i++) {
                    keys[i]--;
                }
            }
        }
    }

    /// Writes the elements of sorted keys over those that the keys were read from.
    ///
    /// Zeros of either sign, and NaNs of any bits, come in the order that they have in memory: the sort is stable.
    ///
    void writeSorted(long[] keys, int count, MemorySegment run, long byteOffset) {
        switch (form) {
            case SIGNED, UNSIGNED -> {}
            case UNSIGNED_LONG -> {
                for (int i = 0; i < count; i++) {
                    keys[i] ^= Long.MIN_VALUE;
                }
            }
            case FLOATING -> toFloats(keys, count, run, byteOffset);
            case TIME -> {
                for (int i = 0; i < count; i++) {
                    keys[i]++;
                }
            }
        }
        RawLongs.write(run, byteOffset, byteSize, order, count, keys);
    }

    private void toFloats(long[] keys, int count, MemorySegment run, long byteOffset) {
        int zero = first(keys, count, 0);
        int nan = first(keys, count, LAST);
        boolean hasTwins = nan < count || (zero < count && keys[zero] == 0);
        for (int i = 0; i < count; i++) {
            keys[i] = keys[i] < 0 ? -keys[i] | ~magnitude : keys[i];
        }
        if (!hasTwins) {
            return;
        }
        var chunk = new long[Math.min(count, CHUNK)];
        for (int done = 0; done < count; done += chunk.length) {
            int size = Math.min(chunk.length, count - done);
            RawLongs.read(run, byteOffset + (long) done * byteSize, byteSize, order, size, chunk);
            for (int i = 0; i < size; i++) {
                long bits = chunk[i] & magnitude;
                if (bits == 0) {
                    keys[zero++] = chunk[i];
                } else if (bits > infinity) {
                    keys[nan++] = chunk[i];
                }
            }
        }
    }

    private static int first(long[] sorted, int count, long key) {
        int at = Arrays.binarySearch(sorted, 0, count, key);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && sorted[at - 1] == key) {
            at--;
        }
        return at;
    }
}
