package dev.ndwire.benchmarks.bench;

import java.util.Map;
import java.util.TreeMap;

/// What was measured of one benchmark with one set of parameters: nanoseconds an operation.
///
/// @param type the full name of the benchmark's class
/// @param method its method
/// @param parameters what it was given, in the order of their names
/// @param low the shortest time of an iteration
/// @param median the middle one
/// @param high the longest
/// @param allocatedBytes what an operation allocates on the heap; not a number where nobody counted
record Figure(
        String type,
        String method,
        Map<String, String> parameters,
        double low,
        double median,
        double high,
        double allocatedBytes) {
    Figure {
        parameters = new TreeMap<>(parameters);
    }

    /// Class and method without the package.
    String name() {
        return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }

    /// What makes it the same measurement in two reports.
    String key() {
        return parameters.isEmpty() ? name() : name() + " " + parametersText();
    }

    /// The parameters as a person reads them.
    String parametersText() {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name.equals("byteSize") ? Units.bytes(Long.parseLong(value)) : value));
        return text.toString();
    }
}
