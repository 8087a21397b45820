package dev.ndwire.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.ndwire.benchmarks.GatherArray.Source;
import dev.ndwire.core.memory.MemoryPool;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// The benchmarks of arrays beside their floors and numpy, all taking turns so that a busy machine is busy for each.
///
/// Each row has the median of its rounds and their range, and the median of the rounds' ratios: how many times the
/// floor ours takes, and how many times ours numpy takes. Every dtype has run in every kind of memory before, in the
/// same JVM.
public final class ArrayReport {
    private static final int VIEWS_AT_ONCE = 100_000;

    /// Ours runs for so long before it counts, whatever its first call takes, which loads and interprets.
    private static final double WARM_UP_NANOS = 1e9;

    private static final int MOST_WARM_UPS = 10_000;
    private static final String LINE = "| %s | %s | %s | %s | %s | %s |%n";

    private final PrintStream out;
    private final PythonDialogue python;
    private final int rounds;

    private ArrayReport(PrintStream out, PythonDialogue python, int rounds) {
        this.out = out;
        this.python = python;
        this.rounds = rounds;
    }

    /// Prints the report.
    ///
    /// @param arguments how many rounds; 21 unless given
    /// @throws Exception if there is no Python, or no room for 3 GiB of files
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 21 : Integer.parseInt(arguments[0]);
        NpyFiles small = NpyFiles.of(1 << 20);
        NpyFiles large = NpyFiles.of(1 << 30);
        try (PythonDialogue python = new PythonDialogue(
                "arrays.py", small.mapped().toString(), large.mapped().toString())) {
            ArrayReport report = new ArrayReport(System.out, python, rounds);
            report.head();
            report.gathers();
            report.computing();
            report.elements();
            report.views();
            report.files(small, large);
        } finally {
            small.tearDown();
            large.tearDown();
        }
    }

    private void head() {
        boolean hasVectors =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        out.printf("%d rounds, with%s jdk.incubator.vector%n%n", rounds, hasVectors ? "" : "out");
        out.printf(LINE, "what", "ndwire", "floor", "ndwire / floor", "numpy", "numpy / ndwire");
        out.printf(LINE, "---", "--:", "--:", "--:", "--:", "--:");
    }

    private void gathers() throws Exception {
        for (Source source : Source.values()) {
            freshMemory();
            GatherArray gather = new GatherArray();
            gather.source = source;
            gather.setUp();
            row("gather " + source + ", ms", 1e6, gather::gather, gather::floor, source.name());
        }
    }

    private void computing() throws Exception {
        freshMemory();
        ComputeArrays compute = new ComputeArrays();
        compute.setUp();
        row("float64 to float32, 64 MiB, ms", 1e6, compute::cast, compute::castFloor, "cast");
        row("add into memory used before, 64 MiB, ms", 1e6, compute::add, compute::addFloor, "add");
        row("add into new memory, 64 MiB, ms", 1e6, compute::addToNew, null, "add_to_new");
        row("sum, 64 MiB, ms", 1e6, compute::sum, compute::sumFloor, "sum");
    }

    /// Gives back what earlier rows have used, so that no row depends on where in memory they have left room.
    private static void freshMemory() {
        System.gc();
        MemoryPool.standard().trim();
    }

    private void elements() throws Exception {
        ReadElements elements = new ReadElements();
        elements.setUp();
        double scale = ReadElements.SIZE;
        row("view, ns an element; floor: the same loop over a segment", scale, elements::view, elements::segment, null);
        row("the same, loops met native only", scale, elements::nativeView, elements::nativeSegment, null);
        row("strided accessor, ns an element", scale, elements::strided, elements::stridedSegment, null);
    }

    private void views() throws Exception {
        CreateView create = new CreateView();
        view("`transpose()`", create::transpose);
        view("`slice(0, 8, 32, 2)`", create::slice);
        view("`at(Index.at(5))`", create::index);
        view("`at(\"8:32:2\")`", create::text);
        view("`reshape(32, 128)`", create::reshape);
        view("`flip()`", create::flip);
        view("`view(DType.INT32)`", create::dtype);
        view("`doubles()`", create::doubles);
    }

    private void view(String name, Callable<Object> view) throws Exception {
        Callable<Object> many = () -> {
            Object last = view;
            for (int i = 0; i < VIEWS_AT_ONCE; i++) {
                last = view.call();
            }
            return last;
        };
        many.call();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        many.call();
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / VIEWS_AT_ONCE;
        row(name + ", ns a view of " + bytes + " bytes", VIEWS_AT_ONCE, many, null, null);
    }

    private void files(NpyFiles small, NpyFiles large) throws Exception {
        row("map a `.npy` of 1 MiB, µs", 1e3, small::map, null, "map_small");
        row("map a `.npy` of 1 GiB, µs", 1e3, large::map, null, "map_large");
        // First, since what replaces a file leaves the disk busy.
        row("save 1 GiB to a new file, ms", 1e6, save -> large.deleteSaved(), large::save, null, "save_new");
        row("save 1 GiB over a file, ms", 1e6, save -> {}, large::save, null, "save");
    }

    /// What is done before something is timed.
    private interface Preparation {
        void run(Callable<?> work) throws Exception;
    }

    private void row(
            String name, double scale, Callable<?> ours, @Nullable Callable<?> floor, @Nullable String operation)
            throws Exception {
        // As the numpy of the other process does: what is timed is what a loop takes, with code and data where they
        // were.
        row(name, scale, Callable::call, ours, floor, operation);
    }

    private void row(
            String name,
            double scale,
            Preparation before,
            Callable<?> ours,
            @Nullable Callable<?> floor,
            @Nullable String operation)
            throws Exception {
        double[] our = new double[rounds];
        double[] floors = new double[rounds];
        double[] theirs = new double[rounds];
        int warmUps = 0;
        double warmUpNanos = 0;
        for (int round = 0; round < rounds; ) {
            // Who comes second finds caches and pages that the first has filled.
            boolean isFloorFirst = (round & 1) == 1;
            double floorNanos = isFloorFirst ? time(before, floor) : Double.NaN;
            double nanos = time(before, ours);
            our[round] = nanos / scale;
            floors[round] = (isFloorFirst ? floorNanos : time(before, floor)) / scale;
            theirs[round] = operation == null ? Double.NaN : python.askNumber(operation) / scale;
            if (warmUps < MOST_WARM_UPS && warmUpNanos < WARM_UP_NANOS) {
                warmUps++;
                warmUpNanos += nanos;
            } else {
                round++;
            }
        }
        out.printf(
                LINE,
                name,
                span(our),
                floor == null ? "" : span(floors),
                floor == null ? "" : Units.digits(median(ratios(our, floors))),
                operation == null ? "" : span(theirs),
                operation == null ? "" : Units.digits(median(ratios(theirs, our))));
        out.flush();
    }

    private static double time(Preparation before, @Nullable Callable<?> work) throws Exception {
        if (work == null) {
            return Double.NaN;
        }
        before.run(work);
        long start = System.nanoTime();
        Object result = work.call();
        double took = System.nanoTime() - start;
        if (result == null) {
            throw new IllegalStateException("a benchmark gives what it made");
        }
        return took;
    }

    private static double[] ratios(double[] dividends, double[] divisors) {
        double[] ratios = new double[divisors.length];
        Arrays.setAll(ratios, i -> dividends[i] / divisors[i]);
        return ratios;
    }

    private static String span(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Units.digits(median(values)) + " (" + Units.digits(sorted[0]) + " to "
                + Units.digits(sorted[sorted.length - 1]) + ")";
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
