package dev.ndwire.core.comm;

import dev.ndwire.core.family.OnError;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.MalformedWireException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests of one connection, one after another, as `Server._handle_comm` of `distributed.core` takes them.
final class ServedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ServedConnection.class);
    private static final String GET_DATA = "get_data";
    private static final String OK = "OK";

    private final Connection connection;
    private final Serialization serialization;
    private final Map<String, Handler> handlers;
    private final StreamedMessages streamed;
    // After get_data Dask's peers write "OK" when the data is theirs; a plain rpc does not, so it may be left out.
    private boolean acknowledgementMayCome;

    ServedConnection(
            Connection connection,
            Serialization serialization,
            Map<String, Handler> handlers,
            Map<String, StreamHandler> streamHandlers) {
        this.connection = connection;
        this.serialization = serialization;
        this.handlers = handlers;
        this.streamed = new StreamedMessages(streamHandlers, connection.peerAddress());
    }

    /// Serves until the peer goes.
    void run() throws IOException {
        boolean open = true;
        while (open) {
            Received message;
            try {
                message = connection.read();
            } catch (MalformedWireException streamIsLost) {
                throw streamIsLost;
            } catch (MalformedException | SerializationException | MemoryBudgetExceededException e) {
                LOG.warn("a message of {} cannot be read: {}", connection.peerAddress(), e.getMessage());
                connection.write(ErrorMessages.of(e));
                continue;
            }
            try (message) {
                open = serve(message);
            }
        }
    }

    private boolean serve(Received message) throws IOException {
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
        Request request = new Request(op, arguments, message.lease(), connection.peerAddress());
        boolean replying = false;
        try {
            Object result = answer(request);
            if (reply) {
                replying = true;
                // The reply may view the request's memory.
                request.afterReply(message.lease().hold()::close);
                write(result, answering, request::finish);
                acknowledgementMayCome = op.equals(GET_DATA);
            }
        } finally {
            if (!replying) {
                request.finish();
            }
        }
        return !close;
    }

    private static boolean flag(PyDict arguments, String name, boolean otherwise) {
        return arguments.get(name) instanceof Boolean flag ? flag : otherwise;
    }

    private @Nullable Object answer(Request request) {
        Handler handler = handlers.get(request.op());
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
