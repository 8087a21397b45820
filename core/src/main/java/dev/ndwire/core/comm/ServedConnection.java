package dev.ndwire.core.comm;

import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.wire.MalformedWireException;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection of a server: on a thread while requests come, without one when none has come for a while.
final class ServedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ServedConnection.class);

    // A peer that has asked for more than is answered has by then sent it, or heard that it need not.
    private static final Duration LAST_SILENCE = Duration.ofSeconds(1);

    private enum State {
        WAITING,
        BUSY,
        ENDED
    }

    private final Channel channel;
    private final Serving serving;
    private final @Nullable MessageWatch watch;
    private final InFlight.Share inFlight;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    // Null until hands are shaken.
    private @Nullable ServedRequests requests;
    // It was idle, and is no more: there is something to read.
    private boolean isAwake;
    // Of the thread that serves, while it does.
    private @Nullable Selector selector;

    ServedConnection(Channel channel, Serving serving) {
        this.channel = channel;
        this.serving = serving;
        this.watch = channel.watch();
        this.inFlight = serving.inFlight().share();
    }

    Address peerAddress() {
        return channel.peerAddress();
    }

    /// Serves until the peer goes, or has had nothing to ask for a while.
    void serve() {
        boolean isIdle = false;
        try {
            isIdle = serveUntilIdle();
            if (!isIdle) {
                endOutput();
            }
        } catch (IOException e) {
            LOG.debug("{} is gone: {}", peerAddress(), e.getMessage());
        } catch (RuntimeException | VirtualMachineError e) {
            LOG.warn("connection to {} is closed: {}", peerAddress(), e.toString());
        } finally {
            if (!isIdle) {
                inFlight.release();
                closeSelector();
                end();
            }
        }
    }

    /// @return true if the connection is left to those that are idle: it is no more this thread's
    private boolean serveUntilIdle() throws IOException {
        ServedRequests served = requests;
        if (served == null) {
            ConnectionSettings settings = serving.settings();
            Connection connection = Connection.shakeHands(channel, settings, settings.connectTimeout(), inFlight);
            served = new ServedRequests(connection, settings.serialization(), serving.handlers());
            requests = served;
            inFlight.release();
        }
        while (!serving.isEnding()) {
            if (watch != null && !awaitMessage(watch)) {
                return true;
            }
            boolean goesOn;
            try {
                goesOn = serveNext(served);
            } finally {
                inFlight.release();
            }
            if (!goesOn) {
                return false;
            }
            state.set(State.WAITING);
        }
        return false;
    }

    private void endOutput() throws IOException {
        Selector own = watch == null ? null : selector();
        if (watch != null && own != null) {
            watch.endOutput(own, LAST_SILENCE);
        }
    }

    private boolean awaitMessage(MessageWatch messages) throws IOException {
        if (isAwake || messages.hasBegun()) {
            isAwake = false;
            return true;
        }
        if (!serving.isCrowded()) {
            Selector own = selector();
            Duration patience = serving.settings().server().idleAfter();
            if (own != null && messages.await(own, patience)) {
                return true;
            }
        }
        closeSelector();
        serving.idle().take(this, messages);
        return false;
    }

    private @Nullable Selector selector() {
        if (selector == null) {
            try {
                selector = Selector.open();
            } catch (IOException e) {
                // Out of descriptors: the one selector of those that are idle is there.
                LOG.debug("{} waits among the idle ones: {}", peerAddress(), e.getMessage());
            }
        }
        return selector;
    }

    private void closeSelector() {
        Selector own = selector;
        selector = null;
        if (own != null) {
            try {
                own.close();
            } catch (IOException e) {
                LOG.debug("the selector for {} was gone before", peerAddress(), e);
            }
        }
    }

    private boolean serveNext(ServedRequests served) throws IOException {
        // Without a watch nobody knows when a message begins: it counts when it is there.
        if (watch != null && !begin()) {
            return false;
        }
        Connection connection = served.connection();
        Received message;
        try {
            message = connection.read();
        } catch (MalformedWireException streamIsLost) {
            throw streamIsLost;
        } catch (MalformedException | SerializationException | MemoryBudgetExceededException e) {
            LOG.warn("a message of {} cannot be read: {}", peerAddress(), e.getMessage());
            served.refuse(connection.lost(), e);
            return true;
        }
        try (message) {
            return (watch != null || begin()) && served.take(message);
        }
    }

    /// Whether a request may be served: nobody has ended the connection before it came.
    private boolean begin() {
        return state.compareAndSet(State.WAITING, State.BUSY);
    }

    /// Takes the connection back from those that are idle, before it is served again.
    void takeBack() {
        if (watch != null) {
            watch.takeBack();
            isAwake = true;
        }
    }

    /// Ends the connection unless a request is under way.
    void endIfWaiting() {
        if (state.compareAndSet(State.WAITING, State.ENDED)) {
            end();
        }
    }

    /// Ends the connection at once.
    void abort() {
        channel.abort();
        end();
    }

    /// Ends the connection after what was written has gone out.
    void end() {
        channel.close();
        serving.ended(this);
    }
}
