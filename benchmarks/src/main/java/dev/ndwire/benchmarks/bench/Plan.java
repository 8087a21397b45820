package dev.ndwire.benchmarks.bench;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
    /// What JMH is told.
    Options options() {
        ChainedOptionsBuilder options = new OptionsBuilder().shouldFailOnError(true);
        for (Method method : methods()) {
            String name = method.getDeclaringClass().getName() + "." + method.getName();
            options.include("^" + Pattern.quote(name) + "$");
        }
        suite.parameters(pace).forEach((name, values) -> options.param(name, values.split(",")));
        pace.apply(options);
        if (pace != Pace.SMOKE) {
            options.addProfiler(GCProfiler.class);
        }
        return options.build();
    }

    /// How many rows that gives: each method once for each of its parameters' combinations.
    int rowCount() {
        return methods().stream()
                .mapToInt(method -> combinations(method.getDeclaringClass()))
                .sum();
    }

    private List<Method> methods() {
        return suite.classes().stream()
                .flatMap(type -> Role.benchmarks(type).stream())
                .filter(method -> who.contains(Role.of(method).kind()))
                .toList();
    }

    private int combinations(Class<?> type) {
        Map<String, String> given = suite.parameters(pace);
        return Arrays.stream(type.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .mapToInt(field -> {
                    String values = given.get(field.getName());
                    return values == null ? defaults(field) : values.split(",").length;
                })
                .reduce(1, (a, b) -> a * b);
    }

    private static int defaults(Field field) {
        String[] values = field.getAnnotation(Param.class).value();
        Object[] constants = field.getType().getEnumConstants();
        return values.length == 1 && values[0].equals(Param.BLANK_ARGS) && constants != null
                ? constants.length
                : values.length;
    }
}
