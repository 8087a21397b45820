package dev.ndwire.core.comm;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.MalformedWireException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A peer that holds named values, seen from here: a [Server], or a Dask worker.
///
/// One connection, one request at a time: callers on several threads take turns. A thread that is interrupted while it
/// waits for its turn gets an [InterruptedIOException]: nothing was asked, and the connection goes on. After any other
/// [IOException] that is no [PeerException] the connection is closed, and a new client is to be made.
public final class Client implements AutoCloseable {
    private static final String GET_DATA = "get_data";

    private final Connection connection;
    private final ReentrantLock turn;
    private final Serialization serialization;
    private final List<String> answeredWith;

    private Client(Connection connection, ReentrantLock turn, Serialization serialization, List<String> answeredWith) {
        this.connection = connection;
        this.turn = turn;
        this.serialization = serialization;
        this.answeredWith = answeredWith;
    }

    /// Connects with the standard settings.
    ///
    /// @param address where to, such as `tcp://127.0.0.1:8786`
    /// @return the client
    /// @throws IOException if there is no answer, or none that is ours
    /// @throws IllegalArgumentException if the address is malformed or its scheme unknown
    public static Client connect(String address) throws IOException {
        return connect(address, ConnectionSettings.standard());
    }

    /// Connects.
    ///
    /// @param address where to
    /// @param settings what to connect with
    /// @return the client
    /// @throws IOException if there is no answer, or none that is ours
    /// @throws IllegalArgumentException if the address is malformed or its scheme unknown
    public static Client connect(String address, ConnectionSettings settings) throws IOException {
        return new Client(
                Connection.connect(address, settings), new ReentrantLock(), settings.serialization(), List.of());
    }

    /// The same peer for calls with other families: `peer.with(dask).get(key)` reads by these, and so on.
    ///
    /// @param other which families write requests, and which may be read in replies
    /// @return a client on the same connection, which takes turns with this one; closing either closes both
    public Client with(Serialization other) {
        return new Client(connection, turn, other, answeredWith);
    }

    /// The same peer, asked to write its replies with certain families: as `serializers` of a request asks in Dask.
    ///
    /// @param families names of families, in the order in which they are tried; a Dask peer fails where it does not
    ///     know one, a [Server] passes it over. None of them for what the peer writes by itself.
    /// @return a client on the same connection, which takes turns with this one; closing either closes both
    public Client answeredWith(String... families) {
        return new Client(connection, turn, serialization, List.of(families));
    }

    /// The connection that the requests take.
    ///
    /// @return the connection
    public Connection connection() {
        return connection;
    }

    /// Sends a request and waits for its reply.
    ///
    /// @param op the operation's name
    /// @param arguments its arguments by name
    /// @return the reply, which belongs to the caller until it is closed
    /// @throws PeerException if the peer says that the request failed
    /// @throws IOException if the connection fails
    public Received call(String op, Map<String, ? extends @Nullable Object> arguments) throws IOException {
        return call(op, arguments, Ownership.LEASED);
    }

    private Received call(String op, Map<String, ? extends @Nullable Object> arguments, Ownership ownership)
            throws IOException {
        takeTurn();
        try {
            return exchange(op, arguments, ownership);
        } finally {
            turn.unlock();
        }
    }

