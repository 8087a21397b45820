package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Floor;
import dev.ndwire.benchmarks.Rival;
import dev.ndwire.benchmarks.measure.Role;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/// The methods that JMH calls, and what they are there for.
final class Benchmarks {
    private Benchmarks() {}

    /// Those of a class, what it inherits last.
    static List<Method> of(Class<?> type) {
        return Stream.concat(
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getSuperclass().getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .toList();
    }

    /// Reads it from the annotations of a method.
    static Role role(Method method) {
        Floor floor = method.getAnnotation(Floor.class);
        if (floor != null) {
            return new Role(Role.Kind.FLOOR, "floor", List.of(floor.of()));
        }
        Rival rival = method.getAnnotation(Rival.class);
        return rival == null ? Role.OURS : new Role(Role.Kind.RIVAL, rival.value(), List.of(rival.of()));
    }

    /// The same by its names; what is not there any more counts as ours.
    static Role role(String type, String name) {
        return method(type, name).map(Benchmarks::role).orElse(Role.OURS);
    }

    private static Optional<Method> method(String type, String name) {
        try {
            return of(Class.forName(type)).stream()
                    .filter(method -> method.getName().equals(name))
                    .findFirst();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
