package dev.ndwire.cli;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command itself; all work is in its subcommands.
@Command(
        name = "ndwire",
        description = "Moves large numeric arrays between JVMs, and between the JVM and Python.%n",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            PutCommand.class,
            GetCommand.class,
            ListCommand.class,
            RemoveCommand.class,
            InfoCommand.class,
            HeadCommand.class,
            ConvertCommand.class,
            DiffCommand.class,
            BenchCommand.class,
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 misused; those of diff are its own. An error is one line on standard error.",
            "'ndwire COMMAND --help' tells more. NDWIRE_JAVA_OPTS holds options for Java."
        })
public final class Main implements Runnable {
    private final Streams streams;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show where an error comes from: its stack trace.")
    private boolean isVerbose;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main(Streams streams) {
        this.streams = streams;
    }

    /// Runs one command and exits with its code.
    ///
    /// @param args the words after `ndwire`
    public static void main(String[] args) {
        Interruption interruption = Interruption.ofThisThread();
        int code = run(Streams.ofProcess(), args);
        if (interruption.mayExit(code)) {
            System.exit(code);
        }
    }

    /// Runs one command.
    ///
    /// @param streams where its words go
    /// @param args the words after `ndwire`
    /// @return 0 done, 1 failed, 2 misused; of `diff` 0 same, 1 different, 2 trouble
    public static int run(Streams streams, String... args) {
        Main main = new Main(streams);
        PrintWriter err = new PrintWriter(streams.err(), true, streams.err().charset());
        int code = new CommandLine(main)
                .setOut(streams.out())
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(main::misused)
                .setExecutionExceptionHandler(main::failed)
                .execute(args);
        streams.out().flush();
        err.flush();
        return code;
    }

    /// Where the command's words go.
    Streams streams() {
        return streams;
    }

    /// Without a subcommand there is nothing to do.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private int misused(ParameterException misuse, String[] args) {
        CommandLine command = misuse.getCommandLine();
        complain(Text.printable(Misuse.describe(misuse)) + "; see '"
                + command.getCommandSpec().qualifiedName() + " --help'");
        if (isVerbose) {
            misuse.printStackTrace(streams.err());
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private int failed(Exception failure, CommandLine command, ParseResult parsed) throws IOException {
        complain(Errors.describe(failure));
        if (isVerbose) {
            failure.printStackTrace(streams.err());
        }
        return command.getCommand() instanceof Subcommand subcommand ? subcommand.failureCode() : Subcommand.FAILED;
    }

    private void complain(String line) {
        streams.out().flush();
        // A command that is being interrupted breaks off somewhere: where is of no interest.
        if (!Thread.currentThread().isInterrupted()) {
            streams.err().println("ndwire: " + line);
            streams.err().flush();
        }
    }
}
