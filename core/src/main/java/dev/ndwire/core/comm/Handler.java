package dev.ndwire.core.comm;

import org.jspecify.annotations.Nullable;

/// Answers the requests of one operation.
@FunctionalInterface
public interface Handler {
    /// Answers a request. Runs on the connection's thread; requests of other connections run beside it.
    ///
    /// @param request the request
    /// @return the reply, or null for `None`
    /// @throws Exception what the peer is told; the connection goes on
    @Nullable
    Object handle(Request request) throws Exception;
}
