package dev.ndwire.core.comm;

/// Takes the messages of a stream that have one operation.
@FunctionalInterface
public interface StreamHandler {
    /// Takes a message. Runs on the connection's thread: the next message of the stream comes when this returns.
    ///
    /// @param message the message; its arrays live until the whole batch is done, or for as long as its lease is held
    /// @throws Exception what was wrong; the connection is then closed, as Dask's servers do
    void handle(Request message) throws Exception;
}
