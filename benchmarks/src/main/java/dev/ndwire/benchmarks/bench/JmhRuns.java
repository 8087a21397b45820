package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Lacks;
import dev.ndwire.benchmarks.Rival;
import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Which benchmarks of a suite JMH runs, with which parameters.
///
/// @param suite whose benchmarks
/// @param plan how long each runs, and of which kinds
record JmhRuns(JmhSuite suite, Plan plan) {
    private static final int QUICK_WARM_UPS = 3;
    private static final int QUICK_WARM_UP_MILLISECONDS = 200;
    private static final int QUICK_ITERATIONS = 5;
    private static final int QUICK_MILLISECONDS = 60;

    /// What runs with the same values of its parameters.
    private record Grid(Class<?> type, Map<String, List<String>> values) {
        int size() {
            return values.values().stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
        }
    }

    /// What JMH is told, in as many runs as there are combinations of values that some benchmarks lack.
    List<Options> options() {
        return grids().entrySet().stream()
                .map(entry -> options(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Options options(Grid grid, List<Method> methods) {
        ChainedOptionsBuilder options = new OptionsBuilder().shouldFailOnError(true);
        for (Method method : methods) {
            String name = grid.type().getName() + "." + method.getName();
            options.include("^" + Pattern.quote(name) + "$");
        }
        grid.values().forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        pace(options);
        if (suite.heapBytes(plan) > 0) {
            options.jvmArgsAppend("-Xmx" + suite.heapBytes(plan));
        }
        if (plan.pace() != Pace.SMOKE) {
            options.addProfiler(GCProfiler.class);
        }
        return options.build();
    }

    private void pace(ChainedOptionsBuilder options) {
        switch (plan.pace()) {
            case FULL -> {}
            case QUICK ->
                options.forks(1)
                        .warmupIterations(QUICK_WARM_UPS)
                        .warmupTime(TimeValue.milliseconds(QUICK_WARM_UP_MILLISECONDS))
                        .measurementIterations(QUICK_ITERATIONS)
                        .measurementTime(TimeValue.milliseconds(QUICK_MILLISECONDS));
            // In this process.
            case SMOKE ->
                options.forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1));
        }
    }

    /// How many rows that gives: each method once for each of its parameters' combinations.
    int rowCount() {
        return grids().entrySet().stream()
                .mapToInt(entry -> entry.getKey().size() * entry.getValue().size())
                .sum();
    }

    /// Whether some of them ask a Python.
    boolean usesPython() {
        return grids().entrySet().stream()
                .anyMatch(entry -> entry.getValue().stream().anyMatch(JmhRuns::needsPython));
    }

    private static boolean needsPython(Method method) {
        Rival rival = method.getAnnotation(Rival.class);
        return rival != null && rival.needs().equals(Rival.PYTHON);
    }

    /// What is left out of what the plan asks for, and why.
    ///
    /// @return sentences, in the order of their first words
    List<String> leftOut() {
        TreeSet<String> sentences = new TreeSet<>();
        for (Class<?> type : suite.classes()) {
            for (Method method : chosen(type)) {
                String who = Benchmarks.role(method).kind() == Role.Kind.RIVAL
                        ? Benchmarks.role(method).title()
                        : "`" + type.getSimpleName() + "." + method.getName() + "`";
                if (!isThere(method)
                        && !method.getAnnotation(Rival.class).needs().equals(Rival.PYTHON)) {
                    sentences.add(who + " is not measured, since it is not on the class path, or has no native code for"
                            + " this platform.");
                }
                for (Lacks lacks : method.getAnnotationsByType(Lacks.class)) {
                    String lacked = Arrays.stream(lacks.values())
                            .filter(value -> isAsked(type, lacks.parameter(), value))
                            .collect(Collectors.joining(", "));
                    if (!lacked.isEmpty()) {
                        sentences.add(who + " is not measured with " + lacked + ", since " + lacks.because() + ".");
                    }
                }
            }
        }
        return List.copyOf(sentences);
    }

    private boolean isAsked(Class<?> type, String parameter, String value) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.getName().equals(parameter))
                .anyMatch(field -> suite.parameters(plan).stream()
                        .anyMatch(given -> asked(field, given).contains(value)));
    }

    private Map<Grid, List<Method>> grids() {
        Map<Grid, List<Method>> grids = new LinkedHashMap<>();
        for (Class<?> type : suite.classes()) {
            for (Map<String, String> given : suite.parameters(plan)) {
                for (Method method : chosen(type)) {
                    Grid grid = new Grid(type, values(type, method, given));
                    if (isThere(method) && grid.size() > 0) {
                        grids.computeIfAbsent(grid, unused -> new ArrayList<>()).add(method);
                    }
                }
            }
        }
        return grids;
    }

    private List<Method> chosen(Class<?> type) {
        return Benchmarks.of(type).stream()
                .filter(method -> plan.has(Benchmarks.role(method).kind()))
                .filter(method -> plan.pace() != Pace.QUICK || !suite.slow().contains(method.getName()))
                .toList();
    }

    private boolean isThere(Method method) {
        Rival rival = method.getAnnotation(Rival.class);
        String needed = rival == null ? "" : rival.needs();
        return switch (needed) {
            case "" -> true;
            case Rival.PYTHON -> plan.hasPython() && plan.pace() != Pace.SMOKE;
            default -> JmhRuns.class.getClassLoader().getResource(needed) != null;
        };
    }

    private static Map<String, List<String>> values(Class<?> type, Method method, Map<String, String> given) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .collect(Collectors.toMap(
                        Field::getName,
                        field -> asked(field, given).stream()
                                .filter(value -> !isLacking(method, field.getName(), value))
                                .toList(),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private static List<String> asked(Field field, Map<String, String> given) {
        String chosen = given.get(field.getName());
        return chosen == null ? defaults(field) : List.of(chosen.split(",", -1));
    }

    private static boolean isLacking(Method method, String parameter, String value) {
        return Arrays.stream(method.getAnnotationsByType(Lacks.class))
                .anyMatch(lacks -> lacks.parameter().equals(parameter)
                        && List.of(lacks.values()).contains(value));
    }

    private static List<String> defaults(Field field) {
        String[] values = field.getAnnotation(Param.class).value();
        Object[] constants = field.getType().getEnumConstants();
        return values.length == 1 && values[0].equals(Param.BLANK_ARGS) && constants != null
                ? Arrays.stream(constants)
                        .map(constant -> ((Enum<?>) constant).name())
                        .toList()
                : List.of(values);
    }
}
