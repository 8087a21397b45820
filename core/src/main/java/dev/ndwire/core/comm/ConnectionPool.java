package dev.ndwire.core.comm;

import dev.ndwire.core.setting.Environment;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Connections to any number of peers, used again and again, and never more of them than a limit allows.
///
/// Each request has a connection of its own while it is under way, so that requests of several threads go on at the
/// same time. A connection that is idle is used again for the same address, if its peer has not closed it meanwhile.
/// Where the limit is reached, the connection that has been idle longest is closed to make room; where all are in use,
/// a thread waits until one is not. All methods may be called by any thread. Source: `ConnectionPool` of
/// `distributed.core`.
public final class ConnectionPool implements AutoCloseable {
    /// How many connections Dask's pools have at most.
    public static final int STANDARD_LIMIT = 512;

    private final ConnectionSettings settings;
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final IdleClients idle = new IdleClients();
    private final Set<Client> active = new HashSet<>();
    private final Set<Thread> connecting = new HashSet<>();
    // Those of them that close() has interrupted, and nobody before it.
    private final Set<Thread> interrupted = new HashSet<>();
    private int waiting;
    private boolean closed;

    private ConnectionPool(ConnectionSettings settings, int limit) {
        this.settings = settings;
        this.limit = limit;
    }

    /// What is done with a connection while nobody else uses it.
    ///
    /// @param <T> what comes of it
    @FunctionalInterface
    public interface Exchange<T extends @Nullable Object> {
        /// Makes requests.
        ///
        /// @param client the peer; not to be used, or closed, after this
        /// @return what comes of it
        /// @throws IOException if a request or the connection fails
        T with(Client client) throws IOException;
    }

    /// Makes a pool with no connection yet.
    ///
    /// @param settings what its connections are made with
    /// @param limit how many connections there may be, at least 1
    /// @return the pool
    /// @throws IllegalArgumentException if the limit is below 1
    public static ConnectionPool of(ConnectionSettings settings, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", expected at least 1");
        }
        return new ConnectionPool(settings, limit);
    }

    /// Makes a pool of at most [#STANDARD_LIMIT] connections, or as many as the environment says
    /// ([EnvironmentSettings]).
    ///
    /// @param settings what its connections are made with
    /// @return the pool
    /// @throws IllegalArgumentException if the environment holds no such number; it names where the text stands
    public static ConnectionPool of(ConnectionSettings settings) {
        return of(settings, EnvironmentSettings.poolLimit(Environment.ofProcess()));
    }

    /// Makes a pool with the standard settings and limit.
    ///
    /// @return the pool
    /// @throws IllegalArgumentException if the environment holds a text that is none of what is allowed there
    public static ConnectionPool standard() {
        return of(ConnectionSettings.standard());
    }

    /// Sends a request and waits for its reply, as [Client#call] does.
    ///
    /// @param address whom to ask
    /// @param op the operation's name
    /// @param arguments its arguments by name
    /// @return the reply, which belongs to the caller until it is closed
    /// @throws PeerException if the peer says that the request failed
    /// @throws IOException if connecting or the connection fails, or the pool is closed
    /// @throws IllegalArgumentException if the address is malformed or its scheme unknown
    public Received call(String address, String op, Map<String, ? extends @Nullable Object> arguments)
            throws IOException {
        return use(address, client -> client.call(op, arguments));
    }

    /// Makes requests over one connection, in this thread.
    ///
    /// If the exchange breaks the connection, it is closed; else it is used again.
    ///
    /// @param <T> what comes of it
    /// @param address whom to ask
    /// @param exchange makes the requests
    /// @return what comes of it
    /// @throws IOException if connecting or the exchange fails, or the pool is closed
    /// @throws IllegalArgumentException if the address is malformed or its scheme unknown
    public <T extends @Nullable Object> T use(String address, Exchange<T> exchange) throws IOException {
        Address peer = Address.parse(address);
        Client client = take(peer);
        try {
            return exchange.with(client);
        } finally {
            giveBack(peer, client);
        }
    }

    private Client take(Address peer) throws IOException {
        while (true) {
            Client client = takeIdle(peer);
            if (client == null) {
                return connect(peer);
            }
            if (client.connection().isOpen()) {
                return client;
            }
            forget(client);
        }
    }

    /// Waits for an idle connection, or for room for one more.
    ///
    /// @return a connection that is active now; null if one that counts already is to be made
    private @Nullable Client takeIdle(Address peer) throws IOException {
        Client dropped = null;
        lock.lock();
        try {
            waiting++;
            while (true) {
                requireOpen();
                Client client = idle.take(peer);
                if (client != null) {
                    active.add(client);
                    return client;
                }
                if (open() >= limit) {
                    dropped = idle.takeOldest();
                }
                if (open() < limit) {
                    connecting.add(Thread.currentThread());
                    return null;
                }
                changed.await();
            }
        } catch (InterruptedException e) {
            // Whatever woke this thread is for another one.
            changed.signalAll();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection to " + peer);
        } finally {
            waiting--;
            lock.unlock();
            if (dropped != null) {
                dropped.close();
            }
        }
    }

    private Client connect(Address peer) throws IOException {
        Client client = null;
        try {
            client = Client.connect(peer.toString(), settings);
            return client;
        } finally {
            connected(client);
        }
    }

    /// Counts what came of connecting.
    ///
    /// @throws ConnectionClosedException if the pool is closed, which has ended the attempt or comes before its use
    private void connected(@Nullable Client client) throws IOException {
        Thread here = Thread.currentThread();
        boolean tooLate;
        lock.lock();
        try {
            connecting.remove(here);
            tooLate = closed;
            if (client != null && !closed) {
                active.add(client);
            } else {
                changed.signalAll();
            }
            if (interrupted.remove(here)) {
                // That was close(), which says so by what is thrown.
                boolean unused = Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
        if (tooLate) {
            if (client != null) {
                client.close();
            }
            throw closedPool();
        }
    }

    private void giveBack(Address peer, Client client) {
        // A failure that leaves something under way closes the connection.
        if (!client.connection().isOpen()) {
            forget(client);
            return;
        }
        boolean kept;
        lock.lock();
        try {
            active.remove(client);
            kept = !closed;
            if (kept) {
                idle.add(peer, client);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!kept) {
            client.close();
        }
    }

    private void forget(Client client) {
        client.close();
        lock.lock();
        try {
            active.remove(client);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int open() {
        return idle.size() + active.size() + connecting.size();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw closedPool();
        }
    }

    private static ConnectionClosedException closedPool() {
        return new ConnectionClosedException("the pool of connections is closed");
    }

    /// How many connections there are at this moment.
    ///
    /// @return the counts
    public PoolCounts counts() {
        lock.lock();
        try {
            return new PoolCounts(open(), active.size() + connecting.size(), waiting);
        } finally {
            lock.unlock();
        }
    }

    /// How many connections there may be.
    ///
    /// @return the limit
    public int limit() {
        return limit;
    }

    /// Closes all connections, those in use, too: whoever reads, writes, connects or waits gets a
    /// [ConnectionClosedException]. Closing again does nothing.
    @Override
    public void close() {
        List<Client> all = new ArrayList<>();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                interruptConnecting();
            }
            all.addAll(idle.takeAll());
            all.addAll(active);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(Client::close);
    }

    private void interruptConnecting() {
        for (Thread thread : connecting) {
            if (!thread.isInterrupted()) {
                interrupted.add(thread);
                thread.interrupt();
            }
        }
    }
}
