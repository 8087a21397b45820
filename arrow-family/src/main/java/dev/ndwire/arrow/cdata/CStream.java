package dev.ndwire.arrow.cdata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An `ArrowArrayStream`: functions that give one array after the other.
///
/// ```text
///   byte 0            8          16               24        32        40
///        ┌────────────┬──────────┬────────────────┬─────────┬─────────┐
///        │ get_schema │ get_next │ get_last_error │ release │ private │
///        └────────────┴──────────┴────────────────┴─────────┴─────────┘
/// ```
///
/// A structure without `release` is released, or moved elsewhere, and must not be looked at.
///
/// @param at where it is
record CStream(MemorySegment at) {
    static final long BYTES = 40;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final long GET_NEXT = 8;
    private static final long GET_LAST_ERROR = 16;
    private static final long RELEASE = 24;
    private static final long PRIVATE = 32;

    /// @param address where a structure is
    static CStream of(long address) {
        return new CStream(Native.memory(address, BYTES));
    }

    long getSchema() {
        return at.get(LONG, 0);
    }

    long getNext() {
        return at.get(LONG, GET_NEXT);
    }

    long getLastError() {
        return at.get(LONG, GET_LAST_ERROR);
    }

    long release() {
        return at.get(LONG, RELEASE);
    }

    long privateData() {
        return at.get(LONG, PRIVATE);
    }

    void markReleased() {
        at.set(LONG, RELEASE, 0);
    }

    void setFunctions(MemorySegment getSchema, MemorySegment getNext, MemorySegment getLastError) {
        at.set(LONG, 0, getSchema.address());
        at.set(LONG, GET_NEXT, getNext.address());
        at.set(LONG, GET_LAST_ERROR, getLastError.address());
    }

    void setRelease(MemorySegment function, long privateData) {
        at.set(LONG, RELEASE, function.address());
        at.set(LONG, PRIVATE, privateData);
    }
}
