package dev.ndwire.core.comm.inproc;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.ConnectionClosedException;
import dev.ndwire.core.comm.Listener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Waits for connections from within the process.
final class InprocListener implements Listener {
    // As long as the queue of a socket may be on Linux.
    private static final int MAX_PENDING = 4096;

    private final Address address;
    private final ListenerNames names;
    private final Queue<InprocChannel> pending = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    InprocListener(Address address, ListenerNames names) {
        this.address = address;
        this.names = names;
    }

    @Override
    public Address address() {
        return address;
    }

    /// Makes a connection, which need not be accepted yet.
    InprocChannel connect(Address from, Duration timeout) throws IOException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!closed && pending.size() == MAX_PENDING) {
                if (left <= 0) {
                    throw new ConnectFailedException(
                            Reason.TIMED_OUT,
                            "cannot connect to " + address + ": " + MAX_PENDING + " connections wait to be accepted",
                            null);
                }
                left = changed.awaitNanos(left);
            }
            if (closed) {
                throw ListenerNames.refused(address);
            }
            InprocChannel.Pair pair = InprocChannel.Pair.of(from, address);
            pending.add(pair.accepted());
            changed.signalAll();
            return pair.connecting();
        } catch (InterruptedException e) {
            throw interrupted("connecting to ");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InprocChannel accept() throws IOException {
        lock.lock();
        try {
            while (!closed && pending.isEmpty()) {
                changed.await();
            }
            InprocChannel first = pending.poll();
            if (first == null) {
                throw new ConnectionClosedException("nobody listens on " + address + " any more");
            }
            changed.signalAll();
            return first;
        } catch (InterruptedException e) {
            throw interrupted("listening on ");
        } finally {
            lock.unlock();
        }
    }

    private InterruptedIOException interrupted(String doing) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while " + doing + address);
    }

    @Override
    public void close() {
        names.remove(this);
        List<InprocChannel> unaccepted;
        lock.lock();
        try {
            closed = true;
            unaccepted = List.copyOf(pending);
            pending.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        unaccepted.forEach(InprocChannel::abort);
    }
}
