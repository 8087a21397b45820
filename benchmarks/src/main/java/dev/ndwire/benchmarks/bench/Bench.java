package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Machine;
import dev.ndwire.benchmarks.Python;
import dev.ndwire.benchmarks.TerminalLine;
import dev.ndwire.benchmarks.Units;
import dev.ndwire.cli.rig.AvailableMemory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
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
            "Results go to benchmarks/results/DATE-MACHINE: jmh.json, python.json, report.md, and charts.",
            "Exit codes: 0 done, 1 failed or, of --compare, something is slower; 2 misused."
        })
public final class Bench implements Callable<Integer> {
    private static final int FULL_ROUNDS = 7;
    private static final int QUICK_ROUNDS = 3;
    private static final long GIB = 1L << 30;
    // The largest heap of a fork, and what it measures beside it.
    private static final long NEEDED_BYTES = 4 * GIB;
    private static final long NEEDED_DISK_BYTES = 3 * GIB;

    @Option(names = "--quick", description = "Fewer sizes and a second for each benchmark: some five minutes.")
    private boolean isQuick;

    @Option(
            names = "--suite",
            paramLabel = "S",
            split = ",",
            description = "Only these suites; --list tells their names.")
    private List<String> labels = List.of();

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
                    stderr.println("ndwire bench: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        if (isList) {
            Suite.ALL.forEach(suite -> stdout.printf("%-12s %s%n", suite.label(), suite.title()));
            return CommandLine.ExitCode.OK;
        }
        if (!compared.isEmpty()) {
            Comparison comparison = new Comparison(Figures.read(compared.get(0)), Figures.read(compared.get(1)));
            comparison.lines().forEach(stdout::println);
            return comparison.hasSlower() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        }
        List<Suite> suites = suites();
        return isSmoke ? smoke(suites) : measure(suites);
    }

    private List<Suite> suites() {
        try {
            return labels.isEmpty()
                    ? Suite.ALL
                    : labels.stream().map(Suite::of).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int smoke(List<Suite> suites) throws IOException {
        List<Role.Kind> who = isRivals ? List.of(Role.Kind.FLOOR, Role.Kind.RIVAL) : List.of(Role.Kind.OURS);
        List<Plan> plans =
                suites.stream().map(suite -> new Plan(suite, Pace.SMOKE, who)).toList();
        Progress progress = new Progress(line, rowCount(plans));
        for (Plan plan : plans) {
            if (plan.rowCount() > 0) {
                run(plan, progress);
            }
        }
        line.clear();
        stdout.println(rowCount(plans) + " benchmarks ran");
        return CommandLine.ExitCode.OK;
    }

    private int measure(List<Suite> suites) throws IOException {
        Pace pace = isQuick ? Pace.QUICK : Pace.FULL;
        List<Plan> plans = suites.stream()
                .map(suite -> new Plan(suite, pace, List.of(Role.Kind.values())))
                .toList();
        Machine machine = Machine.here();
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        Path folder = out == null
                ? Results.fresh(Python.root().resolve("benchmarks/results"), today + "-" + machine.slug())
                : out;
        requireRoom(suites, folder);
        Files.createDirectories(folder);
        Progress progress = new Progress(line, rowCount(plans));
        List<RunResult> results = new ArrayList<>();
        StringBuilder python = new StringBuilder();
        for (Plan plan : plans) {
            results.addAll(run(plan, progress));
            if (PythonTimes.hasAny(plan.suite())) {
                line.show("Python, for " + plan.suite().label());
                python.append(PythonTimes.measure(
                        plan.suite(), plan.suite().parameters(pace).get(0), isQuick ? QUICK_ROUNDS : FULL_ROUNDS));
            }
        }
        line.clear();
        Figures.write(folder, results);
        Files.writeString(folder.resolve(PythonTimes.FILE), python);
        String command = "`ndwire bench" + (isQuick ? " --quick" : "")
                + (labels.isEmpty() ? "" : " --suite " + String.join(",", labels)) + "`";
        Path report = new Results(folder).writeReport(today + ", " + command + " on " + machine + ".");
        stdout.print(Files.readString(report));
        stderr.println("written to " + folder);
        return CommandLine.ExitCode.OK;
    }

    private static int rowCount(List<Plan> plans) {
        return plans.stream().mapToInt(Plan::rowCount).sum();
    }

    private List<RunResult> run(Plan plan, Progress progress) throws IOException {
        try {
            List<RunResult> results = new ArrayList<>();
            for (Options options : plan.options()) {
                results.addAll(new Runner(options, progress).run());
            }
            return results;
        } catch (RunnerException e) {
            line.clear();
            String last =
                    progress.said().lines().filter(text -> !text.isBlank()).reduce("", (a, b) -> b);
            throw new IOException(
                    "a benchmark of " + plan.suite().label() + " failed: " + (last.isEmpty() ? e.getMessage() : last),
                    e);
        }
    }

    /// Complains of what is missing before anything runs.
    private void requireRoom(List<Suite> suites, Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new IOException("'" + folder + "' is there already");
        }
        if (suites.stream()
                        .anyMatch(suite -> PythonTimes.hasAny(suite)
                                || List.of(Suite.COMPRESS, Suite.NPY).contains(suite))
                && !Python.isThere()) {
            throw new IOException(
                    "there is no Python to compare with: run 'mvn verify' once, which installs one, or name"
                            + " one that has distributed, pyarrow, pandas, lz4 and zstandard in NDWIRE_PYTHON");
        }
        long available = AvailableMemory.bytes();
        if (available < NEEDED_BYTES) {
            throw new IOException("%s GiB of memory are available, the benchmarks need %s"
                    .formatted(Units.digits((double) available / GIB), Units.digits((double) NEEDED_BYTES / GIB)));
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
        long disk = Files.getFileStore(temporary).getUsableSpace();
        if (suites.contains(Suite.NPY) && disk < NEEDED_DISK_BYTES) {
            throw new IOException("%s GiB are free in '%s', the files of suite npy need %s"
                    .formatted(
                            Units.digits((double) disk / GIB),
                            temporary,
                            Units.digits((double) NEEDED_DISK_BYTES / GIB)));
        }
    }
}
