package dev.ndwire.benchmarks;

import java.io.IOException;

/// What a Java program without ndwire would use for a matrix, as its guide shows it, with its buffers and tables used
/// again. Not for several threads.
interface ArrayCodec extends AutoCloseable {
    /// Takes a matrix as the program would have it.
    ///
    /// @throws IllegalArgumentException if it has no such elements or layouts; see [Lacks]
    void hold(Matrix matrix);

    /// Writes the matrix.
    ///
    /// @return where the bytes are, whatever it has them in
    Object write() throws IOException;

    /// Reads what was written last.
    ///
    /// @return the matrix, as a program of this kind has it
    Object read() throws IOException;

    @Override
    default void close() {}

    /// Why a matrix is refused.
    static IllegalArgumentException unfit(String name, Matrix matrix) {
        return new IllegalArgumentException(name + " has no " + matrix.elements() + " in layout " + matrix.layout());
    }
}
