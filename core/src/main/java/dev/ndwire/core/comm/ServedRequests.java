package dev.ndwire.core.comm;

import dev.ndwire.core.family.OnError;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests of one connection, one after another, as `Server._handle_comm` of `distributed.core` takes them.
final class ServedRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ServedRequests.class);
    private static final String GET_DATA = "get_data";
    private static final String OK = "OK";

    private final Connection connection;
    private final Serialization serialization;
    private final Handlers handlers;
    private final StreamedMessages streamed;
    // After get_data Dask's peers write "OK" when the data is theirs; a plain rpc does not, so it may be left out.
    private boolean acknowledgementMayCome;

    ServedRequests(Connection connection, Serialization serialization, Handlers handlers) {
        this.connection = connection;
        this.serialization = serialization;
        this.handlers = handlers;
        this.streamed = new StreamedMessages(handlers.ofStreams(), connection.peerAddress());
    }

    Connection connection() {
        return connection;
    }

    /// Answers a message, or takes it if it asks for no answer.
    ///
    /// @return false if the connection is to be closed
    /// @throws MalformedException if it is no request: the connection cannot go on
    boolean take(Received message) throws IOException {
        if (acknowledgementMayCome && OK.equals(message.value())) {
            acknowledgementMayCome = false;
            return true;
        }
        acknowledgementMayCome = false;
        if (message.value() instanceof List<?> batch) {
            return streamed.take(batch, message);
        }
        if (!(message.value() instanceof PyDict arguments) || !(arguments.get("op") instanceof String op)) {
            throw new MalformedException("request is no map with an 'op' that is text");
        }
        boolean reply = flag(arguments, "reply", true);
        boolean close = flag(arguments, "close", false);
        if (op.equals("close")) {
            if (reply) {
                connection.write(OK);
            }
            return false;
        }
        Serialization answering = answering(arguments.get("serializers"));
        for (String own : new String[] {"op", "reply", "close", "serializers"}) {
            arguments.remove(own);
        }
        answer(new Request(op, arguments, message.lease(), connection.peerAddress()), reply ? answering : null);
        return !close;
    }

    /// Takes note of a message that cannot be read, and tells the peer so if it waits for an answer.
    ///
    /// Nobody reads an answer to anything else: its sender would never hear what is lost, and might in the end wait for
    /// this end to read while this one waits for it to do so.
    ///
    /// @param problem what is thrown if the connection cannot go on, so that the sender notices by its end
    void refuse(LostMessage lost, RuntimeException problem) throws IOException {
        acknowledgementMayCome = false;
        if (lost != LostMessage.ONE_WAY) {
            connection.write(ErrorMessages.of(problem));
        }
        if (lost != LostMessage.REQUEST) {
            throw problem;
        }
    }

    private static boolean flag(PyDict arguments, String name, boolean otherwise) {
        return arguments.get(name) instanceof Boolean flag ? flag : otherwise;
    }

    private void answer(Request request, @Nullable Serialization answering) throws IOException {
        boolean replying = false;
        try {
            Object result = handle(request);
            if (answering != null) {
                replying = true;
                // The reply may view the request's memory.
                request.afterReply(request.lease().hold()::close);
                write(result, answering, request::finish);
                acknowledgementMayCome = request.op().equals(GET_DATA);
            }
        } finally {
            if (!replying) {
                request.finish();
            }
        }
    }

    private @Nullable Object handle(Request request) {
        Handler handler = handlers.ofRequests().get(request.op());
        if (handler == null) {
            LOG.warn("{} asks for unknown op '{}'", request.peer(), request.op());
            return null;
        }
        try {
            return handler.handle(request);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("op '{}' of {} failed", request.op(), request.peer(), e);
            return ErrorMessages.of(e);
        }
    }

    /// What a peer cannot read, it is told: the family `error` takes the place of an object that none may take.
    private Serialization answering(@Nullable Object serializers) {
        Serialization all = serialization.onError(OnError.MESSAGE);
        if (!(serializers instanceof List<?> names)) {
            return all;
        }
        return all.writingAtMost(names.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList());
    }

    private void write(@Nullable Object result, Serialization answering, Lease.Hold whileNeeded) throws IOException {
        try {
            connection.write(result, answering, whileNeeded);
        } catch (SerializationException | IllegalArgumentException | MemoryBudgetExceededException e) {
            // Thrown before the first byte went out.
            LOG.warn("a reply to {} cannot be written: {}", connection.peerAddress(), e.getMessage());
            connection.write(ErrorMessages.of(e));
        }
    }
}
