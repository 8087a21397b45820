package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.Machine;
import dev.ndwire.benchmarks.Python;
import dev.ndwire.cli.rig.AvailableMemory;
import dev.ndwire.core.memory.ByteSizes;
import dev.ndwire.core.memory.MemoryBudget;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Every road between two processes beside what lies below it and beside its rivals, in one run.
///
/// Prints tables in Markdown, each when it is measured; with `--output` they are written into that folder too, as
/// `transports.md` and `transports.json`.
public final class TransportReport {
    // Files, libraries and the sockets that are no connections.
    private static final long OTHER_DESCRIPTORS = 200;

    private final Plan plan;
    private final PrintStream out;
    private final Progress progress;
    private final List<Sheet> sheets = new ArrayList<>();

    /// Prepares a report.
    ///
    /// @param plan what is measured
    /// @param out where to
    /// @param progress is told what is measured now
    TransportReport(Plan plan, PrintStream out, Progress progress) {
        this.plan = plan;
        this.out = out;
        this.progress = progress;
    }

    /// Prints the report. Ends the process with 1 if that fails, and with 2 if it was called wrongly.
    ///
    /// @param arguments see [Plan#USAGE]
    /// @throws Exception if something fails that no user can mend
    public static void main(String[] arguments) throws Exception {
        try {
            Plan plan = Plan.parse(arguments);
            require(plan, AvailableMemory.bytes(), MemoryBudget.standard().limitBytes());
            boolean isTerminal = Optional.ofNullable(System.console())
                    .map(Console::isTerminal)
                    .orElse(false);
            new TransportReport(plan, System.out, new Progress(System.err, isTerminal)).run();
        } catch (IllegalArgumentException e) {
            System.err.println("TransportReport: " + e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println("TransportReport: " + e.getMessage());
            System.exit(1);
        }
    }

    /// Refuses what would fail later.
    ///
    /// @param freeBytes what the machine can give
    /// @param limitBytes what this process may hold
    /// @throws IOException if something is missing; it says what
    static void require(Plan plan, long freeBytes, long limitBytes) throws IOException {
        if (plan.hasPython() && !Python.isThere()) {
            throw new IOException(
                    "there is no Python to compare with: 'mvn verify' builds one, NDWIRE_PYTHON names one that has"
                            + " distributed and pyarrow, --without-python leaves it out");
        }
        long neededBytes = plan.suites().stream()
                .mapToLong(suite -> suite.requiredBytes(plan.largest()))
                .max()
                .orElse(0);
        if (neededBytes > freeBytes) {
            throw new IOException("arrays of " + ByteSizes.format(plan.largest()) + " need "
                    + ByteSizes.format(neededBytes) + " of memory in all processes, " + ByteSizes.format(freeBytes)
                    + " are free: smaller --sizes are allowed");
        }
        if (2 * plan.largest() > limitBytes) {
            throw new IOException("arrays of " + ByteSizes.format(plan.largest())
                    + " exceed half of the memory budget, " + ByteSizes.format(limitBytes)
                    + " (NDWIRE_MEMORY): smaller --sizes are allowed");
        }
        long descriptors = plan.connections() + OTHER_DESCRIPTORS;
        if (plan.suites().contains(Suite.CONNECTIONS) && descriptors > ProcessState.descriptorLimit()) {
            throw new IOException(plan.connections() + " connections need " + descriptors + " descriptors, "
                    + ProcessState.descriptorLimit() + " are allowed: raise 'ulimit -n'");
        }
    }

    /// Measures all of it.
    void run() throws Exception {
        if (plan.output() != null) {
            Files.createDirectories(plan.output());
        }
        String machine = describe(Machine.here());
        out.println(machine + ".");
        try (Scratch scratch = Scratch.make()) {
            Run run = new Run(plan, scratch, progress, this::report);
            for (int i = 0; i < plan.suites().size(); i++) {
                Suite suite = plan.suites().get(i);
                progress.suite(Plan.lower(suite), i, plan.suites().size());
                suite.measure(run);
            }
        }
        if (plan.output() != null) {
            write(plan.output(), machine);
        }
    }

    private static String describe(Machine machine) {
        return LocalDate.now(ZoneId.systemDefault()) + ", " + machine.processors() + " cores of "
                + machine.processor() + ", "
                + ByteSizes.format(machine.memoryBytes()) + " of memory, " + machine.system() + ", "
                + System.getProperty("java.vendor.version", "Java") + " " + Runtime.version() + ", load average "
                + String.format(Locale.ROOT, "%.1f", machine.load());
    }

    private void report(Sheet sheet) {
        progress.clear();
        sheets.add(sheet);
        out.print(sheet.markdown());
        out.flush();
    }

    private void write(Path folder, String machine) throws IOException {
        Files.writeString(
                folder.resolve("transports.md"),
                "# Transports\n\n" + machine + ".\n"
                        + sheets.stream().map(Sheet::markdown).collect(Collectors.joining()));
        Files.writeString(
                folder.resolve("transports.json"),
                "{\"machine\": " + Sheet.quoted(machine) + ", \"tables\": "
                        + sheets.stream().map(Sheet::json).collect(Collectors.joining(",\n", "[\n", "\n]"))
                        + "}\n");
    }
}
