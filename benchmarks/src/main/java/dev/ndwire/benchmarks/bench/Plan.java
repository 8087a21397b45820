package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Lacks;
import dev.ndwire.benchmarks.Rival;
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

/// Which benchmarks of a suite run, with which parameters.
///
/// @param suite whose benchmarks
/// @param pace how long each runs
/// @param who of which kinds
record Plan(Suite suite, Pace pace, List<Role.Kind> who) {
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
        pace.apply(options);
        if (pace != Pace.SMOKE) {
            options.addProfiler(GCProfiler.class);
        }
        return options.build();
    }

    /// How many rows that gives: each method once for each of its parameters' combinations.
    int rowCount() {
        return grids().entrySet().stream()
                .mapToInt(entry -> entry.getKey().size() * entry.getValue().size())
                .sum();
    }

    /// What is left out, and why.
    ///
    /// @return sentences, in the order of their first words
    List<String> leftOut() {
        TreeSet<String> sentences = new TreeSet<>();
        for (Class<?> type : suite.classes()) {
            for (Method method : chosen(type)) {
                String who = Role.of(method).kind() == Role.Kind.RIVAL
                        ? Role.of(method).title()
                        : "`" + type.getSimpleName() + "." + method.getName() + "`";
                if (!isThere(method)) {
                    sentences.add(who + " is not measured, since it is not on the class path, or has no native code for"
                            + " this platform.");
                }
                for (Lacks lacks : method.getAnnotationsByType(Lacks.class)) {
                    sentences.add(who + " is not measured with " + String.join(", ", lacks.values()) + ", since "
                            + lacks.because() + ".");
                }
            }
        }
        return List.copyOf(sentences);
    }

    private Map<Grid, List<Method>> grids() {
        Map<Grid, List<Method>> grids = new LinkedHashMap<>();
        for (Class<?> type : suite.classes()) {
            for (Map<String, String> given : suite.parameters(pace)) {
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
        return Role.benchmarks(type).stream()
                .filter(method -> who.contains(Role.of(method).kind()))
                .toList();
    }

    private static boolean isThere(Method method) {
        Rival rival = method.getAnnotation(Rival.class);
        return rival == null
                || rival.needs().isEmpty()
                || Plan.class.getClassLoader().getResource(rival.needs()) != null;
    }

    private static Map<String, List<String>> values(Class<?> type, Method method, Map<String, String> given) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .collect(Collectors.toMap(
                        Field::getName,
                        field -> {
                            String chosen = given.get(field.getName());
                            List<String> values = chosen == null ? defaults(field) : List.of(chosen.split(",", -1));
                            return values.stream()
                                    .filter(value -> !isLacking(method, field.getName(), value))
                                    .toList();
                        },
                        (first, second) -> first,
                        LinkedHashMap::new));
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
