package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.TerminalLine;
import java.io.PrintStream;

/// One line on a terminal that says what is measured now; nothing elsewhere.
final class Progress {
    private static final long INTERVAL_NANOS = 100_000_000;

    private final TerminalLine line;
    private final long start = System.nanoTime();
    private String suite = "";
    private long shown;

    /// @param err where it is shown
    /// @param isShown whether a person looks there
    Progress(PrintStream err, boolean isShown) {
        this.line = new TerminalLine(err, isShown);
    }

    /// What nobody looks at.
    static Progress none() {
        return new Progress(System.err, false);
    }

    /// Begins a suite.
    ///
    /// @param name of it
    /// @param index of it, from 0
    /// @param count of all suites
    void suite(String name, int index, int count) {
        suite = "[" + (index + 1) + "/" + count + "] " + name + ": ";
        show("starting processes");
    }

    /// Begins a round.
    ///
    /// @param what is measured
    /// @param index of the round, from 0
    /// @param count of all rounds
    void round(String what, int index, int count) {
        if (System.nanoTime() - shown > INTERVAL_NANOS) {
            show(what + ", round " + (index + 1) + " of " + count);
        }
    }

    private void show(String text) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        line.show(suite + text + ", " + seconds + " s");
        shown = System.nanoTime();
    }

    /// Wipes the line.
    void clear() {
        line.clear();
    }
}
