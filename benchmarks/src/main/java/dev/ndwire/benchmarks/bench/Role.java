package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Floor;
import dev.ndwire.benchmarks.Rival;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/// What a benchmark is there for.
///
/// @param kind ours, or what ours is compared with
/// @param title who it is, in reports
/// @param of the methods of ours that it is compared with; none for all of its class
record Role(Kind kind, String title, List<String> of) {
    /// Who is measured.
    enum Kind {
        /// This library.
        OURS,
        /// The work that cannot be avoided.
        FLOOR,
        /// What a user would take instead.
        RIVAL
    }

    private static final Role OURS = new Role(Kind.OURS, "ndwire", List.of());

    /// Reads it from the annotations of a benchmark's method; what is not there any more counts as ours.
    static Role of(Figure figure) {
        return method(figure.type(), figure.method()).map(Role::of).orElse(OURS);
    }

    static Role of(Method method) {
        Floor floor = method.getAnnotation(Floor.class);
        if (floor != null) {
            return new Role(Kind.FLOOR, "floor", List.of(floor.of()));
        }
        Rival rival = method.getAnnotation(Rival.class);
        return rival == null ? OURS : new Role(Kind.RIVAL, rival.value(), List.of(rival.of()));
    }

    private static Optional<Method> method(String type, String name) {
        try {
            return benchmarks(Class.forName(type)).stream()
                    .filter(method -> method.getName().equals(name))
                    .findFirst();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /// The benchmarks of a class, those that it inherits last.
    static List<Method> benchmarks(Class<?> type) {
        return Stream.concat(
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getSuperclass().getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .toList();
    }

    /// Whether it is compared with one of ours.
    ///
    /// @param method of ours, of the same class
    boolean isBeside(String method) {
        return kind != Kind.OURS && (of.isEmpty() || of.contains(method));
    }
}
