package dev.ndwire.conformance.python;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of looking for a Python that the peer can be built with.
public sealed interface PythonSearch {

    /// A Python to build the environment with.
    ///
    /// @param executable what to run
    /// @param version as in `3.11.7`
    record Found(Path executable, String version) implements PythonSearch {}

    /// No Python.
    ///
    /// @param reason one sentence: what was tried and what each answered
    record Missing(String reason) implements PythonSearch {}

    /// The setting that names the Python to take, as an environment variable.
    String VARIABLE = "NDWIRE_PYTHON";

    /// The setting that names the Python to take, as a system property; it wins over the variable.
    String PROPERTY = "ndwire.python";

    /// Looks for a Python 3.11 or newer.
    ///
    /// A Python that is named is the only one tried; else it is `python3`, then the versions by name.
    ///
    /// @param property the value of [#PROPERTY], if it is set
    /// @param environment the process's environment
    /// @return the first that can be run and is new enough, or why there is none
    static PythonSearch search(Optional<String> property, Map<String, String> environment) {
        var named = property.or(() -> Optional.ofNullable(environment.get(VARIABLE)));
        var candidates = named.map(List::of).orElse(List.of("python3", "python3.13", "python3.12", "python3.11"));
        var reasons = new java.util.ArrayList<String>();
        for (String candidate : candidates) {
            switch (PythonProbe.ask(candidate)) {
                case Found found -> {
                    return found;
                }
                case Missing missing -> reasons.add(missing.reason());
            }
        }
        return new Missing("no Python 3.11 or newer: " + String.join("; ", reasons));
    }
}
