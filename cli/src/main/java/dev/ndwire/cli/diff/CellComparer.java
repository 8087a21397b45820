package dev.ndwire.cli.diff;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.cli.diff.TableComparison.Cell;
import dev.ndwire.cli.diff.TableComparison.Pair;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/// Compares the cells of two tables of as many rows, whose batches need not go together.
///
/// Runs of rows whose bytes are the same on both sides are passed over; only the others are looked at as values.
final class CellComparer {
    private static final int MAX_RUN = 1 << 14;

    private final Table left;
    private final Table right;
    private final List<Pair> pairs;
    private final CellEquality equality;
    private long count;
    private @Nullable Cell first;

    CellComparer(Table left, Table right, List<Pair> pairs, Tolerance tolerance) {
        this.left = left;
        this.right = right;
        this.pairs = pairs;
        this.equality = new CellEquality(tolerance);
    }

    long size() {
        return left.rowCount() == right.rowCount() ? left.rowCount() * pairs.size() : 0;
    }

    long count() {
        return count;
    }

    @Nullable
    Cell first() {
        return first;
    }

    /// A place in a table's batches.
    private static final class Cursor {
        private final List<Batch> batches;
        private int index;
        private int offset;

        Cursor(Table table) {
            this.batches = table.batches();
        }

        /// The batch of the next row; there must be one.
        Batch batch() {
            while (offset == batches.get(index).rowCount()) {
                index++;
                offset = 0;
            }
            return batches.get(index);
        }

        int left() {
            return batch().rowCount() - offset;
        }
    }

    void run() {
        Cursor one = new Cursor(left);
        Cursor other = new Cursor(right);
        int length;
        for (long row = 0; row < left.rowCount(); row += length) {
            length = Math.min(MAX_RUN, Math.min(one.left(), other.left()));
            int size = length;
            List<Pair> different = pairs.stream()
                    .filter(pair -> !areSameBytes(one, pair.left(), other, pair.right(), size))
                    .toList();
            if (!different.isEmpty()) {
                compare(different, row, length);
            }
            one.offset += length;
            other.offset += length;
        }
    }

    private static boolean areSameBytes(Cursor one, int oneColumn, Cursor other, int otherColumn, int length) {
        FieldVector a = one.batch().root().getVector(oneColumn);
        FieldVector b = other.batch().root().getVector(otherColumn);
        boolean isEncoded = a.getField().getDictionary() != null || b.getField().getDictionary() != null;
        if (isEncoded
                || !a.getField().getType().equals(b.getField().getType())
                || one.batch().nulls().of(a) > 0
                || other.batch().nulls().of(b) > 0) {
            return false;
        }
        // Bits have a width of 0.
        return a instanceof BaseFixedWidthVector fixed
                && b instanceof BaseFixedWidthVector fixedToo
                && fixed.getTypeWidth() > 0
                && bytes(fixed, one.offset, length).mismatch(bytes(fixedToo, other.offset, length)) < 0;
    }

    private static MemorySegment bytes(BaseFixedWidthVector vector, int row, int length) {
        long width = vector.getTypeWidth();
        return ArrowMemory.segment(vector.getDataBuffer()).asSlice(row * width, length * width);
    }

    private void compare(List<Pair> different, long row, int length) {
        try (Table a = left.slice(row, length);
                Table b = right.slice(row, length)) {
            for (Pair pair : different) {
                compare(a, b, pair, row);
            }
        }
    }

    private void compare(Table a, Table b, Pair pair, long start) {
        long row = start;
        Iterator<@Nullable Object> others = b.column(pair.right()).values().iterator();
        for (Iterator<@Nullable Object> values = a.column(pair.left()).values().iterator(); values.hasNext(); row++) {
            Object value = values.next();
            Object other = others.next();
            if (!equality.areSame(value, other)) {
                count++;
                if (first == null || row < first.row()) {
                    first = new Cell(row, a.column(pair.left()).name(), text(value), text(other));
                }
            }
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "(null)" : value.toString();
    }
}
