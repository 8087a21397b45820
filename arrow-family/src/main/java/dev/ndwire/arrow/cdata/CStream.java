package dev.ndwire.arrow.cdata;

import java.lang.foreign.MemorySegment;

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
record CStream(MemorySegment at) implements CStructure {
    static final long BYTES = 40;

    private static final long GET_NEXT = 8;
    private static final long GET_LAST_ERROR = 16;
    private static final long RELEASE = 24;

    /// @param address where a structure is
    static CStream of(long address) {
        return new CStream(Native.memory(address, BYTES));
    }

    @Override
    public long releaseByteOffset() {
        return RELEASE;
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

    void setFunctions(MemorySegment getSchema, MemorySegment getNext, MemorySegment getLastError) {
        at.set(LONG, 0, getSchema.address());
        at.set(LONG, GET_NEXT, getNext.address());
        at.set(LONG, GET_LAST_ERROR, getLastError.address());
    }
}
