package dev.ndwire.benchmarks.transport;

/// Processor time of two processes, all threads together.
///
/// @param senderNanos of the one that sends
/// @param receiverNanos of the one that receives
record Work(long senderNanos, long receiverNanos) {
    /// What was done since.
    Work since(Work before) {
        return new Work(senderNanos - before.senderNanos, receiverNanos - before.receiverNanos);
    }
}
