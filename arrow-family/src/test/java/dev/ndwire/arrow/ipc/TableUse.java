package dev.ndwire.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.value.MalformedException;
import java.lang.foreign.MemorySegment;
import java.time.DateTimeException;

/// Does with a table whatever can be done with one, and lets pass only errors that say what is wrong.
public final class TableUse {
    private static final int MAX_ROWS = 100;

    private TableUse() {}

    /// Whether an error is what a peer's fault may lead to.
    public static boolean isClear(RuntimeException error) {
        return error instanceof MalformedException
                || error instanceof UnsupportedArrowTypeException
                || error instanceof MemoryBudgetExceededException;
    }

    /// Uses a table, and closes it.
    ///
    /// @param table its rows may be malformed
    /// @param lease takes what is written
    public static void all(Table table, Lease lease) {
        try (table) {
            String text = table.toString();
            if (text.contains("(NullPointerException)") || text.contains("(ClassCastException)")) {
                throw new AssertionError(text);
            }
            long rows = Math.min(table.rowCount(), MAX_ROWS);
            for (int column = 0; column < table.columnCount(); column++) {
                for (long row = 0; row < rows; row++) {
                    read(table, column, row);
                }
                arrays(table, column, lease);
            }
            attempt(() -> table.slice(rows / 2, rows - rows / 2).close());
            attempt(() -> table.slice(0, rows).close());
            attempt(() -> again(table, lease));
            for (Batch batch : table.batches()) {
                attempt(() -> FullCheck.check(batch));
            }
        }
    }

    private static void read(Table table, int column, long row) {
        try {
            String ignored = String.valueOf(table.column(column).get(row));
        } catch (DateTimeException | ArithmeticException e) {
            // A number that no date is.
        } catch (RuntimeException e) {
            passClear(e);
        }
    }

    private static void arrays(Table table, int column, Lease lease) {
        array(() -> table.column(column).array().sum());
        array(() -> assertThat(table.column(column).toArray(lease).toString()).isNotNull());
        array(() -> assertThat(table.column(column).maskedArray().toString()).isNotNull());
    }

    /// What no array is, is the caller's fault.
    private static void array(Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException | UnsupportedOperationException | ArithmeticException | DateTimeException e) {
            // A column that no array is.
        } catch (RuntimeException e) {
            passClear(e);
        }
    }

    private static void again(Table table, Lease lease) {
        MemorySegment written = table.toStream().toSegment(lease);
        Table.ofStream(written, lease).close();
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            passClear(e);
        }
    }

    private static void passClear(RuntimeException error) {
        if (!isClear(error)) {
            throw error;
        }
    }
}
