package dev.ndwire.benchmarks;

import dev.ndwire.core.compress.Codec;
import dev.ndwire.core.frame.Frame;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The same bytes for each way to compress and decompress them. Ours writes into memory that is used again and again;
/// Python's libraries give a new object each time.
public final class CodecState implements AutoCloseable {
    /// Who does the work.
    public enum Work {
        /// The library's native code.
        NATIVE,
        /// The library's Java code, which is used where the native code does not load.
        JAVA,
        /// The libraries that `distributed` calls, in a process of their own.
        PYTHON
    }

    final long byteSize;
    private final Codec codec;
    private final Frame source;
    private final MemorySegment compressed;
    private final MemorySegment target;
    private final MemorySegment scratch;
    private final @Nullable PythonCodec python;

    CodecState(String name, Work work, Compressible data, int byteSize) throws IOException {
        this.byteSize = byteSize;
        byte[] bytes = data.bytes(byteSize);
        codec = work == Work.JAVA ? Codec.named(name).inJava() : Codec.named(name);
        source = Frame.of(Arena.ofAuto().allocateFrom(ValueLayout.JAVA_BYTE, bytes));
        target = Arena.ofAuto().allocate(codec.maxCompressedByteSize(byteSize));
        scratch = Arena.ofAuto().allocate(byteSize);
        python = work == Work.PYTHON ? PythonCodec.start(name, bytes) : null;
        MemorySegment own = Arena.ofAuto().allocate(codec.maxCompressedByteSize(byteSize));
        compressed = own.asSlice(0, codec.compress(source, own, (size, alignment) -> scratch));
        if (work == Work.NATIVE && !codec.isNative()) {
            throw new IllegalStateException("the native code of " + name + " does not load here");
        }
    }

    /// Compresses the bytes.
    ///
    /// @return how many there are then
    long compress() throws IOException {
        return python == null ? codec.compress(source, target, (size, alignment) -> scratch) : python.compress();
    }

    /// Decompresses them.
    ///
    /// @return how many there are then
    long decompress() throws IOException {
        if (python != null) {
            return python.decompress();
        }
        codec.decompress(compressed, scratch);
        return scratch.byteSize();
    }

    /// Asks Python for nothing; does nothing elsewhere.
    long askOnly() throws IOException {
        return python == null ? 0 : python.nothing();
    }

    /// What [#decompress] gave; of Python there is no more than the size.
    Frame decompressed() {
        return Frame.of(scratch);
    }

    /// What was compressed.
    Frame source() {
        return source;
    }

    /// What [#compress] gave first.
    long compressedByteSize() {
        return compressed.byteSize();
    }

    @Override
    public void close() throws IOException {
        if (python != null) {
            python.close();
        }
    }
}
