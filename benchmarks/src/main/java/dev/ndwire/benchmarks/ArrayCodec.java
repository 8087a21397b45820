package dev.ndwire.benchmarks;

import java.io.IOException;

/// What a Java program without arrays of its own would use for a `double[]`, or for rows of numbers: a general
/// serializer of the field, as its guide shows it, with its buffers and tables used again.
///
/// It writes into a `byte[]` on the heap and reads from one, since that is what they have. Not for several threads.
interface ArrayCodec {
    /// Writes.
    ///
    /// @param array a `double[]` or a `double[][]`
    /// @return the bytes
    byte[] write(Object array) throws IOException;

    /// Reads.
    ///
    /// @param bytes what [#write] gave
    /// @return what it was given
    Object read(byte[] bytes) throws IOException;
}
