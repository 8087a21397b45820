package dev.ndwire.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command itself; all work is in its subcommands.
@Command(
        name = "ndwire",
        description = "Moves large numeric arrays between JVMs, and between the JVM and Python.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {PingCommand.class})
public final class Main {
    /// Made by picocli and by tests.
    Main() {}

    /// Runs one command and exits with its code.
    ///
    /// @param args the words after `ndwire`
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
