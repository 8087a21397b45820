package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import java.io.IOException;

/// A way for numbers from one process to another. Used by one thread.
///
/// One more way is one more of these, and its place in [Ways].
interface Way extends AutoCloseable {
    /// What it is called in the report.
    String name();

    /// What it is measured for.
    Role.Kind kind();

    /// The most bytes that it takes.
    default long maxByteSize() {
        return Long.MAX_VALUE;
    }

    /// Whether code of ours runs on it, which the JIT has to compile first.
    default boolean isToBeWarmedUp() {
        return true;
    }

    /// Prepares what is not timed.
    ///
    /// @param numbers what will be sent, again and again, with other numbers in the same memory
    void prepare(Numbers numbers) throws Exception;

    /// Puts other numbers into the sender's memory.
    void fill(long seed) throws Exception;

    /// Moves the numbers; returns when the receiver has all of them, ready to be used.
    void move() throws Exception;

    /// Has the receiver compare all that came.
    ///
    /// @return the first byte that is another than what the seed makes, or -1
    long check(long seed) throws Exception;

    /// Has the receiver give their memory back, for the next.
    void drop() throws Exception;

    /// Has the receiver give all memory back to the system that it keeps for the next.
    void trim() throws Exception;

    /// What both have used until now.
    Work work() throws Exception;

    @Override
    void close() throws IOException;
}
