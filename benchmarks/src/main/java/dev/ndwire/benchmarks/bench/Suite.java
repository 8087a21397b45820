package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.CompressFrame;
import dev.ndwire.benchmarks.ComputeArrays;
import dev.ndwire.benchmarks.CreateView;
import dev.ndwire.benchmarks.DeserializeArray;
import dev.ndwire.benchmarks.DeserializeTable;
import dev.ndwire.benchmarks.GatherArray;
import dev.ndwire.benchmarks.NpyFiles;
import dev.ndwire.benchmarks.PickleArray;
import dev.ndwire.benchmarks.ReadElements;
import dev.ndwire.benchmarks.RoundTripArray;
import dev.ndwire.benchmarks.SaveNpy;
import dev.ndwire.benchmarks.SerializeArray;
import dev.ndwire.benchmarks.SerializeTable;
import dev.ndwire.benchmarks.SmallMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A question that can be asked, answered by some benchmarks.
///
/// @param label how the command line names it
/// @param title what it asks, in a line
/// @param classes where its benchmarks are
/// @param full which parameters it is asked with, names to values with commas between them, one map after the other;
///     what is not named has all of its values
/// @param quick the same where there is little time
/// @param smallest the same where there is none
record Suite(
        String label,
        String title,
        List<Class<?>> classes,
        List<Map<String, String>> full,
        List<Map<String, String>> quick,
        List<Map<String, String>> smallest) {
    private static final String LARGE = "67108864";

    // All dtypes in all layouts would take a day.
    private static final List<Map<String, String>> ALL_ARRAYS = List.of(
            Map.of("dtype", "FLOAT64"), Map.of("byteSize", LARGE, "dtype", "FLOAT32,INT64,STRUCTURED", "layout", "C"));
    private static final List<Map<String, String>> SMALL_ARRAYS = List.of(
            Map.of("byteSize", "1024", "dtype", "FLOAT64", "layout", "C"),
            Map.of("byteSize", "1024", "dtype", "STRUCTURED", "layout", "TRANSPOSED"));

    Suite(String label, String title, List<Class<?>> classes, Map<String, String> quick, Map<String, String> smallest) {
        this(label, title, classes, List.of(Map.of()), List.of(quick), List.of(smallest));
    }

    /// Arrays to bytes.
    static final Suite SERIALIZE = new Suite(
            "serialize",
            "An array into what goes on the wire",
            List.of(SerializeArray.class),
            ALL_ARRAYS,
            List.of(Map.of("byteSize", LARGE, "dtype", "FLOAT64", "layout", "C")),
            SMALL_ARRAYS);

    /// Bytes to arrays.
    static final Suite DESERIALIZE = new Suite(
            "deserialize",
            "What came off the wire into an array",
            List.of(DeserializeArray.class),
            ALL_ARRAYS,
            List.of(Map.of("byteSize", LARGE, "dtype", "FLOAT64", "layout", "C")),
            SMALL_ARRAYS);

    /// Arrays to bytes and back.
    static final Suite ROUND_TRIP = new Suite(
            "roundtrip",
            "An array into bytes and out of them again",
            List.of(RoundTripArray.class),
            ALL_ARRAYS,
            List.of(Map.of("byteSize", "1048576", "dtype", "FLOAT64", "layout", "STEPPED")),
            SMALL_ARRAYS);

    /// Pickles of arrays.
    static final Suite PICKLE = new Suite(
            "pickle",
            "Pickles of an array",
            List.of(PickleArray.class),
            Map.of("byteSize", "1048576"),
            Map.of("byteSize", "1024"));

    /// Messages without arrays.
    static final Suite MESSAGES =
            new Suite("messages", "A message of twenty fields", List.of(SmallMessage.class), Map.of(), Map.of());

    /// Compressed frames.
    static final Suite COMPRESS = new Suite(
            "compress",
            "Frames compressed and back",
            List.of(CompressFrame.class),
            Map.of("byteSize", "1048576", "data", "READINGS", "work", "NATIVE,JAVA"),
            Map.of("byteSize", "1024", "work", "NATIVE,JAVA"));

    /// Arrays whose elements stand apart.
    static final Suite GATHER = new Suite(
            "gather",
            "Elements that stand apart into C order",
            List.of(GatherArray.class),
            Map.of(),
            Map.of("side", "64"));

    /// Arithmetic.
    static final Suite COMPUTE =
            new Suite("compute", "Arithmetic over 64 MiB of float64", List.of(ComputeArrays.class), Map.of(), Map.of());

    /// Views and elements.
    static final Suite ELEMENTS = new Suite(
            "elements", "Views made, elements read", List.of(CreateView.class, ReadElements.class), Map.of(), Map.of());

    /// Files of arrays.
    static final Suite NPY = new Suite(
            "npy",
            "Files of arrays mapped and saved",
            List.of(NpyFiles.class, SaveNpy.class),
            Map.of("byteSize", "1048576"),
            Map.of("byteSize", "1048576"));

    /// Dataframes.
    static final Suite TABLES = new Suite(
            "tables",
            "Tables of float64 into what goes on the wire, and back",
            List.of(SerializeTable.class, DeserializeTable.class),
            Map.of("shape", "EIGHT_COLUMNS"),
            Map.of());

    /// All there are, in the order in which they run.
    static final List<Suite> ALL = List.of(
            SERIALIZE, DESERIALIZE, ROUND_TRIP, PICKLE, MESSAGES, COMPRESS, GATHER, COMPUTE, ELEMENTS, NPY, TABLES);

    /// Whether a benchmark is of this suite.
    ///
    /// @param className the full name of its class
    boolean has(String className) {
        return classes.stream().anyMatch(type -> type.getName().equals(className));
    }

    /// What its parameters are, one map after the other.
    List<Map<String, String>> parameters(Pace pace) {
        return switch (pace) {
            case QUICK -> quick;
            case SMOKE -> smallest;
            case FULL -> full;
        };
    }

    /// The suite of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    static Suite of(String label) {
        return ALL.stream()
                .filter(suite -> suite.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no suite '" + label + "', only " + labels()));
    }

    /// The names of all suites.
    static String labels() {
        return ALL.stream().map(Suite::label).collect(Collectors.joining(", "));
    }
}
