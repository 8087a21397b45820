package dev.ndwire.ndarray.select;

import java.util.Arrays;

/// Sorts positions by the elements at them; positions of equal elements keep their order.
final class StableSort {
    /// Two positions compared.
    @FunctionalInterface
    interface PositionOrder {
        /// Compares the elements at two positions.
        ///
        /// @return negative if the left one comes first, 0 if none does
        int compare(int left, int right);
    }

    /// Shorter rows are sorted by insertion: the digits of longs would take longer to count.
    private static final int MAX_INSERTION = 48;

    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = Long.SIZE / DIGIT_BITS;
    private static final int RADIX = 1 << DIGIT_BITS;

    private StableSort() {}

    /// The positions 0 to, but without, `count` in the order of their keys.
    ///
    /// @param keys one a position; overwritten, and sorted afterwards
    static int[] byKeys(long[] keys, int count) {
        int[] positions = identity(count);
        if (count <= MAX_INSERTION) {
            insert(keys, positions, count);
            return positions;
        }
        return byDigits(keys, positions, count);
    }

    private static int[] identity(int count) {
        var positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = i;
        }
        return positions;
    }

    private static void insert(long[] keys, int[] positions, int count) {
        for (int i = 1; i < count; i++) {
            long key = keys[i];
            int position = positions[i];
            int at = i;
            while (at > 0 && keys[at - 1] > key) {
                keys[at] = keys[at - 1];
                positions[at] = positions[--at];
            }
            keys[at] = key;
            positions[at] = position;
        }
    }

    /// Least significant digit first; a digit that all keys share is left out.
    private static int[] byDigits(long[] keys, int[] positions, int count) {
        int[][] counts = counts(keys, count);
        long[] fromKeys = keys;
        int[] from = positions;
        var toKeys = new long[count];
        var to = new int[count];
        boolean areElsewhere = false;
        for (int digit = 0; digit < DIGITS; digit++) {
            int shift = digit * DIGIT_BITS;
            int[] starts = counts[digit];
            if (starts[digit(fromKeys[0], shift)] == count) {
                continue;
            }
            int start = 0;
            for (int value = 0; value < RADIX; value++) {
                int size = starts[value];
                starts[value] = start;
                start += size;
            }
            for (int i = 0; i < count; i++) {
                int at = starts[digit(fromKeys[i], shift)]++;
                toKeys[at] = fromKeys[i];
                to[at] = from[i];
            }
            long[] keysAgain = fromKeys;
            fromKeys = toKeys;
            toKeys = keysAgain;
            int[] again = from;
            from = to;
            to = again;
            areElsewhere = !areElsewhere;
        }
        if (areElsewhere) {
            System.arraycopy(fromKeys, 0, keys, 0, count);
        }
        return from;
    }

    private static int[][] counts(long[] keys, int count) {
        var counts = new int[DIGITS][RADIX];
        for (int i = 0; i < count; i++) {
            for (int digit = 0; digit < DIGITS; digit++) {
                counts[digit][digit(keys[i], digit * DIGIT_BITS)]++;
            }
        }
        return counts;
    }

    /// The sign is flipped, so that the most significant digit of negative keys is the smaller one.
    private static int digit(long key, int shift) {
        return (int) ((key ^ Long.MIN_VALUE) >>> shift) & (RADIX - 1);
    }

    /// The positions 0 to, but without, `count` in an order, by merging.
    static int[] by(PositionOrder order, int count) {
        int[] positions = identity(count);
        merge(order, positions, new int[count], 0, count);
        return positions;
    }

    private static void merge(PositionOrder order, int[] positions, int[] spare, int from, int to) {
        if (to - from <= 8) {
            insert(order, positions, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        merge(order, positions, spare, from, middle);
        merge(order, positions, spare, middle, to);
        if (order.compare(positions[middle - 1], positions[middle]) <= 0) {
            return;
        }
        System.arraycopy(positions, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            boolean isRight = right < to && order.compare(positions[right], spare[left]) < 0;
            positions[at] = isRight ? positions[right++] : spare[left++];
        }
    }

    private static void insert(PositionOrder order, int[] positions, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int position = positions[i];
            int at = i;
            while (at > from && order.compare(positions[at - 1], position) > 0) {
                positions[at] = positions[--at];
            }
            positions[at] = position;
        }
    }

    /// Sorts small keys by counting them.
    ///
    /// @param keys each within -32768 to 65535
    static void countKeys(long[] keys, int count) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, keys[i]);
            greatest = Math.max(greatest, keys[i]);
        }
        var counts = new int[(int) (greatest - least) + 1];
        for (int i = 0; i < count; i++) {
            counts[(int) (keys[i] - least)]++;
        }
        int at = 0;
        for (int value = 0; value < counts.length; value++) {
            Arrays.fill(keys, at, at + counts[value], least + value);
            at += counts[value];
        }
    }
}
