package dev.ndwire.benchmarks;

import java.io.PrintStream;

/// The last line of a terminal, which says what is measured now; elsewhere only what is to stay.
public final class TerminalLine {
    private static final String WIPE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean isShown;

    /// Takes the line.
    ///
    /// @param out where it is
    /// @param isShown whether a person looks there
    public TerminalLine(PrintStream out, boolean isShown) {
        this.out = out;
        this.isShown = isShown;
    }

    /// Shows something in place of what is there.
    ///
    /// @param text shorter than the terminal is wide
    public void show(String text) {
        if (isShown) {
            out.print(WIPE + text);
            out.flush();
        }
    }

    /// Says something that stays, where nobody looks at a terminal.
    ///
    /// @param text a line
    public void say(String text) {
        if (!isShown) {
            out.println(text);
        }
    }

    /// Says something that stays, on a terminal as well.
    ///
    /// @param text a line
    public void note(String text) {
        clear();
        out.println(text);
    }

    /// Wipes the line.
    public void clear() {
        show("");
    }
}
