package dev.ndwire.core.comm;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The connections of a server: threads for those where something moves, one thread for all others.
final class Serving implements AutoCloseable {
    static final String THREAD = "ndwire-serve-";

    private final ConnectionSettings settings;
    private final Handlers handlers;
    private final Set<ServedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger servedCount = new AtomicInteger();
    private final ThreadPoolExecutor threads;
    private final InFlight inFlight;
    private final IdleConnections idle;
    private volatile boolean ending;

    Serving(ConnectionSettings settings, Handlers handlers) throws IOException {
        this.settings = settings;
        this.handlers = handlers;
        this.inFlight = new InFlight(settings.server());
        // A thread that has nothing to serve any more waits for another connection, as one does for a request.
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                settings.server().idleAfter().toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name(THREAD).factory());
        this.idle = new IdleConnections(this::serve);
    }

    ConnectionSettings settings() {
        return settings;
    }

    Handlers handlers() {
        return handlers;
    }

    IdleConnections idle() {
        return idle;
    }

    InFlight inFlight() {
        return inFlight;
    }

    int connectionCount() {
        return connections.size();
    }

    /// Whether a connection is to end rather than to wait for its next request.
    boolean isEnding() {
        return ending;
    }

    /// Whether so many are served that none may wait on its thread.
    boolean isCrowded() {
        return servedCount.get() > settings.server().waitingThreads();
    }

    /// Serves a connection that was accepted.
    void take(Channel channel) {
        ServedConnection connection = new ServedConnection(channel, this);
        connections.add(connection);
        serve(connection);
    }

    private void serve(ServedConnection connection) {
        boolean started = false;
        try {
            if (!ending) {
                threads.execute(() -> serveHere(connection));
                started = true;
            }
        } catch (RejectedExecutionException closed) {
            // As if it were ending.
        } finally {
            if (!started) {
                connection.end();
            }
        }
    }

    private void serveHere(ServedConnection connection) {
        Thread.currentThread().setName(THREAD + connection.peerAddress());
        servedCount.incrementAndGet();
        try {
            connection.serve();
        } finally {
            servedCount.decrementAndGet();
            Thread.currentThread().setName(THREAD);
        }
    }

    /// Notes that a connection has ended.
    void ended(ServedConnection connection) {
        connections.remove(connection);
        if (ending) {
            synchronized (connections) {
                connections.notifyAll();
            }
        }
    }

    /// Ends connections that wait, and the others when their request has been answered.
    ///
    /// @return false if some are left when the time is over
    boolean finish(long nanos) throws InterruptedException {
        ending = true;
        connections.forEach(ServedConnection::endIfWaiting);
        long deadline = System.nanoTime() + nanos;
        synchronized (connections) {
            long left = nanos;
            while (!connections.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(connections, left);
                left = deadline - System.nanoTime();
            }
            return connections.isEmpty();
        }
    }

    /// Ends all connections at once.
    @Override
    public void close() {
        ending = true;
        connections.forEach(ServedConnection::abort);
        idle.close();
        threads.shutdown();
    }
}
