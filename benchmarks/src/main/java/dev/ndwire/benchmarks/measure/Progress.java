package dev.ndwire.benchmarks.measure;

import dev.ndwire.benchmarks.TerminalLine;
import java.time.Duration;

/// Shows on a terminal what is measured now and how long all of it will take; elsewhere one line for each suite.
public final class Progress {
    private static final long INTERVAL_NANOS = 100_000_000;
    private static final double NANOS = 1e9;

    private final TerminalLine line;
    private final int suiteCount;
    private final double expectedSeconds;
    private final long begun = System.nanoTime();
    private String suite = "";
    private int suiteNumber;
    private double done;
    private long shown;

    /// Begins.
    ///
    /// @param line where it is shown
    /// @param suiteCount how many suites there are
    /// @param expectedSeconds of all suites
    public Progress(TerminalLine line, int suiteCount, double expectedSeconds) {
        this.line = line;
        this.suiteCount = suiteCount;
        this.expectedSeconds = expectedSeconds;
    }

    /// Begins a suite.
    ///
    /// @param label of it
    public void suite(String label) {
        suite = label;
        suiteNumber++;
        line.say("suite " + label + ", " + suiteNumber + " of " + suiteCount + ", about " + left());
        show("starting");
    }

    /// Says what is measured now.
    ///
    /// @param what in some words
    public void show(String what) {
        line.show(left() + ", " + suite + ": " + what);
        shown = System.nanoTime();
    }

    /// Says something that stays.
    ///
    /// @param text a sentence
    public void note(String text) {
        line.note("suite " + suite + ": " + text);
    }

    /// Begins a round, of which only some are shown.
    ///
    /// @param what is measured
    /// @param index of the round, from 0
    /// @param count of all rounds
    public void round(String what, int index, int count) {
        if (System.nanoTime() - shown > INTERVAL_NANOS) {
            show(what + ", round " + (index + 1) + " of " + count);
        }
    }

    /// Says that some of it is done.
    ///
    /// @param seconds how long that was expected to take
    public void done(double seconds) {
        done += seconds;
    }

    private String left() {
        // How long it takes in truth, for each second that was expected.
        double pace = done == 0 ? 1 : (System.nanoTime() - begun) / NANOS / done;
        Duration left = Duration.ofSeconds(Math.round(Math.max(0, expectedSeconds - done) * pace));
        return "%d:%02d left".formatted(left.toMinutes(), left.toSecondsPart());
    }

    /// Wipes the line.
    public void clear() {
        line.clear();
    }
}
