package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.Python;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.io.PrintStream;

/// Tables from this JVM to a second one and to a Python, over TCP: ours, the plain socket, and Arrow's Flight take
/// turns.
///
/// Prints tables in Markdown: the median of the rounds and their range, and how many times the speed of the floor and
/// of each rival that is, each transfer beside that of the same round.
public final class TableReport {
    // Enough for the JIT to have compiled what is timed.
    private static final int FIRST_ROUNDS = 3_000;

    private final PrintStream out;
    private final int rounds;
    private final long byteSize;
    private final int firstRounds;

    /// Prepares a report.
    ///
    /// @param out where to
    /// @param rounds how often each way is measured
    /// @param byteSize of the numbers of a table
    /// @param firstRounds how many small tables each way sends first
    TableReport(PrintStream out, int rounds, long byteSize, int firstRounds) {
        this.out = out;
        this.rounds = rounds;
        this.byteSize = byteSize;
        this.firstRounds = firstRounds;
    }

    /// Prints the report.
    ///
    /// @param arguments how many rounds, 9 unless given, and the size of a table, 64 MiB unless given
    /// @throws Exception if a process does not start or dies, or anything comes that is not what was sent
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 9 : Integer.parseInt(arguments[0]);
        long byteSize = ByteSizes.parse(arguments.length < 2 ? "64MiB" : arguments[1]);
        new TableReport(System.out, rounds, byteSize, FIRST_ROUNDS).run();
    }

    /// Prints all of it, without Python where there is none.
    void run() throws Exception {
        try (Scratch scratch = Scratch.make()) {
            toJvm(scratch);
            if (Python.isThere()) {
                toPython();
            }
            print(Peaks.ofTables(scratch, byteSize));
        }
    }

    /// From this JVM to a second one.
    private void toJvm(Scratch scratch) throws Exception {
        // Room for the regions of all ways side by side: they are not of one size.
        try (Second jvm = Second.jvmWithFlight(scratch, 3 * byteSize, byteSize)) {
            try (Ways ways = Ways.tablesToJvm(jvm.peer(), jvm.places())) {
                Turns turns = new Turns(ways.all(), Progress.none());
                warmUp(turns);
                toJvm(turns, 1, true);
                toJvm(turns, 1, false);
                toJvm(turns, manyBatches(), false);
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private void warmUp(Turns turns) throws Exception {
        try (Numbers small = Numbers.table(Turns.FIRST_BYTES, 1)) {
            turns.warmUp(small, firstRounds);
        }
    }

    private int manyBatches() {
        return Math.toIntExact(Math.max(2, byteSize >> 20));
    }

    private void toJvm(Turns turns, int batchCount, boolean isFresh) throws Exception {
        try (Numbers numbers = Numbers.table(byteSize, batchCount)) {
            String what = "JVM to JVM, " + shape(numbers) + ", into " + (isFresh ? "fresh" : "warm") + " memory";
            print(Sheet.of(what, byteSize, turns.run(what, numbers, rounds, isFresh), 2, 3));
        }
    }

    /// From this JVM, and from a Python, to a Python.
    private void toPython() throws Exception {
        try (Second python = Second.python();
                Ways ways = Ways.tablesToPython(python.peer(), python.places())) {
            Turns turns = new Turns(ways.all(), Progress.none());
            warmUp(turns);
            try (Numbers numbers = Numbers.table(byteSize, 1)) {
                String what = "JVM to Python, " + shape(numbers);
                print(Sheet.of(what, byteSize, turns.run(what, numbers, rounds, false), 1, 3, 4));
            }
        }
    }

    private void print(Sheet sheet) {
        out.print(sheet.markdown());
        out.flush();
    }

    private static String shape(Numbers numbers) {
        int batchCount = numbers.batches().size();
        return ByteSizes.format(numbers.byteSize()) + " in " + Numbers.COLUMN_COUNT + " columns and "
                + (batchCount == 1 ? "one batch" : batchCount + " batches");
    }
}
