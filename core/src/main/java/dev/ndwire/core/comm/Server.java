package dev.ndwire.core.comm;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for peers, JVMs and Pythons alike, holds named values for them, and answers their requests.
///
/// Speaks the data operations of a Dask worker: `ping`, `identity`, `echo`, `keys`, `update_data`, `get_data` and
/// `free_keys`; more are added with [#handle]. A connection has a platform thread of its own while requests come; one
/// that is idle has none ([ServerSettings]). A request that fails is answered with an error and harms no other; a
/// connection that breaks the protocol is closed. All methods may be called by any thread.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final long ACCEPT_PAUSE_NANOS = 50_000_000;

    private final String id = "ndwire-" + UUID.randomUUID();
    private final DataStore store = new DataStore();
    private final Handlers handlers = new Handlers();
    private final List<Listener> listeners = new ArrayList<>();
    private final Serving serving;
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile boolean isListening = true;

    private Server(ConnectionSettings settings) throws IOException {
        serving = new Serving(settings, handlers);
        Map<String, Handler> own = handlers.ofRequests();
        own.put("ping", request -> Bytes.utf8("pong"));
        own.put("identity", request -> PyDict.of("type", "Server", "id", id));
        own.put("echo", request -> request.arguments().get("data"));
        own.put("keys", request -> store.keys());
        own.put("update_data", store::updateData);
        own.put("get_data", store::getData);
        own.put("free_keys", store::freeKeys);
    }

    /// Starts a server with the standard settings.
    ///
    /// @param addresses where to listen, such as `tcp://127.0.0.1:0`; at least one
    /// @return the server, listening on all of them
    /// @throws IOException if one cannot be listened on; then none is
    /// @throws IllegalArgumentException if an address is malformed or its scheme unknown
    public static Server listen(String... addresses) throws IOException {
        return listen(ConnectionSettings.standard(), List.of(addresses));
    }

    /// Starts a server.
    ///
    /// @param settings what its connections are made with
    /// @param addresses where to listen; at least one
    /// @return the server, listening on all of them
    /// @throws IOException if one cannot be listened on; then none is
    /// @throws IllegalArgumentException if an address is malformed or its scheme unknown, or there is none
    public static Server listen(ConnectionSettings settings, List<String> addresses) throws IOException {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a server needs at least one address to listen on");
        }
        Server server = new Server(settings);
        boolean done = false;
        try {
            for (String text : addresses) {
                Address address = Address.parse(text);
                server.listeners.add(Transports.of(address, settings).listen(address, settings));
            }
            done = true;
        } finally {
            if (!done) {
                server.close();
            }
        }
        server.listeners.forEach(server::start);
        return server;
    }

    private void start(Listener listener) {
        Thread.ofPlatform().daemon().name("ndwire-accept-" + listener.address()).start(() -> acceptAll(listener));
    }

    private void acceptAll(Listener listener) {
        while (isListening) {
            try {
                serving.take(listener.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
                if (isListening) {
                    LOG.warn("a connection to {} could not be accepted: {}", listener.address(), e.toString());
                    // Out of descriptors, even for loading classes, or of memory: trying at once would fail again.
                    LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
                }
            }
        }
    }

    /// Answers an operation; replaces the handler that there is.
    ///
    /// @param op the operation's name
    /// @param handler answers its requests
    public void handle(String op, Handler handler) {
        handlers.ofRequests().put(op, handler);
    }

    /// Takes the messages of streams that have one operation; replaces the handler that there is.
    ///
    /// A stream is what a [MessageStream] or Dask's `BatchedSend` writes: lists of maps with an `op`, to which nobody
    /// replies. They may come over any connection, between its requests; those of one connection are handled one after
    /// another. An `op` that has no handler, or whose handler fails, and a batch that cannot be read, end the
    /// connection; `close-stream` does so in good order.
    ///
    /// @param op the operation's name
    /// @param handler takes its messages
    public void handleStream(String op, StreamHandler handler) {
        handlers.ofStreams().put(op, handler);
    }

    /// Where peers connect to: the first address, with its real port.
    ///
    /// @return the address
    public Address address() {
        return listeners.get(0).address();
    }

    /// Where peers connect to.
    ///
    /// @return the addresses with their real ports, in the order of [#listen]
    public List<Address> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /// Where it listens: as [#addresses], but for those on all interfaces, which have the wildcard.
    ///
    /// @return the addresses with their real ports, in the order of [#listen]
    public List<Address> listenAddresses() {
        return listeners.stream().map(Listener::listenAddress).toList();
    }

    /// How many peers are connected, idle ones and those that are still shaking hands included.
    ///
    /// @return the number of connections
    public int connectionCount() {
        return serving.connectionCount();
    }

    /// Holds a value for peers to get. Its memory stays the caller's: it must stay open while the server holds it.
    ///
    /// @param key its name
    /// @param value the value; replaces the one that there is
    /// @throws IllegalStateException if the server is closed
    public void put(String key, @Nullable Object value) {
        store.put(key, value, Lease.none());
    }

    /// Lets go of a value. A reply that is sending it ends first.
    ///
    /// @param key its name
    /// @return whether it was there
    public boolean remove(String key) {
        return store.remove(key);
    }

    /// The names of the values that are held.
    ///
    /// @return the keys, most of them texts, in the order in which they came
    public List<@Nullable Object> keys() {
        return store.keys();
    }

    /// Looks at every value that is held, one after another, in the order in which they came.
    ///
    /// The memory of a value stays until the action returns, even when the value is removed meanwhile; an action that
    /// keeps a value for longer has no right to its memory.
    ///
    /// @param action takes the key and the value
    public void forEach(BiConsumer<? super @Nullable Object, ? super @Nullable Object> action) {
        store.forEach(action);
    }

    /// Waits until the server is closed.
    ///
    /// @throws InterruptedException if the thread is interrupted
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /// Stops listening, and closes the server in order: connections without a request are ended, requests that are
    /// under way are answered, and then their connections end too. What is left when the time is over is ended as
    /// [#close] does.
    ///
    /// Not to be called by a handler, whose own request is under way.
    ///
    /// @param grace how long requests may take; zero or less for no time at all
    /// @return whether all of them were answered
    /// @throws InterruptedException if the thread is interrupted while it waits; the server is closed nevertheless
    /// @throws java.io.UncheckedIOException as [#close] does
    public boolean shutDown(Duration grace) throws InterruptedException {
        boolean isInTime;
        try {
            try {
                stopListening();
            } finally {
                isInTime = serving.finish(Math.max(0, TimeUnit.NANOSECONDS.convert(grace)));
            }
        } finally {
            close();
        }
        return isInTime;
    }

    // Who comes second waits until it is done.
    private synchronized void stopListening() {
        if (isListening) {
            isListening = false;
            closeAll(listeners.iterator());
        }
    }

    /// Closes each of them, whatever becomes of the others.
    private static void closeAll(Iterator<Listener> left) {
        if (left.hasNext()) {
            Listener next = left.next();
            try (next) {
                closeAll(left);
            }
        }
    }

    /// Stops listening, ends all connections at once and gives the memory of held values back. Closing again has no
    /// effect.
    ///
    /// @throws java.io.UncheckedIOException if a listener cannot be closed in good order; everything else is closed
    ///     nevertheless
    @Override
    public void close() {
        try (store) {
            try (serving) {
                stopListening();
            } finally {
                closed.countDown();
            }
        }
    }
}
