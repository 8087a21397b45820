package dev.ndwire.core.comm;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for peers, JVMs and Pythons alike, holds named values for them, and answers their requests.
///
/// Speaks the data operations of a Dask worker: `ping`, `identity`, `echo`, `keys`, `update_data`, `get_data` and
/// `free_keys`; more are added with [#handle]. Each connection has a platform thread of its own. A request that fails
/// is answered with an error and harms no other; a connection that breaks the protocol is closed. All methods may be
/// called by any thread.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final long ACCEPT_PAUSE_NANOS = 50_000_000;

    private final ConnectionSettings settings;
    private final String id = "ndwire-" + UUID.randomUUID();
    private final DataStore store = new DataStore();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final Map<String, StreamHandler> streamHandlers = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Server(ConnectionSettings settings) {
        this.settings = settings;
        handlers.put("ping", request -> Bytes.utf8("pong"));
        handlers.put("identity", request -> PyDict.of("type", "Server", "id", id));
        handlers.put("echo", request -> request.arguments().get("data"));
        handlers.put("keys", request -> store.keys());
        handlers.put("update_data", store::updateData);
        handlers.put("get_data", store::getData);
        handlers.put("free_keys", store::freeKeys);
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
        while (closed.getCount() > 0) {
            try {
                startServing(listener.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (closed.getCount() > 0) {
                    LOG.warn("a connection to {} could not be accepted: {}", listener.address(), e.toString());
                    // Out of descriptors or memory, most likely: trying at once would fail again.
                    LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
                }
            }
        }
    }

    private void startServing(Channel channel) {
        channels.add(channel);
        boolean started = false;
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("ndwire-serve-" + channel.peerAddress())
                    .start(() -> serve(channel));
            started = true;
        } finally {
            if (!started) {
                channels.remove(channel);
                channel.abort();
            }
        }
    }

    private void serve(Channel channel) {
        try {
            if (closed.getCount() > 0) {
                Connection connection = Connection.shakeHands(channel, settings, settings.connectTimeout());
                new ServedConnection(connection, settings.serialization(), handlers, streamHandlers).run();
            }
        } catch (IOException e) {
            LOG.debug("{} is gone: {}", channel.peerAddress(), e.getMessage());
        } catch (RuntimeException | VirtualMachineError e) {
            LOG.warn("connection to {} is closed: {}", channel.peerAddress(), e.toString());
        } finally {
            channels.remove(channel);
            channel.close();
        }
    }

    /// Answers an operation; replaces the handler that there is.
    ///
    /// @param op the operation's name
    /// @param handler answers its requests
    public void handle(String op, Handler handler) {
        handlers.put(op, handler);
    }

    /// Takes the messages of streams that have one operation; replaces the handler that there is.
    ///
    /// A stream is what a [MessageStream] or Dask's `BatchedSend` writes: lists of maps with an `op`, to which nobody
    /// replies. They may come over any connection, between its requests; those of one connection are handled one after
    /// another. An `op` that has no handler, or whose handler fails, ends the connection; `close-stream` does so in
    /// good order.
    ///
    /// @param op the operation's name
    /// @param handler takes its messages
    public void handleStream(String op, StreamHandler handler) {
        streamHandlers.put(op, handler);
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

    /// Stops listening, ends all connections and gives the memory of held values back. Closing again does nothing.
    @Override
    public void close() {
        closed.countDown();
        listeners.forEach(Listener::close);
        channels.forEach(Channel::abort);
        store.close();
    }
}
