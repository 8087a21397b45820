package dev.ndwire.benchmarks;

import java.io.OutputStream;
import java.util.Arrays;

/// A stream into an array that is used again, so that no rival pays for growing or copying one.
final class ByteArraySink extends OutputStream {
    private byte[] bytes = new byte[1 << 10];
    private int size;

    void clear() {
        size = 0;
    }

    /// All of the array, of which the end may be older than what was written last.
    byte[] bytes() {
        return bytes;
    }

    @Override
    public void write(int one) {
        reserve(1);
        bytes[size++] = (byte) one;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, size, count);
        size += count;
    }

    private void reserve(int count) {
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + count));
        }
    }
}
