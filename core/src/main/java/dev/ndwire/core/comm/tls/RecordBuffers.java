package dev.ndwire.core.comm.tls;

import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import tlschannel.BufferAllocator;

/// The arrays that the records of one stream are encrypted and decrypted in, one after another used by any stream. What
/// fills one moves its position.
///
/// Java's ciphers work on arrays: what is encrypted in one of those takes no way round. Each has room for any record,
/// where TLS would else begin with a small one and take a larger one when that is full, for each record anew.
final class RecordBuffers implements BufferAllocator {
    // The largest record, with what TLS lays around it.
    private static final int RECORD_BYTES = 17 << 10;
    private static final int MAX_IDLE = 32;

    private static final BlockingQueue<ByteBuffer> IDLE = new ArrayBlockingQueue<>(MAX_IDLE);

    // A stream keeps some that are empty: from its handshake to the first bytes that are read, for one.
    private final IdentityHashMap<ByteBuffer, Boolean> taken = new IdentityHashMap<>(4);

    /// Whether no bytes wait in any.
    synchronized boolean areEmpty() {
        return taken.keySet().stream().allMatch(buffer -> buffer.position() == 0);
    }

    @Override
    public synchronized ByteBuffer allocate(int size) {
        ByteBuffer buffer = size > RECORD_BYTES ? ByteBuffer.allocate(size) : record();
        taken.put(buffer, true);
        return buffer;
    }

    private static ByteBuffer record() {
        ByteBuffer used = IDLE.poll();
        return used == null ? ByteBuffer.allocate(RECORD_BYTES) : used.clear();
    }

    // Where enough of them are idle, it is left to the collector.
    @Override
    public synchronized void free(ByteBuffer buffer) {
        taken.remove(buffer);
        if (buffer.capacity() == RECORD_BYTES) {
            boolean unused = IDLE.offer(buffer);
        }
    }
}
