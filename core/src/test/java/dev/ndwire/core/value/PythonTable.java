package dev.ndwire.core.value;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A table that the real Python wrote: `conformance/python/vectors/write_core_vectors.py`.
public final class PythonTable {
    private PythonTable() {}

    /// Reads the rows of a table that lies beside a test's class.
    public static List<List<String>> rows(Class<?> test, String name) {
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(name), name);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> List.of(line.split("\t"))).toList();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + name, e);
        }
    }
}
