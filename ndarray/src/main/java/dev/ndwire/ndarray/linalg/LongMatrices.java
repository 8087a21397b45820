package dev.ndwire.ndarray.linalg;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Multiplies matrices of int64 in native memory, which wrap round.
///
/// A block of the right matrix is copied into an array that stays in the processor's cache; every row of the left one
/// passes over it. The products of one element are added up one after another, from the first to the last.
final class LongMatrices {
    private static final ValueLayout.OfLong LAYOUT = ValueLayout.JAVA_LONG_UNALIGNED;

    /// Columns and rows of a block of the right matrix.
    private static final int COLUMNS = 512;

    private static final int ROWS = 64;

    private final MemorySegment left;
    private final MemorySegment right;
    private final MemorySegment target;
    private final Layout leftLayout;
    private final Layout rightLayout;
    private final long targetStart;
    private final long rows;
    private final long inner;
    private final long columns;

    /// @param target in C order
    LongMatrices(Strided left, Strided right, Strided target) {
        this.left = left.segment();
        this.right = right.segment();
        this.target = target.segment();
        leftLayout = left.layout();
        rightLayout = right.layout();
        targetStart = target.layout().byteOffset();
        rows = leftLayout.length(0);
        inner = leftLayout.length(1);
        columns = rightLayout.length(1);
    }

    void multiply() {
        if (columns == 1) {
            columns();
            return;
        }
        var block = new long[(int) (Math.min(ROWS, inner) * Math.min(COLUMNS, columns))];
        var sums = new long[(int) Math.min(COLUMNS, columns)];
        target.asSlice(targetStart, rows * columns * Long.BYTES).fill((byte) 0);
        for (long column = 0; column < columns; column += COLUMNS) {
            int width = (int) Math.min(COLUMNS, columns - column);
            for (long k = 0; k < inner; k += ROWS) {
                int height = (int) Math.min(ROWS, inner - k);
                load(block, k, height, column, width);
                passOver(block, sums, k, height, column, width);
            }
        }
    }

    private void load(long[] block, long k, int height, long column, int width) {
        long stride = rightLayout.byteStride(1);
        for (int row = 0; row < height; row++) {
            long at = rightLayout.byteOffset() + (k + row) * rightLayout.byteStride(0) + column * stride;
            for (int i = 0; i < width; i++) {
                block[row * width + i] = right.get(LAYOUT, at + i * stride);
            }
        }
    }

    private void passOver(long[] block, long[] sums, long k, int height, long column, int width) {
        var factors = new long[height];
        for (long row = 0; row < rows; row++) {
            long from = leftLayout.byteOffset() + row * leftLayout.byteStride(0) + k * leftLayout.byteStride(1);
            for (int i = 0; i < height; i++) {
                factors[i] = left.get(LAYOUT, from + i * leftLayout.byteStride(1));
            }
            long to = targetStart + (row * columns + column) * Long.BYTES;
            MemorySegment.copy(target, LAYOUT, to, sums, 0, width);
            add(block, sums, factors, width);
            MemorySegment.copy(sums, 0, target, LAYOUT, to, width);
        }
    }

    /// Four rows of the block at a time, so that sums are loaded and stored less often.
    private static void add(long[] block, long[] sums, long[] factors, int width) {
        int k = 0;
        for (; k + 4 <= factors.length; k += 4) {
            add(block, k * width, sums, factors[k], factors[k + 1], factors[k + 2], factors[k + 3], width);
        }
        for (; k < factors.length; k++) {
            long factor = factors[k];
            for (int i = 0; i < width; i++) {
                sums[i] += factor * block[k * width + i];
            }
        }
    }

    private static void add(long[] block, int at, long[] sums, long f0, long f1, long f2, long f3, int width) {
        for (int i = 0; i < width; i++) {
            sums[i] = (((sums[i] + f0 * block[at + i]) + f1 * block[at + width + i]) + f2 * block[at + 2 * width + i])
                    + f3 * block[at + 3 * width + i];
        }
    }

    /// A matrix and one column: a sum for each row.
    private void columns() {
        var column = new long[(int) Math.min(1 << 14, inner)];
        target.asSlice(targetStart, rows * Long.BYTES).fill((byte) 0);
        for (long k = 0; k < inner; k += column.length) {
            int height = (int) Math.min(column.length, inner - k);
            for (int i = 0; i < height; i++) {
                column[i] = right.get(LAYOUT, rightLayout.byteOffset() + (k + i) * rightLayout.byteStride(0));
            }
            for (long row = 0; row < rows; row++) {
                long from = leftLayout.byteOffset() + row * leftLayout.byteStride(0) + k * leftLayout.byteStride(1);
                long to = targetStart + row * Long.BYTES;
                target.set(LAYOUT, to, sum(target.get(LAYOUT, to), column, height, from, leftLayout.byteStride(1)));
            }
        }
    }

    private long sum(long start, long[] column, int height, long from, long stride) {
        long sum = start;
        for (int i = 0; i < height; i++) {
            sum += left.get(LAYOUT, from + i * stride) * column[i];
        }
        return sum;
    }
}
