package dev.ndwire.benchmarks.transport;

/// What two processes have used.
///
/// @param sender the one that sends
/// @param receiver the one that receives
record Work(Spent sender, Spent receiver) {
    /// What was used since.
    Work since(Work before) {
        return new Work(sender.since(before.sender), receiver.since(before.receiver));
    }

    /// The lesser of what each of two has allocated.
    Work orLess(Work other) {
        return new Work(sender.orLess(other.sender), receiver.orLess(other.receiver));
    }

    /// The same without what asking twice has allocated by itself.
    ///
    /// @param asking from one question to the next
    Work without(Work asking) {
        return new Work(sender.without(asking.sender), receiver.without(asking.receiver));
    }

    /// What those of them that are JVMs allocated.
    ///
    /// @return bytes, negative if none is
    long allocatedBytes() {
        if (!sender.isAllocationCounted()) {
            return receiver.allocatedBytes();
        }
        return sender.allocatedBytes() + Math.max(0, receiver.allocatedBytes());
    }
}
