package dev.ndwire.cli.demo;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;

/// A way to have the second JVM take an array and give it back: the product, or the floor beneath it.
interface Way {
    /// Sends an array; returns when the second JVM says that it has it.
    void put(NDArray array) throws IOException;

    /// Asks for the array; returns when all of it is here.
    Arrived get() throws IOException;

    /// Whether what arrives is a copy: else it changes with what was sent.
    boolean isCopying();

    /// Has the second JVM give the array's memory back to its pool.
    void drop() throws IOException;

    /// An array that came back, and the lease on its memory.
    record Arrived(NDArray array, Lease lease) implements AutoCloseable {
        @Override
        public void close() {
            lease.close();
        }
    }
}
