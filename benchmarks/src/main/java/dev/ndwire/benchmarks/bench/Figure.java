package dev.ndwire.benchmarks.bench;

import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.memory.ByteSizes;
import java.util.Map;
import java.util.TreeMap;

/// What was measured of one benchmark with one set of parameters.
///
/// @param type the full name of the benchmark's class
/// @param method its method
/// @param parameters what it was given, in the order of their names
/// @param nanos what an operation took in each of the iterations
/// @param allocatedBytes what an operation allocates on the heap; not a number where nobody counted
record Figure(String type, String method, Map<String, String> parameters, Spread nanos, double allocatedBytes) {
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
                .append(name.equals("byteSize") ? ByteSizes.format(Long.parseLong(value)) : value));
        return text.toString();
    }
}
