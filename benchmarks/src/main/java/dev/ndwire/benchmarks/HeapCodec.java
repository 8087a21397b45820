package dev.ndwire.benchmarks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A general serializer of Java objects: what is not flat is gathered into rows each time, since it knows no views.
///
/// It writes into a `byte[]` on the heap and reads from one, since that is what they have.
abstract class HeapCodec implements ArrayCodec {
    private @Nullable Matrix matrix;
    private byte[] bytes = {};

    @Override
    public void hold(Matrix held) {
        this.matrix = held;
        register(held.elements());
    }

    /// Tells it the classes that will come.
    abstract void register(Elements elements);

    /// Writes.
    ///
    /// @param array a line of elements, or an array of lines
    abstract byte[] write(Object array) throws IOException;

    /// Reads.
    ///
    /// @param written what [#write(Object)] gave
    abstract Object read(byte[] written) throws IOException;

    @Override
    public byte[] write() throws IOException {
        if (matrix == null) {
            throw new IllegalStateException("no matrix is held");
        }
        bytes = write(matrix.toJava());
        return bytes;
    }

    @Override
    public Object read() throws IOException {
        return read(bytes);
    }
}
