package dev.ndwire.arrow.ipc;

import org.apache.arrow.memory.ArrowBuf;

/// What one batch claims of its vectors, and the buffers that it has for them. Holds references of its own until it is
/// closed; vectors add theirs.
abstract class BatchSource implements AutoCloseable {
    abstract long rowCount();

    abstract int nodeCount();

    /// How many elements the vector of a node has.
    abstract long length(int node);

    /// How many of them are null.
    abstract long nullCount(int node);

    abstract int variadicCountCount();

    abstract long variadicCount(int index);

    abstract int bufferCount();

    /// One buffer, whose references are those of this source: a vector that keeps it adds one.
    ///
    /// @throws MalformedArrowException if the batch does not have its bytes
    abstract ArrowBuf buffer(int index);

    @Override
    public abstract void close();
}
