package dev.ndwire.arrow.cdata;

import java.lang.foreign.MemorySegment;

/// An `ArrowSchema`: one field, or, as a struct, the schema of a table.
///
/// ```text
///   byte 0        8      16         24      32           40         48           56        64        72
///        ┌────────┬──────┬──────────┬───────┬────────────┬──────────┬────────────┬─────────┬─────────┐
///        │ format │ name │ metadata │ flags │ n_children │ children │ dictionary │ release │ private │
///        └────────┴──────┴──────────┴───────┴────────────┴──────────┴────────────┴─────────┴─────────┘
/// ```
///
/// All are signed numbers and addresses of 64 bits; `format` and `name` are texts that end in a zero. A structure
/// without `release` is released, or moved elsewhere, and must not be looked at.
///
/// @param at where it is
record CSchema(MemorySegment at) implements CNode {
    static final long BYTES = 72;

    /// Dictionaries whose order means something.
    static final long ORDERED = 1;

    static final long NULLABLE = 2;

    /// Maps whose keys are sorted.
    static final long KEYS_SORTED = 4;

    private static final long NAME = 8;
    private static final long METADATA = 16;
    private static final long FLAGS = 24;
    private static final long CHILDREN = 40;

    /// @param address where a structure is
    static CSchema of(long address) {
        return new CSchema(Native.memory(address, BYTES));
    }

    @Override
    public long childrenByteOffset() {
        return CHILDREN;
    }

    @Override
    public CSchema ofSameKind(long address) {
        return of(address);
    }

    long format() {
        return at.get(LONG, 0);
    }

    long name() {
        return at.get(LONG, NAME);
    }

    long metadata() {
        return at.get(LONG, METADATA);
    }

    long flags() {
        return at.get(LONG, FLAGS);
    }

    void setTexts(long format, long name, long metadata) {
        at.set(LONG, 0, format);
        at.set(LONG, NAME, name);
        at.set(LONG, METADATA, metadata);
    }

    void setFlags(long flags) {
        at.set(LONG, FLAGS, flags);
    }
}
