package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import java.io.IOException;

/// A way for a small array there and back. Used by one thread.
interface Trip extends AutoCloseable {
    /// What it is called in the report.
    String name();

    /// What it is measured for.
    Role.Kind kind();

    /// Sends an array again and again, each time with other numbers, and compares what comes back.
    ///
    /// @param count how often
    /// @return nanoseconds of each time, without filling and comparing
    long[] run(int count) throws IOException;

    @Override
    void close() throws IOException;
}
