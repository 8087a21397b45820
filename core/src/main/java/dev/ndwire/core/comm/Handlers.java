package dev.ndwire.core.comm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who answers what: handlers by operation.
///
/// @param ofRequests answer requests
/// @param ofStreams take messages that nobody replies to
record Handlers(Map<String, Handler> ofRequests, Map<String, StreamHandler> ofStreams) {
    Handlers() {
        this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
}
