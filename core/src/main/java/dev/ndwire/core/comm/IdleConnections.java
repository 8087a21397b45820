package dev.ndwire.core.comm;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of a server that have nothing to do, watched by one thread.
final class IdleConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleConnections.class);

    private static final long PAUSE_NANOS = 50_000_000;

    private final Selector selector;
    private final Consumer<ServedConnection> awake;

    /// Starts watching.
    ///
    /// @param awake takes a connection that has something to do, or has ended
    IdleConnections(Consumer<ServedConnection> awake) throws IOException {
        this.awake = awake;
        this.selector = Selector.open();
        Thread.ofPlatform().daemon().name("ndwire-idle").start(this::watchAll);
    }

    /// Takes a connection over: when this returns, another thread may be serving it.
    void take(ServedConnection connection, MessageWatch watch) throws IOException {
        try {
            watch.leaveTo(selector, connection);
        } catch (ClosedSelectorException e) {
            throw new ConnectionClosedException("the server is closed", e);
        }
    }

    private void watchAll() {
        List<ServedConnection> found = new ArrayList<>();
        while (selector.isOpen()) {
            try {
                select(found);
                while (!found.isEmpty()) {
                    wake(found.removeLast());
                }
            } catch (ClosedSelectorException closed) {
                // The server ends its connections.
            } catch (Throwable e) {
                LOG.error("idle connections cannot be watched: {}", e.toString());
                // Out of memory, or of descriptors for loading classes: trying at once would fail again.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void select(List<ServedConnection> found) throws IOException {
        // What was found before something failed is not awake yet.
        if (found.isEmpty()) {
            selector.select(key -> find(key, found));
        }
        // Only a further round lets go of the keys that were cancelled; and may find more.
        for (int before = 0; found.size() > before; ) {
            before = found.size();
            selector.selectNow(key -> find(key, found));
        }
    }

    private static void find(SelectionKey key, List<ServedConnection> found) {
        if (key.attachment() instanceof ServedConnection connection) {
            found.add(connection);
        }
        // At last, so that one that could not be noted is found again.
        key.cancel();
    }

    private void wake(ServedConnection connection) {
        try {
            connection.takeBack();
            awake.accept(connection);
        } catch (Throwable e) {
            LOG.warn("connection to {} is closed: {}", connection.peerAddress(), e.toString());
            connection.abort();
        }
    }

    /// Watches no more; what becomes of the connections is up to the caller.
    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("the selector of idle connections was gone before", e);
        }
    }
}
