package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Failures;
import dev.ndwire.benchmarks.Machine;
import dev.ndwire.benchmarks.Python;
import dev.ndwire.benchmarks.TerminalLine;
import dev.ndwire.benchmarks.measure.Findings;
import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Suite;
import dev.ndwire.benchmarks.transport.ProcessState;
import dev.ndwire.benchmarks.transport.TransportSuite;
import dev.ndwire.cli.rig.AvailableMemory;
import dev.ndwire.core.memory.ByteSizes;
import dev.ndwire.core.memory.MemoryBudget;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `ndwire bench`: measures this machine, and writes down what was seen.
@Command(
        name = "ndwire bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures ndwire beside its floors and its rivals on this machine.",
        footer = {
            "",
            "Results go to benchmarks/results/DATE-MACHINE: jmh.json, python.json, transports.json,",
            "report.md, and charts.",
            "Exit codes: 0 done, 1 failed or, of --compare, something is slower or takes more memory;",
            "2 misused."
        })
public final class Bench implements Callable<Integer> {
    @Option(
            names = "--quick",
            description = "Fewer suites and sizes, and a second or two for each benchmark: five minutes.")
    private boolean isQuick;

    @Option(
            names = "--suite",
            paramLabel = "S",
            split = ",",
            description = "Only these suites; --list tells their names.")
    private List<String> labels = List.of();

    @Option(
            names = "--sizes",
            paramLabel = "SIZE",
            split = ",",
            description = "These sizes of arrays instead of the usual, such as 1KiB,64MiB,1GiB.")
    private List<String> sizes = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each way between two processes, and each of Python's, is measured.")
    private @Nullable Integer rounds;

    @Option(names = "--without-python", description = "Leave Python out.")
    private boolean isWithoutPython;

    @Option(names = "--list", description = "Tell the suites, and end.")
    private boolean isList;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the results go; it must not be there yet.")
    private @Nullable Path out;

    @Option(
            names = "--compare",
            arity = "2",
            paramLabel = "DIR",
            description = "Tell what changed, beyond noise, from one folder of results to another, and end.")
    private List<Path> compared = List.of();

    @Option(names = "--smoke", description = "Call each benchmark of ours once, measure nothing, and end.")
    private boolean isSmoke;

    @Option(names = "--rivals", description = "With --smoke: the floors and rivals instead.")
    private boolean isRivals;

    private final PrintStream stdout;
    private final PrintStream stderr;
    private final TerminalLine line;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Bench(PrintStream stdout, PrintStream stderr) {
        this.stdout = stdout;
        this.stderr = stderr;
        boolean isTerminal = System.getProperty("ndwire.terminals", "").contains("2");
        this.line = new TerminalLine(stderr, isTerminal);
    }

    /// Runs the command and exits with its code.
    ///
    /// @param args the words after `ndwire bench`
    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    /// Runs the command.
    ///
    /// @param stdout where its words go
    /// @param stderr where its complaints and its progress go
    /// @param args the words after `ndwire bench`
    /// @return the exit code
    static int run(PrintStream stdout, PrintStream stderr, String... args) {
        return new CommandLine(new Bench(stdout, stderr))
                .setOut(new PrintWriter(stdout, true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((misuse, words) -> {
                    stderr.println("ndwire bench: " + misuse.getMessage() + "; see 'ndwire bench --help'");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    stderr.println("ndwire bench: " + Failures.line(failure));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        if (isList) {
            List<Suite> quick = Suites.usual(Pace.QUICK);
            Suites.ALL.forEach(suite -> stdout.printf(
                    "%-12s %s%s%n",
                    suite.label(),
                    suite.title(),
                    quick.contains(suite) ? "" : " (--quick leaves it out unless named)"));
            return CommandLine.ExitCode.OK;
        }
        if (!compared.isEmpty()) {
            Comparison comparison = new Comparison(Figures.read(compared.get(0)), Figures.read(compared.get(1)));
            comparison.lines().forEach(stdout::println);
            return comparison.hasWorse() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        }
        Plan plan = plan();
        return isSmoke ? smoke(plan) : measure(plan);
    }

    private Plan plan() {
        try {
            List<Suite> suites = labels.isEmpty()
                    ? Suites.usual(pace())
                    : labels.stream()
                            .flatMap(label -> Suites.of(label).stream())
                            .distinct()
                            .toList();
            boolean hasPython = !isWithoutPython && (!isSmoke || Python.isThere());
            if (!hasPython) {
                suites = suites.stream()
                        .filter(suite -> suite != TransportSuite.PYTHON)
                        .toList();
            }
            return new Plan(suites, pace(), who(), sizes(suites), rounds(), hasPython);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Pace pace() {
        return isSmoke ? Pace.SMOKE : isQuick ? Pace.QUICK : Pace.FULL;
    }

    private Set<Role.Kind> who() {
        if (!isSmoke) {
            return EnumSet.allOf(Role.Kind.class);
        }
        return isRivals ? EnumSet.of(Role.Kind.FLOOR, Role.Kind.RIVAL) : EnumSet.of(Role.Kind.OURS);
    }

    private List<Long> sizes(List<Suite> suites) {
        List<Long> all = new ArrayList<>();
        for (String text : sizes) {
            long byteSize = ByteSizes.parse(text);
            if (byteSize <= 0 || byteSize % Double.BYTES != 0) {
                throw new IllegalArgumentException(
                        "--sizes has '" + text + "': a multiple of 8 bytes above 0 is allowed");
            }
            for (Suite suite : suites) {
                if (!suite.sizes().has(byteSize)) {
                    throw new IllegalArgumentException(
                            "--sizes has '" + text + "': suite " + suite.label() + " takes " + suite.sizes());
                }
            }
            all.add(byteSize);
        }
        return all;
    }

    private int rounds() {
        if (rounds == null) {
            return 0;
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds is " + rounds + ": a number above 0 is allowed");
        }
        return rounds;
    }

    private int smoke(Plan plan) throws IOException {
        Findings findings = new SuiteRunner(plan, line).run();
        stdout.println(findings.count() + " benchmarks ran");
        return CommandLine.ExitCode.OK;
    }

    private int measure(Plan plan) throws IOException {
        Machine machine = Machine.here();
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        Path folder = out == null
                ? Results.fresh(Python.root().resolve("benchmarks/results"), today + "-" + machine.slug())
                : out;
        if (Files.exists(folder)) {
            throw new IOException("'" + folder + "' is there already");
        }
        requirements(folder).check(plan);
        Files.createDirectories(folder);
        String headline = today + ", `" + command() + "` on " + machine + ".";
        Path report = new SuiteRunner(plan, line).run(new Results(folder), headline);
        stdout.print(Files.readString(report));
        stderr.println("written to " + folder);
        return CommandLine.ExitCode.OK;
    }

    private String command() {
        return Stream.concat(Stream.of("ndwire bench"), spec.commandLine().getParseResult().originalArgs().stream())
                .collect(Collectors.joining(" "));
    }

    private static Requirements requirements(Path results) throws IOException {
        return new Requirements(
                Python::complaint,
                AvailableMemory.bytes(),
                MemoryBudget.standard().limitBytes(),
                Requirements.Disk.of(Path.of(System.getProperty("java.io.tmpdir", "."))),
                Requirements.Disk.of(results),
                ProcessState.descriptorLimit());
    }
}
