package dev.ndwire.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/// Where a command's words and bytes go.
///
/// @param out results, as text
/// @param err errors and progress
/// @param rawOut standard output, for bytes; never used in the same run as `out`
/// @param outIsTerminal whether a person looks at standard output
/// @param errIsTerminal whether a person looks at standard error
public record Streams(
        PrintWriter out, PrintStream err, OutputStream rawOut, boolean outIsTerminal, boolean errIsTerminal) {
    // The launcher tells which of the descriptors 1 and 2 are terminals, such as "12" or "2": Java cannot ask each.
    private static final String TERMINALS_PROPERTY = "ndwire.terminals";

    /// Those of this process.
    ///
    /// @return standard output and error
    static Streams ofProcess() {
        String terminals = System.getProperty(TERMINALS_PROPERTY, "");
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        return new Streams(
                new PrintWriter(System.out, false, charset),
                System.err,
                new FileOutputStream(FileDescriptor.out),
                terminals.contains("1"),
                terminals.contains("2"));
    }
}
