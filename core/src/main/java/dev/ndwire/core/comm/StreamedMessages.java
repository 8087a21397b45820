package dev.ndwire.core.comm;

import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyDict;
import java.util.List;
import java.util.Map;

/// Batches of messages without replies, as `Server.handle_stream` of `distributed.core` takes them.
final class StreamedMessages {
    private static final String CLOSE = "close-stream";

    private final Map<String, StreamHandler> handlers;
    private final Address peer;

    StreamedMessages(Map<String, StreamHandler> handlers, Address peer) {
        this.handlers = handlers;
        this.peer = peer;
    }

    /// Takes one batch.
    ///
    /// @return false if the peer has no more to say
    /// @throws MalformedException if it is no batch, or a handler is missing: the connection cannot go on, since nobody
    ///     would tell the peer what it has missed
    /// @throws IllegalStateException if a handler fails, likewise
    boolean take(List<?> batch, Received message) {
        for (Object one : batch) {
            if (!(one instanceof PyDict arguments) || !(arguments.get("op") instanceof String op)) {
                throw new MalformedException("message of a stream is no map with an 'op' that is text");
            }
            if (op.equals(CLOSE)) {
                return false;
            }
            StreamHandler handler = handlers.get(op);
            if (handler == null) {
                throw new MalformedException("message of a stream has unknown op '" + op + "'");
            }
            arguments.remove("op");
            handle(handler, new Request(op, arguments, message.lease(), peer));
        }
        return true;
    }

    private static void handle(StreamHandler handler, Request request) {
        try {
            handler.handle(request);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("op '" + request.op() + "' of a stream failed: " + e, e);
        } finally {
            request.finish();
        }
    }
}
