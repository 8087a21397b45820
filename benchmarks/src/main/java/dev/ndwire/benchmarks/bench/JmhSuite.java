package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.ArrayRivals;
import dev.ndwire.benchmarks.CompressFrame;
import dev.ndwire.benchmarks.ComputeArrays;
import dev.ndwire.benchmarks.CreateView;
import dev.ndwire.benchmarks.DeserializeArray;
import dev.ndwire.benchmarks.DeserializeTable;
import dev.ndwire.benchmarks.GatherArray;
import dev.ndwire.benchmarks.NpyFiles;
import dev.ndwire.benchmarks.NpzFiles;
import dev.ndwire.benchmarks.PickleArray;
import dev.ndwire.benchmarks.PickleMessage;
import dev.ndwire.benchmarks.ReadElements;
import dev.ndwire.benchmarks.Rival;
import dev.ndwire.benchmarks.RoundTripArray;
import dev.ndwire.benchmarks.SaveNpy;
import dev.ndwire.benchmarks.SerializeArray;
import dev.ndwire.benchmarks.SerializeTable;
import dev.ndwire.benchmarks.SmallMessage;
import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Run;
import dev.ndwire.benchmarks.measure.Sizes;
import dev.ndwire.benchmarks.measure.Suite;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/// A question that JMH answers by some benchmarks, and CPython beside it.
///
/// @param label how the command line names it
/// @param title what it asks, in a line
/// @param classes where its benchmarks are
/// @param full which parameters it is asked with, names to values with commas between them, one map after the other;
///     what is not named has all of its values
/// @param quick the same where there is little time
/// @param smallest the same where there is none
/// @param slow which methods are left out where there is little time
record JmhSuite(
        String label,
        String title,
        List<Class<?>> classes,
        List<Map<String, String>> full,
        List<Map<String, String>> quick,
        List<Map<String, String>> smallest,
        Set<String> slow)
        implements Suite {
    private static final String LARGE = "67108864";

    // All dtypes in all layouts would take a day.
    private static final List<Map<String, String>> ALL_ARRAYS = List.of(
            Map.of("dtype", "FLOAT64"), Map.of("byteSize", LARGE, "dtype", "FLOAT32,INT64,STRUCTURED", "layout", "C"));
    private static final List<Map<String, String>> SMALL_ARRAYS = List.of(
            Map.of("byteSize", "1024", "dtype", "FLOAT64", "layout", "C"),
            Map.of("byteSize", "1024", "dtype", "STRUCTURED", "layout", "TRANSPOSED"));

    private static final List<Map<String, String>> QUICK_ARRAYS =
            List.of(Map.of("byteSize", "1048576", "dtype", "FLOAT64", "layout", "C"));
    // It has one form only.
    private static final Map<String, String> ZLIB = Map.of("codec", "zlib", "work", "NATIVE");
    // They are in the round trip.
    private static final Set<String> ARRAY_RIVALS = Arrays.stream(ArrayRivals.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Rival.class))
            .map(Method::getName)
            .collect(Collectors.toUnmodifiableSet());

    JmhSuite(
            String label,
            String title,
            List<Class<?>> classes,
            Map<String, String> quick,
            Map<String, String> smallest,
            String... slow) {
        this(label, title, classes, List.of(Map.of()), List.of(quick), List.of(smallest), Set.of(slow));
    }

    /// Arrays to bytes.
    static final JmhSuite SERIALIZE = new JmhSuite(
            "serialize",
            "An array into what goes on the wire",
            List.of(SerializeArray.class),
            ALL_ARRAYS,
            QUICK_ARRAYS,
            SMALL_ARRAYS,
            ARRAY_RIVALS);

    /// Bytes to arrays.
    static final JmhSuite DESERIALIZE = new JmhSuite(
            "deserialize",
            "What came off the wire into an array",
            List.of(DeserializeArray.class),
            ALL_ARRAYS,
            QUICK_ARRAYS,
            SMALL_ARRAYS,
            ARRAY_RIVALS);

    /// Arrays to bytes and back.
    static final JmhSuite ROUND_TRIP = new JmhSuite(
            "roundtrip",
            "An array into bytes and out of them again",
            List.of(RoundTripArray.class),
            ALL_ARRAYS,
            QUICK_ARRAYS,
            SMALL_ARRAYS,
            Set.of("kryo", "msgpackList"));

    /// Pickles.
    static final JmhSuite PICKLE = new JmhSuite(
            "pickle",
            "Pickles of an array and of small objects",
            List.of(PickleArray.class, PickleMessage.class),
            Map.of("byteSize", "1048576"),
            Map.of("byteSize", "1024"));

    /// Messages without arrays.
    static final JmhSuite MESSAGES =
            new JmhSuite("messages", "A message of twenty fields", List.of(SmallMessage.class), Map.of(), Map.of());

    /// Compressed frames.
    static final JmhSuite COMPRESS = new JmhSuite(
            "compress",
            "Frames compressed and back",
            List.of(CompressFrame.class),
            List.of(Map.of("codec", "lz4,zstd"), ZLIB),
            List.of(Map.of("byteSize", "1048576", "data", "READINGS", "work", "NATIVE")),
            List.of(
                    Map.of("byteSize", "1024", "codec", "lz4,zstd"),
                    Map.of("byteSize", "1024", "codec", "zlib", "work", "NATIVE")),
            Set.of());

    /// Arrays whose elements stand apart.
    static final JmhSuite GATHER = new JmhSuite(
            "gather",
            "Elements that stand apart into C order",
            List.of(GatherArray.class),
            Map.of(),
            Map.of("side", "64"));

    /// Arithmetic.
    static final JmhSuite COMPUTE = new JmhSuite(
            "compute", "Arithmetic over 64 MiB of float64", List.of(ComputeArrays.class), Map.of(), Map.of());

    /// Views and elements.
    static final JmhSuite ELEMENTS = new JmhSuite(
            "elements", "Views made, elements read", List.of(CreateView.class, ReadElements.class), Map.of(), Map.of());

    /// Files of arrays.
    static final JmhSuite NPY = new JmhSuite(
            "npy",
            "Files of arrays mapped and saved",
            List.of(NpyFiles.class, SaveNpy.class),
            Map.of("byteSize", "1048576"),
            Map.of("byteSize", "1048576"));

    /// Archives of arrays.
    static final JmhSuite NPZ = new JmhSuite(
            "npz",
            "Archives of arrays saved, loaded and mapped",
            List.of(NpzFiles.class),
            Map.of("byteSize", "1048576"),
            Map.of("byteSize", "1024"));

    /// Dataframes.
    static final JmhSuite TABLES = new JmhSuite(
            "tables",
            "Tables of float64 into what goes on the wire, and back",
            List.of(SerializeTable.class, DeserializeTable.class),
            Map.of("shape", "EIGHT_COLUMNS"),
            Map.of(),
            "arrowWithPayload",
            "lease");

    /// All there are, in the order in which they run.
    static final List<JmhSuite> ALL = List.of(
            SERIALIZE,
            DESERIALIZE,
            ROUND_TRIP,
            PICKLE,
            MESSAGES,
            COMPRESS,
            GATHER,
            COMPUTE,
            ELEMENTS,
            NPY,
            NPZ,
            TABLES);

    // Some rivals have all bytes in one array of Java's, and npy asks for so much disk.
    private static final long MAX_BYTES = 1L << 30;

    // What a fork needs beside the heap, and how many copies of the numbers there are in native memory.
    private static final long FORK_BYTES = 1L << 30;
    private static final int NATIVE_COPIES = 4;
    private static final long USUAL_HEAP_BYTES = 3L << 30;
    // A list of numbers, each an object, and more than one of them before the collector comes.
    private static final int HEAP_COPIES = 13;

    private static final double PYTHON_SECONDS = 0.2;
    private static final double QUICK_PYTHON_SECONDS = 0.05;

    /// The suite that has a benchmark.
    ///
    /// @param className the full name of its class
    static Optional<JmhSuite> having(String className) {
        return ALL.stream()
                .filter(suite ->
                        suite.classes.stream().anyMatch(type -> type.getName().equals(className)))
                .findFirst();
    }

    /// What its parameters are, one map after the other.
    List<Map<String, String>> parameters(Plan plan) {
        List<Map<String, String>> all = switch (plan.pace()) {
            case QUICK -> quick;
            case SMOKE -> smallest;
            case FULL -> full;
        };
        // A suite of no size in bytes gives none to its scripts.
        return plan.chosenSizes().isEmpty() || sizes().equals(Sizes.ANY)
                ? all
                : all.stream().map(map -> sized(map, plan)).toList();
    }

    private static Map<String, String> sized(Map<String, String> parameters, Plan plan) {
        Map<String, String> sized = new TreeMap<>(parameters);
        sized.put("byteSize", plan.chosenSizes().stream().map(String::valueOf).collect(Collectors.joining(",")));
        return sized;
    }

    @Override
    public Sizes sizes() {
        if (equals(SERIALIZE) || equals(DESERIALIZE) || equals(ROUND_TRIP)) {
            // Some of their elements have 16 bytes.
            return new Sizes(2 * Double.BYTES, MAX_BYTES);
        }
        return List.of(PICKLE, COMPRESS, NPY, NPZ).contains(this) ? new Sizes(Double.BYTES, MAX_BYTES) : Sizes.ANY;
    }

    /// The heap of a fork where the usual one does not hold the numbers as all rivals have them.
    ///
    /// @return bytes, 0 for what the benchmark itself says
    long heapBytes(Plan plan) {
        boolean isUsual = plan.chosenSizes().isEmpty() || HEAP_COPIES * plan.largest() <= USUAL_HEAP_BYTES;
        return isUsual || sizes().equals(Sizes.ANY) || equals(NPY) ? 0 : HEAP_COPIES * plan.largest();
    }

    /// Whether a script of ours is timed beside it.
    boolean hasPythonTimes(Plan plan) {
        return PythonTimes.hasAny(this) && plan.pace() != Pace.SMOKE && plan.hasPythonRivals();
    }

    @Override
    public boolean needsPython(Plan plan) {
        return hasPythonTimes(plan) || new JmhRuns(this, plan).usesPython();
    }

    @Override
    public long requiredBytes(Plan plan) {
        if (plan.pace() == Pace.SMOKE) {
            return 0;
        }
        long heap = heapBytes(plan);
        return FORK_BYTES + (heap == 0 ? USUAL_HEAP_BYTES : heap + NATIVE_COPIES * plan.largest());
    }

    @Override
    public double expectedSeconds(Plan plan) {
        return new JmhRuns(this, plan).rowCount() * JmhProgress.secondsOfARow(plan.pace());
    }

    @Override
    public void measure(Run run) throws IOException {
        JmhRuns runs = new JmhRuns(this, run.plan());
        JmhProgress progress = new JmhProgress(run);
        for (Options options : runs.options()) {
            try {
                run.findings().addJmh(new Runner(options, progress).run());
            } catch (RunnerException e) {
                throw new IOException("a benchmark of " + label + " failed: " + progress.lastWords(e), e);
            }
        }
        if (hasPythonTimes(run.plan())) {
            run.progress().show("Python");
            double seconds = run.plan().pace() == Pace.QUICK ? QUICK_PYTHON_SECONDS : PYTHON_SECONDS;
            for (Map<String, String> parameters : parameters(run.plan())) {
                run.findings()
                        .addPython(
                                PythonTimes.measure(this, parameters, run.plan().rounds(), seconds));
            }
        }
    }
}
