package dev.ndwire.benchmarks.tcp;

import java.io.IOException;

/// A way from here to another process. Used by one thread.
interface Way extends AutoCloseable {
    /// What it is called in the report.
    String name();

    /// Prepares what is not timed.
    ///
    /// @param numbers what will be sent, again and again, with other numbers in the same memory
    void prepare(Numbers numbers) throws Exception;

    /// Has a process that sends from memory of its own fill it, as the numbers are filled.
    default void fill(long seed) throws Exception {}

    /// Sends the numbers; returns when the other process says that it has all of them, ready to be used.
    void send() throws Exception;

    /// Has the other process give their memory back.
    void drop() throws Exception;

    @Override
    void close() throws IOException;
}
