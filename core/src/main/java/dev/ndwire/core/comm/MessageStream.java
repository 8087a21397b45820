package dev.ndwire.core.comm;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.setting.Environment;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Messages one way, without replies, sent in batches: lists of messages, of which one goes out at an interval at most.
///
/// The first message after a pause goes at once; those that come before the interval is over go together. Their order
/// is kept. A daemon thread of the stream writes them. A peer that is a [Server] gives each map with an `op` to the
/// handler of [Server#handleStream], and so does `Server.handle_stream` of Dask.
///
/// What a message holds must stay open and unchanged until it is written: [#flush] waits for that. All methods may be
/// called by any thread. Source: `BatchedSend` of `distributed.batched`.
public final class MessageStream implements AutoCloseable {
    /// How many messages may wait to be written unless said otherwise.
    public static final int STANDARD_MAX_WAITING = 65_536;

    private final Connection connection;
    private final long intervalNanos;
    private final int maxWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Item> buffer = new ArrayList<>();
    private long sentCount;
    private long writtenCount;
    private long batchCount;
    private boolean ending;
    private @Nullable Throwable failure;
    private final Thread writer;

    private record Item(@Nullable Object message, Lease.@Nullable Hold hold) {}

    private MessageStream(Connection connection, Duration interval, int maxWaiting) {
        this.connection = connection;
        this.intervalNanos = interval.toNanos();
        this.maxWaiting = maxWaiting;
        this.writer = Thread.ofPlatform()
                .daemon()
                .name("ndwire-stream-" + connection.peerAddress())
                .unstarted(this::writeAll);
    }

    /// Starts a stream of which [#STANDARD_MAX_WAITING] messages may wait, or as many as the environment says
    /// ([EnvironmentSettings]).
    ///
    /// @param connection what it goes over, and nothing else that is written from now on; it belongs to the stream
    /// @param interval the least time from one batch to the next; zero for none
    /// @return the stream
    /// @throws IllegalArgumentException if the interval is below zero, or the environment holds no such number
    public static MessageStream over(Connection connection, Duration interval) {
        return over(connection, interval, EnvironmentSettings.streamWaiting(Environment.ofProcess()));
    }

