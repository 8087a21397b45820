package dev.ndwire.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// Stands in the list of commands for a program of its own: the launcher of the sources starts it, and this never runs
/// there.
@Command(
        name = "bench",
        description =
                "Measures this machine beside floors and rivals; comes with the sources only: './ndwire bench'.%n")
final class BenchCommand extends Subcommand {
    // Its options are not known here, and must not be what is complained of.
    @Unmatched
    private List<String> unread = List.of();

    @Override
    public Integer call() {
        throw new FailureException("bench is not in this program: it comes with the sources, as './ndwire bench"
                + (unread.isEmpty() ? "" : " " + String.join(" ", unread)) + "'");
    }
}
