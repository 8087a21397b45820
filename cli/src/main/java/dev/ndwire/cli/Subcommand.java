package dev.ndwire.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /// The exit code of a failure.
    int failureCode() {
        return FAILED;
    }

    /// Tells of an array that is in a file now.
    final void tellWritten(String key, ArrayDescription description, Path file) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("key", key);
        members.put("file", file.toString());
        out().println(
                        json
                                ? Json.of(description.addTo(members))
                                : Text.printable(key) + ": " + description + ", in " + Text.printable(file.toString()));
        out().flush();
    }

    /// The command was called in a way that it cannot be meant.
    ParameterException misuse(String message) {
        if (spec == null) {
            throw new IllegalStateException("a subcommand runs under the command");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
