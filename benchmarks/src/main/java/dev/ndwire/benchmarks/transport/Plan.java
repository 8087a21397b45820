package dev.ndwire.benchmarks.transport;

import dev.ndwire.core.memory.ByteSizes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is to be measured, and how thoroughly.
///
/// @param suites in the order of the report
/// @param sizes of arrays in bytes, whole numbers of 8
/// @param rounds how often each way is measured
/// @param firstRounds how many small arrays go each way first, so that the JIT has compiled what is timed
/// @param trips how many small arrays go there and back in a round
/// @param connections how many are opened, a tenth of which is busy
/// @param hasPython whether Python is compared with
/// @param output the folder that the report is written to as well, or null
record Plan(
        List<Suite> suites,
        List<Long> sizes,
        int rounds,
        int firstRounds,
        int trips,
        int connections,
        boolean hasPython,
        @Nullable Path output) {
    /// How to call it.
    static final String USAGE = """
            TransportReport [--quick] [--suite NAME,...] [--sizes SIZE,...] [--rounds N] [--output FOLDER]
                [--without-python]
            suites: tcp, python, unix, tls, trips, shm, many, connections, memory; on demand: series""";

    private static final List<Long> SIZES = List.of(64L << 20, 1L << 30);
    private static final List<Long> QUICK_SIZES = List.of(4L << 20);
    private static final int ROUNDS = 9;
    private static final int QUICK_ROUNDS = 3;

    /// Reads what a caller wants.
    ///
    /// @param arguments as [#USAGE] has them
    /// @throws IllegalArgumentException if they are others; it says which
    static Plan parse(String... arguments) {
        boolean isQuick = Arrays.asList(arguments).contains("--quick");
        Set<Suite> suites = new LinkedHashSet<>(Suite.standard());
        List<Long> sizes = isQuick ? QUICK_SIZES : SIZES;
        int rounds = isQuick ? QUICK_ROUNDS : ROUNDS;
        boolean hasPython = true;
        Path output = null;
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            switch (option) {
                case "--quick" -> {}
                case "--without-python" -> hasPython = false;
                case "--suite" -> suites = suites(value(arguments, ++i));
                case "--sizes" -> sizes = sizes(value(arguments, ++i));
                case "--rounds" -> rounds = rounds(value(arguments, ++i));
                case "--output" -> output = Path.of(value(arguments, ++i));
                default -> throw new IllegalArgumentException("unknown option '" + option + "'\n" + USAGE);
            }
        }
        if (!hasPython) {
            suites.remove(Suite.PYTHON);
        }
        return new Plan(
                List.copyOf(suites),
                sizes,
                rounds,
                isQuick ? 300 : 3_000,
                isQuick ? 500 : 5_000,
                isQuick ? 200 : 2_000,
                hasPython,
                output);
    }

    private static String value(String[] arguments, int at) {
        if (at == arguments.length) {
            throw new IllegalArgumentException("option '" + arguments[at - 1] + "' has no value\n" + USAGE);
        }
        return arguments[at];
    }

    private static Set<Suite> suites(String names) {
        Set<Suite> suites = new LinkedHashSet<>();
        for (String name : names.split(",", -1)) {
            suites.add(Suite.of(name));
        }
        return suites;
    }

    private static List<Long> sizes(String texts) {
        List<Long> sizes = new ArrayList<>();
        for (String text : texts.split(",", -1)) {
            long byteSize = ByteSizes.parse(text);
            if (byteSize <= 0 || byteSize % Double.BYTES != 0) {
                throw new IllegalArgumentException(
                        "--sizes has '" + text + "': a multiple of 8 bytes above 0 is allowed");
            }
            sizes.add(byteSize);
        }
        return sizes;
    }

    private static int rounds(String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("--rounds is '" + text + "': a number from 1 to 999999 is allowed");
        }
        return Integer.parseInt(text);
    }

    /// The largest of the sizes.
    long largest() {
        return sizes.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /// A name as callers write it.
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