    private void takeTurn() throws InterruptedIOException {
        // Where nobody else has it, an interrupt is heeded by what comes next.
        if (turn.tryLock()) {
            return;
        }
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a turn to ask " + connection.peerAddress());
        }
    }

    private Received exchange(String op, Map<String, ? extends @Nullable Object> arguments, Ownership ownership)
            throws IOException {
        PyDict message = PyDict.of("op", op, "reply", true);
        if (!answeredWith.isEmpty()) {
            message.put("serializers", answeredWith);
        }
        message.putAll(arguments);
        connection.write(message, serialization);
        Received reply = readReply(op, ownership);
        try {
            ErrorMessages.raise(reply.value(), connection.peerAddress(), op);
        } catch (PeerException e) {
            reply.close();
            throw e;
        }
        return reply;
    }

    private Received readReply(String op, Ownership ownership) throws IOException {
        try {
            return connection.read(ownership, serialization);
        } catch (MalformedWireException streamIsLost) {
            throw streamIsLost;
        } catch (MalformedException | SerializationException | MemoryBudgetExceededException objectIsLost) {
            // The peer has sent its data and waits to hear so: it would take the next request for that word.
            if (op.equals(GET_DATA)) {
                connection.write("OK");
            }
            throw objectIsLost;
        }
    }

    private <T> T expect(Received reply, Class<T> type, String expected, String op) throws PeerException {
        if (type.isInstance(reply.value())) {
            return type.cast(reply.value());
        }
        throw new PeerException(
                connection.peerAddress(),
                op,
                "its answer is " + Header.nameOf(reply.value()) + ", expected " + expected,
                "");
    }

    /// Asks whether the peer is there.
    ///
    /// @throws IOException if it is not
    public void ping() throws IOException {
        call("ping", Map.of()).close();
    }

    /// Asks who the peer is.
    ///
    /// @return its type, id and whatever else it says
    /// @throws IOException if the request or the connection fails
    public Map<?, ?> identity() throws IOException {
        try (Received reply = call("identity", Map.of())) {
            return expect(reply, PyDict.class, "a map", "identity");
        }
    }

    /// Lists the keys that the peer holds.
    ///
    /// @return the keys, most of them texts
    /// @throws IOException if the request or the connection fails
    public List<@Nullable Object> keys() throws IOException {
        try (Received reply = call("keys", Map.of())) {
            return new ArrayList<>((List<?>) expect(reply, List.class, "a list", "keys"));
        }
    }

    /// Has the peer hold a value.
    ///
    /// An array is sent from its own memory, which must stay open and unchanged until this returns.
    ///
    /// @param key its name; an equal one is replaced
    /// @param value the value
    /// @throws PeerException if the peer says that the request failed
    /// @throws IOException if the connection fails
    public void put(String key, @Nullable Object value) throws IOException {
        call("update_data", Map.of("data", PyDict.of(key, new Serialize(value))))
                .close();
    }

    /// Gets a value into memory that belongs to the caller until it is closed.
    ///
    /// @param key its name
    /// @return the value and the lease on its memory
    /// @throws NoSuchElementException if the peer does not hold it
    /// @throws SerializationException if the value may not or cannot be opened here; the connection goes on
    /// @throws PeerException if the peer says that the request failed
    /// @throws IOException if the connection fails
    public Received get(String key) throws IOException {
        return get(key, Ownership.LEASED);
    }

    /// Gets a value.
    ///
    /// @param key its name
    /// @param ownership who decides when its memory goes
    /// @return the value and the lease on its memory
    /// @throws NoSuchElementException if the peer does not hold it
    /// @throws SerializationException if the value may not or cannot be opened here; the connection goes on
    /// @throws PeerException if the peer says that the request failed, or is too busy
    /// @throws IOException if the connection fails
    public Received get(String key, Ownership ownership) throws IOException {
        takeTurn();
        try {
            Received reply = exchange(GET_DATA, Map.of("keys", List.of(key)), ownership);
            boolean done = false;
            try {
                Received value = valueOf(reply, key);
                done = true;
                return value;
            } finally {
                if (!done) {
                    reply.close();
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private Received valueOf(Received reply, String key) throws IOException {
        if (!(reply.value() instanceof PyDict answer)) {
            throw new PeerException(connection.peerAddress(), GET_DATA, "it holds no data and answers no map", "");
        }
        if (!"OK".equals(answer.get("status"))) {
            throw new PeerException(
                    connection.peerAddress(), GET_DATA, "status is '" + Header.excerpt(answer.get("status")) + "'", "");
        }
        connection.write("OK");
        if (answer.get("data") instanceof PyDict data && data.containsKey(key)) {
            return reply.part(data.get(key));
        }
        throw new NoSuchElementException("key '" + key + "' is not held by " + connection.peerAddress());
    }

    /// Has the peer let go of values.
    ///
    /// @param keys their names; those that are not held are passed over
    /// @throws PeerException if the peer says that the request failed
    /// @throws IOException if the connection fails
    public void remove(String... keys) throws IOException {
        // Dask's workers demand a name for what caused this; it is found again in their logs.
        String stimulus = "ndwire-remove-" + UUID.randomUUID();
        call("free_keys", Map.of("keys", List.of(keys), "stimulus_id", stimulus))
                .close();
    }

    /// Ends the connection. Closing again does nothing.
    @Override
    public void close() {
        connection.close();
    }
}
