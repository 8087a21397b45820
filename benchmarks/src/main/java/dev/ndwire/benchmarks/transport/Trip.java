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
    default long[] run(int count) throws IOException {
        long[] nanos = new long[count];
        run(nanos);
        return nanos;
    }

    /// The same, as often as there is room for times.
    ///
    /// @param nanos gets the nanoseconds of each time
    void run(long[] nanos) throws IOException;

    /// What the process that sends has used until now.
    default Spent spent() throws IOException {
        return Spent.here();
    }

    @Override
    void close() throws IOException;
}