    /// Starts a stream.
    ///
    /// @param connection what it goes over, and nothing else that is written from now on; it belongs to the stream
    /// @param interval the least time from one batch to the next; zero for none
    /// @param maxWaiting how many messages may wait to be written, at least 1; who sends more waits
    /// @return the stream
    /// @throws IllegalArgumentException if the interval is below zero, or `maxWaiting` below 1
    public static MessageStream over(Connection connection, Duration interval, int maxWaiting) {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("interval is " + interval + ", expected at least zero");
        }
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("maxWaiting is " + maxWaiting + ", expected at least 1");
        }
        MessageStream stream = new MessageStream(connection, interval, maxWaiting);
        stream.writer.start();
        return stream;
    }

    /// Sends a message, some time soon. Waits only where as many messages wait to be written as may.
    ///
    /// @param message such as a map with an `op`; unchanged until it is written
    /// @throws ConnectionClosedException if the stream is closed, or has failed; the cause says how
    /// @throws IOException if the thread is interrupted while it waits
    public void send(@Nullable Object message) throws IOException {
        send(message, null);
    }

    /// Sends a message, some time soon, whose memory is to be given back when nobody needs it.
    ///
    /// @param message such as a map with an `op`; unchanged until it is written
    /// @param hold closed as [Connection#write(Object, dev.ndwire.core.family.Serialization, Lease.Hold)] says, and if
    ///     this throws; null for none
    /// @throws ConnectionClosedException if the stream is closed, or has failed; the cause says how
    /// @throws IOException if the thread is interrupted while it waits
    public void send(@Nullable Object message, Lease.@Nullable Hold hold) throws IOException {
        boolean taken = false;
        lock.lock();
        try {
            while (isGoingOn() && buffer.size() >= maxWaiting) {
                changed.await();
            }
            requireGoingOn();
            buffer.add(new Item(message, hold));
            sentCount++;
            taken = true;
            changed.signalAll();
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
            if (!taken && hold != null) {
                hold.close();
            }
        }
    }

    /// Waits until everything that was sent before has been written.
    ///
    /// @throws ConnectionClosedException if the stream has failed, or is ended before that
    /// @throws IOException if the thread is interrupted while it waits
    public void flush() throws IOException {
        lock.lock();
        try {
            long wanted = sentCount;
            while (failure == null && writtenCount < wanted) {
                changed.await();
            }
            if (failure != null) {
                throw failed(failure);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the stream to " + connection.peerAddress());
    }

    private boolean isGoingOn() {
        return !ending && failure == null;
    }

    private void requireGoingOn() throws ConnectionClosedException {
        if (failure != null) {
            throw failed(failure);
        }
        if (ending) {
            throw new ConnectionClosedException("stream to " + connection.peerAddress() + " was closed here");
        }
    }

    private ConnectionClosedException failed(Throwable cause) {
        String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new ConnectionClosedException("stream to " + connection.peerAddress() + " failed: " + said, cause);
    }

    private void writeAll() {
        try {
            writeBatches();
        } catch (Throwable e) {
            // Out of memory, it may be: nobody else would tell those who wait for this thread.
            done(0, e);
            connection.abort();
        } finally {
            connection.close();
        }
    }

    private void writeBatches() {
        long next = System.nanoTime();
        List<Item> batch = nextBatch(next);
        while (!batch.isEmpty()) {
            next = System.nanoTime() + intervalNanos;
            Throwable problem = write(batch);
            done(batch.size(), problem);
            batch = nextBatch(next);
        }
    }

    /// Waits for messages, and until the next batch may go.
    ///
    /// @return empty at the end
    private List<Item> nextBatch(long notBefore) {
        lock.lock();
        try {
            long left = notBefore - System.nanoTime();
            while (isGoingOn() && (buffer.isEmpty() || left > 0)) {
                if (buffer.isEmpty()) {
                    changed.await();
                } else {
                    changed.awaitNanos(left);
                }
                left = notBefore - System.nanoTime();
            }
        } catch (InterruptedException e) {
            // Nobody has this thread; who interrupts it ends the stream with its next write.
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return takeBuffer();
    }

    private List<Item> takeBuffer() {
        lock.lock();
        try {
            List<Item> batch = buffer;
            buffer = new ArrayList<>();
            changed.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Throwable write(List<Item> batch) {
        try {
            List<@Nullable Object> messages = new ArrayList<>(batch.size());
            batch.forEach(item -> messages.add(item.message));
            connection.write(messages, connection.serialization(), () -> release(batch));
            return null;
        } catch (Throwable e) {
            connection.abort();
            return e;
        }
    }

    private void done(int count, @Nullable Throwable problem) {
        List<Item> lost = List.of();
        lock.lock();
        try {
            // First: what follows may find no memory.
            changed.signalAll();
            if (problem == null) {
                writtenCount += count;
                batchCount++;
            } else {
                if (failure == null) {
                    failure = problem;
                }
                lost = takeBuffer();
            }
        } finally {
            lock.unlock();
        }
        release(lost);
    }

    private static void release(List<Item> items) {
        for (Item item : items) {
            if (item.hold != null) {
                item.hold.close();
            }
        }
    }

    /// How many messages have been written.
    ///
    /// @return at least 0
    public long messageCount() {
        lock.lock();
        try {
            return writtenCount;
        } finally {
            lock.unlock();
        }
    }

    /// How many batches the messages were written in.
    ///
    /// @return at least 0
    public long batchCount() {
        lock.lock();
        try {
            return batchCount;
        } finally {
            lock.unlock();
        }
    }

    /// Writes what is left, and closes the connection. Closing again does nothing more.
    ///
    /// @throws ConnectionClosedException if the stream has failed: what was sent last may not have arrived
    /// @throws IOException if the thread is interrupted while it waits; the stream ends nevertheless
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            ending = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        flush();
        try {
            writer.join();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /// Ends the stream and its connection at once; what was not written yet is lost.
    public void abort() {
        List<Item> lost;
        lock.lock();
        try {
            ending = true;
            if (failure == null) {
                failure = new ConnectionClosedException("it was aborted here");
            }
            lost = takeBuffer();
        } finally {
            lock.unlock();
        }
        release(lost);
        connection.abort();
    }
}
