package dev.ndwire.benchmarks;

import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/// An array as a channel: each byte is copied once, and nothing grows.
final class HeapChannel implements ByteChannel {
    private final byte[] bytes;
    private int position;

    HeapChannel(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return position;
    }

    @Override
    public int write(ByteBuffer source) {
        int count = source.remaining();
        source.get(bytes, position, count);
        position += count;
        return count;
    }

    @Override
    public int read(ByteBuffer target) {
        int count = Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, position, count);
        position += count;
        return count == 0 && target.hasRemaining() ? -1 : count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
