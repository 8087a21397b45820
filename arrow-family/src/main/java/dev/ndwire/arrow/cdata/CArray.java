package dev.ndwire.arrow.cdata;

import java.lang.foreign.MemorySegment;

/// An `ArrowArray`: the elements of one field, by the addresses of their buffers.
///
/// ```text
///   byte 0        8            16       24          32           40
///        ┌────────┬────────────┬────────┬───────────┬────────────┬─ ─
///        │ length │ null_count │ offset │ n_buffers │ n_children │
///        └────────┴────────────┴────────┴───────────┴────────────┴─ ─
///   byte 40        48         56           64        72        80
///        ┌─────────┬──────────┬────────────┬─────────┬─────────┐
///        │ buffers │ children │ dictionary │ release │ private │
///        └─────────┴──────────┴────────────┴─────────┴─────────┘
/// ```
///
/// All are signed numbers and addresses of 64 bits. `null_count` is -1 where nobody has counted. A structure without
/// `release` is released, or moved elsewhere, and must not be looked at.
///
/// @param at where it is
record CArray(MemorySegment at) implements CNode {
    static final long BYTES = 80;

    private static final long NULL_COUNT = 8;
    private static final long OFFSET = 16;
    private static final long BUFFER_COUNT = 24;
    private static final long BUFFERS = 40;
    private static final long CHILDREN = 48;

    /// @param address where a structure is
    static CArray of(long address) {
        return new CArray(Native.memory(address, BYTES));
    }

    @Override
    public long childrenByteOffset() {
        return CHILDREN;
    }

    @Override
    public CArray ofSameKind(long address) {
        return of(address);
    }

    long length() {
        return at.get(LONG, 0);
    }

    long nullCount() {
        return at.get(LONG, NULL_COUNT);
    }

    long offset() {
        return at.get(LONG, OFFSET);
    }

    long bufferCount() {
        return at.get(LONG, BUFFER_COUNT);
    }

    /// The address of an array of addresses.
    long buffers() {
        return at.get(LONG, BUFFERS);
    }

    void setCounts(long length, long nullCount) {
        at.set(LONG, 0, length);
        at.set(LONG, NULL_COUNT, nullCount);
        at.set(LONG, OFFSET, 0);
    }

    void setBuffers(long count, long address) {
        at.set(LONG, BUFFER_COUNT, count);
        at.set(LONG, BUFFERS, address);
    }
}
