package dev.ndwire.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// What the subcommands have in common.
abstract class Subcommand implements Callable<Integer> {
    /// The exit code of what was done.
    static final int DONE = 0;

    /// The exit code of what failed.
    static final int FAILED = 1;

    @ParentCommand
    @Nullable
    Main main;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean isHelpAskedFor;

    @Option(names = "--json", description = "Answer in JSON, one document a line.")
    boolean json;

    Streams streams() {
        if (main == null) {
            throw new IllegalStateException("a subcommand runs under the command");
        }
        return main.streams();
    }

    PrintWriter out() {
        return streams().out();
    }

    /// The command was called in a way that it cannot be meant.
    ParameterException misuse(String message) {
        if (spec == null) {
            throw new IllegalStateException("a subcommand runs under the command");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
